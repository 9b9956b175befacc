"""The steps of a proposal: taken up or declined by the team, put forward, decided by a body."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line

from ...decisions.services import raise_decision
from ...models import Body, Decision, Proposal, ProposalStep
from ...trail import trace
from ..rules import is_of_the_team

State = Proposal.State
OPEN = frozenset({State.SUGGESTED, State.TAKEN_UP, State.PUT_FORWARD})


def held(by: Actor, proposal: Proposal, version: int | None, states: Collection[str]) -> Proposal:
    """The row as it now stands, held. Refused in another state, Conflict where it was changed."""
    demand(by, "governance.suggest", proposal.alliance)
    rows = Proposal.objects.visible_to(by).select_for_update(of=("self",))
    row: Proposal = rows.select_related(
        "alliance", "room", "objective", "measure", "team__theme", "body", "decision"
    ).get(pk=proposal.pk)
    if row.state not in states:
        raise Refused(
            _("That cannot be done now: it is %(state)s.") % {"state": row.get_state_display()}
        )
    if version is not None and row.version != version:
        raise Conflict(row)
    return row


def note_step(by: Actor, row: Proposal, reason: str = "") -> None:
    ProposalStep.objects.create(
        proposal=row, state=row.state, reason=reason, person_id=by.person_id, author=by.name
    )


@transaction.atomic
def take_up(
    *, by: Actor, proposal: Proposal, version: int, reason: str = "", team: Body | None = None
) -> Proposal:
    """By the team: it stands behind it from now on. `team`: where none was named."""
    row = held(by, proposal, version, {State.SUGGESTED})
    if row.team is None:
        row.team = team
    if row.team is None:
        raise Refused(_("Choose the team that takes it up."), "team")
    if row.team.room_id != row.room_id:
        raise Refused(_("Choose a team of this room."), "team")
    _refuse_strangers(by, row)
    return _step(by, row, State.TAKEN_UP, "take_up_proposal", reason, "team")


@transaction.atomic
def decline(*, by: Actor, proposal: Proposal, version: int, reason: str) -> Proposal:
    """By the team, with the reason, which its author sees."""
    row = held(by, proposal, version, {State.SUGGESTED, State.TAKEN_UP})
    _refuse_strangers(by, row)
    said = one_line(reason, 1000, "reason", required=True)
    return _step(by, row, State.DECLINED, "decline_proposal", said)


@transaction.atomic
def put_forward(
    *, by: Actor, proposal: Proposal, version: int, body: Body | None = None, reason: str = "",
    **asked: Any,
) -> Proposal:  # fmt: skip
    """Before the body that may approve it, as an open question with its two answers.

    `body`: else the body above the team. `asked`: whatever else `raise_decision` takes (matter,
    amount, currency, importance, due_on …). Refused where the body's charter does not allow it.
    """
    row = held(by, proposal, version, {State.TAKEN_UP})
    _refuse_strangers(by, row)
    body = body or (row.team.parent if row.team else None)
    if body is None:
        raise Refused(_("Choose the body that may approve it."), "body")
    grounds: list[dict[str, Any]] = [{"objective": row.objective}] if row.objective else []
    grounds += [{"measure": row.measure}] if row.measure else []
    row.body = body
    row.decision = raise_decision(
        by=by, alliance=row.alliance, room=row.room, body=body, title=row.title,
        situation=_situation(row), grounds=grounds, options=_answers(row),
        is_illustrative=row.is_illustrative, **asked,
    )  # fmt: skip
    row.approving = row.decision.options.first()
    fields = ("body", "decision", "approving")
    return _step(by, row, State.PUT_FORWARD, "put_forward_proposal", reason, *fields)


@transaction.atomic
def withdraw(*, by: Actor, proposal: Proposal, version: int, reason: str) -> Proposal:
    """By its author or its team, before a body has decided."""
    row = held(by, proposal, version, {State.SUGGESTED, State.TAKEN_UP})
    if row.by_id != by.person_id:
        _refuse_strangers(by, row)
    said = one_line(reason, 1000, "reason", required=True)
    return _step(by, row, State.WITHDRAWN, "withdraw_proposal", said)


@transaction.atomic
def settle(*, by: Actor, proposal: Proposal, version: int, approved: bool) -> Proposal:
    """Say what the body's decision meant, where it chose neither of the two answers."""
    row = held(by, proposal, version, {State.PUT_FORWARD})
    demand(by, "governance.approve", row.alliance)
    if row.decision is None or row.decision.state not in {"taken", "superseded"}:
        raise Refused(_("The body has not decided yet."))
    return _decided(by, row, approved)


def follow_decision(by: Actor, decision: Decision) -> None:
    """Once the body has decided: approved or declined, by the answer that it chose."""
    for row in Proposal._base_manager.filter(decision=decision, state=State.PUT_FORWARD):
        if decision.chosen_id is not None and row.approving_id is not None:
            _decided(by, row, decision.chosen_id == row.approving_id)


def _decided(by: Actor, row: Proposal, approved: bool) -> Proposal:
    said = row.decision.decided[:1000] if row.decision else ""
    state = State.APPROVED if approved else State.DECLINED
    act = "approve_proposal" if approved else "decline_proposal"
    return _step(by, row, state, act, one_line(said, 1000, "reason"))


def _step(by: Actor, row: Proposal, state: str, act: str, reason: str, *fields: str) -> Proposal:
    said = one_line(reason, 1000, "reason")
    row.state = state
    row.save_over(row.version, ["state", *fields])
    note_step(by, row, said)
    trace(act, by, "proposal", row, why=said)
    return row


def _refuse_strangers(by: Actor, row: Proposal) -> None:
    demand(by, "governance.take_up", row.alliance)
    if not is_of_the_team(by, row, timezone.localdate()):
        raise Refused(_("Only the team, its theme leader and the alliance managers decide that."))


def _situation(row: Proposal) -> str:
    return "\n\n".join(filter(None, (row.text, row.why)))[:8000]


def _answers(row: Proposal) -> list[dict[str, str]]:
    return [
        {"title": _("Approve it"), "for_it": row.why},
        {"title": _("Decline it")},
    ]
