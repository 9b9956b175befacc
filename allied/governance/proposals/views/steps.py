"""The steps of a proposal, each with its form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.foundation.access.http import Request
from allied.foundation.ui.answers import answer_act, answer_form, sent, version_in
from allied.strategy.queries import members_of

from ...bodies.queries import bodies_of, matters_of
from ...decisions.services import OutsideRights
from ...models import Proposal
from .. import queries, services
from ..forms import ForwardForm, StepForm, TurnForm

HEADS = {
    "take_up": gettext_lazy("Take it up"),
    "decline": gettext_lazy("Decline it"),
    "withdraw": gettext_lazy("Withdraw it"),
}


@require_http_methods(["GET", "POST"])
@on_alliance("governance.take_up")
def proposal_take_up(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.proposal_visible_to(request.actor, alliance, pk)
    bodies = [body for body in bodies_of(request.actor, alliance) if body.room_id == row.room_id]
    form = StepForm(
        sent(request), initial={"version": row.version}, needs_reason=False,
        teams=bodies if row.team_id is None else (),
    )  # fmt: skip
    return _step(request, row, form, "take_up", services.take_up)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.take_up")
def proposal_decline(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.proposal_visible_to(request.actor, alliance, pk)
    form = StepForm(sent(request), initial={"version": row.version})
    return _step(request, row, form, "decline", services.decline)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.suggest")
def proposal_withdraw(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.proposal_visible_to(request.actor, alliance, pk)
    form = StepForm(sent(request), initial={"version": row.version})
    return _step(request, row, form, "withdraw", services.withdraw)


def _step(
    request: Request, row: Proposal, form: StepForm, act: str, service: Callable[..., Proposal]
) -> HttpResponse:
    def step() -> str:
        service(by=request.actor, proposal=row, **form.cleaned_data)
        return _page(row)

    context = {"proposal": row, "head": HEADS[act]}
    return answer_form(request, "governance/proposal_step.html", form, step, context)


@require_http_methods(["GET", "POST"])
@on_alliance("governance.take_up")
def proposal_put_forward(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.proposal_visible_to(request.actor, alliance, pk)
    above = row.team.parent_id if row.team else None
    start = {"version": row.version, "body": above, "currency": alliance.currency}
    rows = [body for body in bodies_of(request.actor, alliance) if body.room_id == row.room_id]
    matters = [m for m in matters_of(request.actor, alliance) if m.room_id == row.room_id]
    given = sent(request)
    if given is not None and (there := given.get("there")):
        given = given.copy()
        given["body"] = str(there)
    form = ForwardForm(given, initial=start, bodies=rows, matters=matters)
    context: dict[str, Any] = {"proposal": row}

    def act() -> str:
        try:
            services.put_forward(by=request.actor, proposal=row, **form.cleaned_data)
        except OutsideRights as outside:
            context["way"] = outside.body
            raise
        return _page(row)

    return answer_form(request, "governance/proposal_put_forward.html", form, act, context)


@require_POST
@on_alliance("governance.approve")
def proposal_settle(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """The body decided in words of its own: what did it mean for the proposal?"""
    row = queries.proposal_visible_to(request.actor, alliance, pk)
    approved = request.POST.get("answer") == "approved"
    return answer_act(
        request,
        lambda: services.settle(
            by=request.actor, proposal=row, version=version_in(request), approved=approved
        ),
        _page(row),
    )


@require_http_methods(["GET", "POST"])
@on_alliance("scorecard.edit_initiatives")
def proposal_turn(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    """Into an initiative."""
    row = queries.proposal_visible_to(request.actor, alliance, pk)
    people = [
        person for person in members_of(alliance, request.actor)
        if row.room.is_joint or person.company_id == request.actor.company_id
    ]  # fmt: skip
    form = TurnForm(sent(request), initial={"version": row.version}, people=people)

    def act() -> str:
        made = services.turn_into_initiative(by=request.actor, proposal=row, **form.cleaned_data)
        messages.success(request, _("“%(name)s” is an initiative now.") % {"name": made.name})
        return reverse("scorecard:initiative", args=[alliance.slug, made.pk])

    return answer_form(request, "governance/proposal_turn.html", form, act, {"proposal": row})


def _page(row: Proposal) -> str:
    return reverse("governance:proposal", args=[row.alliance.slug, row.pk])
