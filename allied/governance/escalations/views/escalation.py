"""One escalation: both sides, the clock, the way up, and the decision that ends it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.ui.answers import answer_act, answer_form, sent, version_in

from ...decisions.services import NotCarried
from ...decisions.ways import ways_on
from ...models import Escalation
from .. import queries, services
from ..clock import where
from ..forms import DecideForm, StandpointForm


@require_GET
@on_alliance("governance.see")
def escalation(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.escalation_visible_to(request.actor, alliance, pk)
    is_ours = row.room_id == request.actor.seats[alliance.pk].own_room_id
    names = ("escalate", "state_position", "record_decisions")
    may = {name: allowed(request.actor, f"governance.{name}", alliance) for name in names}
    context = {
        "alliance": alliance, "row": row, "page": queries.escalation_page(request.actor, row),
        "is_ours": is_ours, "may": may, "is_draft": row.state == Escalation.State.DRAFT,
        "may_share": is_ours and allowed(request.actor, "alliances.share_own", alliance),
    }  # fmt: skip
    return render(request, "governance/escalation.html", context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.state_position")
def escalation_standpoint(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.escalation_visible_to(request.actor, alliance, pk)
    point = queries.standpoint_of(request.actor, row)
    form = StandpointForm(sent(request), point=point)

    def act() -> str:
        services.state_position(by=request.actor, escalation=row, **form.values())
        return reverse("governance:escalation", args=[alliance.slug, row.pk])

    return answer_form(
        request, "governance/escalation_standpoint.html", form, act, {"row": row},
        fresh=lambda now: StandpointForm(point=now),
    )  # fmt: skip


@require_POST
@on_alliance("governance.state_position")
def escalation_present(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.escalation_visible_to(request.actor, alliance, pk)

    def act() -> None:
        services.present(by=request.actor, escalation=row, version=version_in(request))
        messages.success(request, _("It is presented. The clock runs."))

    return answer_act(request, act, _page(alliance, pk))


@require_POST
@on_alliance("governance.state_position")
def escalation_up(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.escalation_visible_to(request.actor, alliance, pk)
    told: dict[str, Any] = {"by": request.actor, "escalation": row, "version": version_in(request)}

    def act() -> None:
        if request.POST.get("back"):
            services.take_back(**told)
        elif services.ask_up(**told):
            messages.success(request, _("All sides agree: it is one level up."))
        else:
            messages.success(request, _("Your side wants it up. It moves when the other agrees."))

    return answer_act(request, act, _page(alliance, pk))


@require_http_methods(["GET", "POST"])
@on_alliance("governance.record_decisions")
def escalation_decide(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.escalation_visible_to(request.actor, alliance, pk)
    stands = where(row)
    joint = request.actor.looking_at(View.JOINT)
    decisions = queries.usable_decisions(joint, row, stands.level) if stands else []
    from_it = [d.pk for d in decisions if (row.source_kind, row.source_id) == ("decision", d.pk)]
    initial = {
        "version": row.version, "decision": str(from_it[0]) if from_it else "",
        "currency": alliance.currency,
    }  # fmt: skip
    form = DecideForm(sent(request), decisions=decisions, matter=row.matter, initial=initial)

    def act() -> str:
        try:
            services.decide(by=request.actor, escalation=row, **form.values())
        except NotCarried as refused:
            context["ways"] = ways_on(request.actor, refused, climbs=False)
            raise
        return _page(alliance, pk)

    context: dict[str, Any] = {"row": row, "where": stands}
    return answer_form(request, "governance/escalation_decide.html", form, act, context)


def _page(alliance: Alliance, pk: int) -> str:
    return reverse("governance:escalation", args=[alliance.slug, pk])
