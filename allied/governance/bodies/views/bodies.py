"""The tree of bodies; founding, changing and ending one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import allowed
from allied.foundation.ui.answers import answer_act, answer_form, sent, version_in
from allied.strategy.queries import themes_of

from .. import queries, services
from ..forms import BodyForm


@require_GET
@on_alliance("governance.see")
def bodies(request: Request, alliance: Alliance) -> HttpResponse:
    tree = queries.bodies_tree(request.actor, alliance)
    context = {
        "alliance": alliance, "tree": tree, "seats": sum(len(one.seats) for one in tree.branches),
        "vacant": sum(one.vacant for one in tree.branches),
        "own_room": request.actor.seats[alliance.pk].own_room_id,
        "may_edit": allowed(request.actor, "governance.edit_bodies", alliance),
    }  # fmt: skip
    return render(request, "governance/bodies.html", context)


@require_POST
@on_alliance("governance.edit_bodies")
def bodies_usual(request: Request, alliance: Alliance) -> HttpResponse:
    def act() -> None:
        made = services.lay_usual_bodies(by=request.actor, alliance=alliance)
        messages.success(request, _("%(count)d bodies are set up.") % {"count": len(made)})

    return answer_act(request, act, reverse("governance:bodies", args=[alliance.slug]))


@require_http_methods(["GET", "POST"])
@on_alliance("governance.edit_bodies")
def body_add(request: Request, alliance: Alliance) -> HttpResponse:
    initial: dict[str, Any] = {"timezone": request.actor.timezone or "UTC"}
    if above := number_in(request.GET.get("parent")):
        initial["parent"] = above
    form = BodyForm(sent(request), **_choices(request, alliance), initial=initial)

    def act() -> str:
        row = services.add_body(by=request.actor, alliance=alliance, **form.values())
        return reverse("governance:body", args=[alliance.slug, row.pk])

    return answer_form(request, "governance/body_form.html", form, act, {})


@require_http_methods(["GET", "POST"])
@on_alliance("governance.edit_bodies")
def body_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.body_visible_to(request.actor, alliance, pk)
    choices = _choices(request, alliance)
    form = BodyForm(sent(request), body=row, **choices)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_body(by=request.actor, body=row, version=version, **form.values())
        return reverse("governance:body", args=[alliance.slug, row.pk])

    return answer_form(
        request, "governance/body_form.html", form, act, {"body": row},
        fresh=lambda now: BodyForm(body=now, **choices),
    )  # fmt: skip


@require_POST
@on_alliance("governance.edit_bodies")
def body_end(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.body_visible_to(request.actor, alliance, pk)
    page = reverse("governance:body", args=[alliance.slug, pk])
    if request.POST.get("confirm") != "1":
        messages.error(request, _("Tick that it has ended, then repeat."))
        return redirect(page)
    return answer_act(
        request,
        lambda: services.end_body(by=request.actor, body=row, version=version_in(request)),
        page,
    )


def _choices(request: Request, alliance: Alliance) -> dict[str, Any]:
    return {
        "bodies": queries.bodies_of(request.actor, alliance),
        "themes": themes_of(alliance, request.actor, with_people=False),
        "partners": partners_of(alliance),
    }
