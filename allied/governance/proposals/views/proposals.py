"""Proposals: the list, one with its way, suggesting and changing one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from allied.alliances.access import on_alliance
from allied.alliances.models import Alliance
from allied.alliances.services import may_share_record
from allied.foundation.access.actor import View
from allied.foundation.access.http import Request
from allied.foundation.access.permissions import allowed
from allied.foundation.ui.answers import answer_form, sent
from allied.strategy.queries import objectives_of

from ...bodies.queries import bodies_of
from ...models import Proposal
from .. import queries, services
from ..forms import ProposalForm
from ..rules import is_of_the_team


@require_GET
@on_alliance("governance.see")
def proposals(request: Request, alliance: Alliance) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in {"open", *Proposal.State.values} else ""
    context = {
        "alliance": alliance, "tab": "proposals", "state": state,
        "states": [("", _("all")), ("open", _("on their way")), *Proposal.State.choices],
        "found": queries.proposals_of(request.actor, alliance, state),
        "own_room": request.actor.seats[alliance.pk].own_room_id,
        "may_suggest": allowed(request.actor, "governance.suggest", alliance),
    }  # fmt: skip
    return render(request, "governance/proposals.html", context)


@require_GET
@on_alliance("governance.see")
def proposal(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.proposal_visible_to(request.actor, alliance, pk)
    own = request.actor.seats[alliance.pk].own_room_id
    writes = allowed(request.actor, "governance.take_up", alliance)
    context = {
        "alliance": alliance, "tab": "proposals", "proposal": row, "is_ours": row.room_id == own,
        "steps": queries.steps_of(row), "effect": queries.effect_of(request.actor, row),
        "is_author": writes and row.by_id == request.actor.person_id,
        "of_team": writes and is_of_the_team(request.actor, row, timezone.localdate()),
        "may_approve": allowed(request.actor, "governance.approve", alliance),
        "may_turn": allowed(request.actor, "scorecard.edit_initiatives", alliance),
        "may_share": row.room_id == own and may_share_record(request.actor, row),
        "undecided": _is_undecided(row),
    }  # fmt: skip
    return render(request, "governance/proposal.html", context)


def _is_undecided(row: Proposal) -> bool:
    """The body has decided, and chose neither of the two answers."""
    decision = row.decision
    decided = decision is not None and decision.state in {"taken", "superseded"}
    return row.state == Proposal.State.PUT_FORWARD and decided


@require_http_methods(["GET", "POST"])
@on_alliance("governance.suggest")
def proposal_suggest(request: Request, alliance: Alliance) -> HttpResponse:
    start = {"objective": request.GET.get("objective", "")}
    form = _form(request, alliance, initial=start)

    def act() -> str:
        row = services.suggest(by=request.actor, alliance=alliance, **form.values())
        messages.success(request, _("It is on its way to the team."))
        return _page(row)

    return answer_form(request, "governance/proposal_form.html", form, act, {})


@require_http_methods(["GET", "POST"])
@on_alliance("governance.suggest")
def proposal_edit(request: Request, alliance: Alliance, pk: int) -> HttpResponse:
    row = queries.proposal_visible_to(request.actor, alliance, pk)
    form = _form(request, alliance, proposal=row)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        services.edit_proposal(by=request.actor, proposal=row, version=version, **form.values())
        return _page(row)

    return answer_form(
        request, "governance/proposal_form.html", form, act, {"proposal": row},
        fresh=lambda now: _form(request, alliance, proposal=now, fresh=True),
    )  # fmt: skip


def _form(
    request: Request, alliance: Alliance, *, fresh: bool = False, **more: Any
) -> ProposalForm:
    joint_only = request.actor.view is not View.OURS
    objectives = objectives_of(alliance, request.actor)
    teams = bodies_of(request.actor, alliance)
    room = request.actor.seats[alliance.pk]
    here = room.joint_room_id if joint_only else room.own_room_id
    row = more.get("proposal")
    if row is not None:
        here, joint_only = row.room_id, row.room_id == room.joint_room_id
    return ProposalForm(
        None if fresh else sent(request),
        objectives=[o for o in objectives if not joint_only or o.room_id == here],
        measures=queries.measures_of(request.actor, alliance, joint_only=joint_only),
        teams=[team for team in teams if team.room_id == here], **more,
    )  # fmt: skip


def _page(row: Proposal) -> str:
    return reverse("governance:proposal", args=[row.alliance.slug, row.pk])
