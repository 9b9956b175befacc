"""The list of actions; writing one down, changing one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import allowed
from allied.foundation.ui.answers import answer_form, sent

from ...bodies.queries import bodies_of, persons_on
from .. import queries, services
from ..forms import USUAL, ActionForm


@require_GET
@on_alliance("governance.see")
def actions(request: Request, alliance: Alliance) -> HttpResponse:
    show = request.GET.get("show", "open")
    show = show if show in queries.SHOWS else "open"
    body = number_in(request.GET.get("body"))
    page = queries.actions_page(
        request.actor, alliance, show=show, body=body, number=request.GET.get("page", "1")
    )
    context = {
        "alliance": alliance, "page": page, "show": show, "body": body,
        "counts": queries.counts_of(request.actor, alliance),
        "record": queries.record_of(request.actor, alliance),
        "bodies": bodies_of(request.actor, alliance), "today": alliance.today(),
        "own_room": request.actor.seats[alliance.pk].own_room_id,
        "may_add": allowed(request.actor, "governance.promise_actions", alliance),
    }  # fmt: skip
    return render(request, "governance/actions.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.promise_actions")
def action_add(request: Request, alliance: Alliance) -> HttpResponse:
    initial = {
        "due_on": (alliance.today() + USUAL).isoformat(), "owner": request.actor.person_id,
        "body": number_in(request.GET.get("body")),
    }  # fmt: skip
    form = ActionForm(sent(request), **_choices(request, alliance), initial=initial)

    def act() -> str:
        row = services.promise_action(by=request.actor, alliance=alliance, **form.values())
        return reverse("governance:action", args=[alliance.slug, row.pk])

    return answer_form(request, "governance/action_form.html", form, act, {})


@require_http_methods(["GET", "POST"])
@on_alliance("governance.promise_actions")
def action_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.action_visible_to(request.actor, alliance, pk)
    choices = _choices(request, alliance)
    form = ActionForm(sent(request), action=row, **choices)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_action(by=request.actor, action=row, version=version, **form.values())
        return reverse("governance:action", args=[alliance.slug, row.pk])

    return answer_form(
        request, "governance/action_form.html", form, act, {"action": row},
        fresh=lambda now: ActionForm(action=now, **choices),
    )  # fmt: skip


def _choices(request: Request, alliance: Alliance) -> dict[str, Any]:
    return {
        "people": persons_on(alliance, request.actor),
        "bodies": bodies_of(request.actor, alliance),
    }
