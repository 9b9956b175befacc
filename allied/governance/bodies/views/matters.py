"""Matters, and what a body may decide of them."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.ui.answers import answer_act, answer_form, sent, version_in

from .. import queries, services
from ..forms import MatterForm, RightsForm
from ..rights import rights_of


@require_http_methods(["GET", "POST"])
@on_alliance("governance.edit_bodies")
def matters(request: Request, alliance: Alliance) -> HttpResponse:
    form = MatterForm(sent(request))
    page = reverse("governance:matters", args=[alliance.slug])

    def act() -> str:
        services.add_matter(
            by=request.actor, alliance=alliance, name=form.cleaned_data["name"],
            has_amount=form.cleaned_data["has_amount"],
        )  # fmt: skip
        return page

    deciding = queries.rights_listed(request.actor, alliance)
    rows = [
        (matter, deciding.get(matter.pk, []))
        for matter in queries.matters_of(request.actor, alliance)
    ]
    own = request.actor.seats[alliance.pk].own_room_id
    context = {"matters": rows, "own_room": own}
    return answer_form(request, "governance/matters.html", form, act, context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.edit_bodies")
def matter_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.matter_visible_to(request.actor, alliance, pk)
    form = MatterForm(sent(request), matter=row)

    def act() -> str:
        services.rename_matter(
            by=request.actor, matter=row, version=form.cleaned_data["version"] or 0,
            name=form.cleaned_data["name"], has_amount=form.cleaned_data["has_amount"],
        )  # fmt: skip
        return reverse("governance:matters", args=[alliance.slug])

    return answer_form(
        request, "governance/matter_form.html", form, act, {"matter": row},
        fresh=lambda now: MatterForm(matter=now),
    )  # fmt: skip


@require_POST
@on_alliance("governance.edit_bodies")
def matter_remove(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.matter_visible_to(request.actor, alliance, pk)
    return answer_act(
        request,
        lambda: services.remove_matter(by=request.actor, matter=row, version=version_in(request)),
        reverse("governance:matters", args=[alliance.slug]),
    )


@require_http_methods(["GET", "POST"])
@on_alliance("governance.edit_bodies")
def body_rights(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    body = queries.body_visible_to(request.actor, alliance, pk)
    kept = rights_of(request.actor, alliance).by_body.get(body.pk, {})
    form = RightsForm(
        sent(request), matters=queries.matters_of(request.actor, alliance), kept=kept,
        currency=alliance.currency, version=body.version,
    )  # fmt: skip

    def act() -> str:
        version = form.cleaned_data["version"]
        services.set_rights(by=request.actor, body=body, version=version, rights=form.rights())
        return reverse("governance:body", args=[alliance.slug, body.pk])

    return answer_form(request, "governance/body_rights.html", form, act, {"body": body})
