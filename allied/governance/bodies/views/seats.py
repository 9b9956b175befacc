"""Seats on a body: given, changed, ended."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.foundation.access.http import Request
from allied.foundation.ui.answers import answer_act, answer_form, sent, version_in

from ...models import Body
from .. import queries, services
from ..forms import SeatForm


@require_http_methods(["GET", "POST"])
@on_alliance("governance.edit_bodies")
def body_seat_add(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    body = queries.body_visible_to(request.actor, alliance, pk)
    initial = {"since": alliance.today(), "votes": True, "office": "member"}
    form = SeatForm(sent(request), **_choices(request, body), initial=initial)

    def act() -> str:
        services.add_seat(by=request.actor, body=body, **form.values())
        return reverse("governance:body", args=[alliance.slug, body.pk])

    return answer_form(request, "governance/body_seat.html", form, act, {"body": body})


@require_http_methods(["GET", "POST"])
@on_alliance("governance.edit_bodies")
def body_seat(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    seat = queries.seat_visible_to(request.actor, alliance, pk)
    choices = _choices(request, seat.body)
    form = SeatForm(sent(request), seat=seat, **choices)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_seat(by=request.actor, seat=seat, version=version, **form.values())
        return reverse("governance:body", args=[alliance.slug, seat.body_id])

    return answer_form(
        request, "governance/body_seat.html", form, act, {"body": seat.body, "seat": seat},
        fresh=lambda now: SeatForm(seat=now, **choices),
    )  # fmt: skip


@require_POST
@on_alliance("governance.edit_bodies")
def body_seat_end(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    seat = queries.seat_visible_to(request.actor, alliance, pk)
    return answer_act(
        request,
        lambda: services.end_seat(by=request.actor, seat=seat, version=version_in(request)),
        reverse("governance:body", args=[alliance.slug, seat.body_id]),
    )


def _choices(request: Request, body: Body) -> dict[str, Any]:
    seats = queries.seats_on(body, body.alliance.today())
    return {
        "people": queries.persons_on(body.alliance, request.actor),
        "partners": partners_of(body.alliance),
        "others": [seat for seat in seats if not seat.alternate_for_id],
    }
