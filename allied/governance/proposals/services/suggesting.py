"""Anybody who writes suggests; it may be changed until the team takes it up."""

from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.scorecard.models import Measure
from allied.scorecard.values import exact
from allied.strategy.models import Objective
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Body, Proposal
from ...trail import trace
from .steps import held, note_step

FIELDS: Final = ("title", "text", "why", "objective", "measure", "change", "team")


@transaction.atomic
def suggest(
    *, by: Actor, alliance: Alliance, title: str, text: str = "", why: str = "",
    objective: Objective | None = None, measure: Measure | None = None,
    change: Decimal | None = None, team: Body | None = None, is_illustrative: bool = False,
) -> Proposal:  # fmt: skip
    """In the room of the view. `change`: by how much it is to move the measure, in its unit."""
    demand(by, "governance.suggest", alliance)
    row = Proposal(
        alliance=alliance, room=current_room(by, alliance), by_id=by.person_id, author=by.name,
        is_illustrative=is_illustrative,
    )  # fmt: skip
    _set(
        row,
        {
            "title": title, "text": text, "why": why, "objective": objective, "measure": measure,
            "change": change, "team": team,
        },
    )  # fmt: skip
    row.save()
    note_step(by, row)
    trace("suggest", by, "proposal", row)
    return row


@transaction.atomic
def edit_proposal(*, by: Actor, proposal: Proposal, version: int, **fields: Any) -> Proposal:
    """By its author, as long as nobody has taken it up."""
    row = held(by, proposal, version, {Proposal.State.SUGGESTED})
    if row.by_id != by.person_id:
        raise Refused(_("Only who suggested it changes it."))
    _set(row, fields)
    row.save_over(version, list(FIELDS))
    trace("edit_proposal", by, "proposal", row)
    return row


def _set(row: Proposal, fields: dict[str, Any]) -> None:
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"a proposal has no {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(row, name, value)
    row.title = one_line(row.title, 200, "title", required=True)
    row.text = paragraphs(row.text, 8000, "text")
    row.why = paragraphs(row.why, 4000, "why")
    for name, record in (("objective", row.objective), ("measure", row.measure)):
        _refuse_hidden(row, name, record)
    if row.team is not None and (row.team.room_id != row.room_id or row.team.ended_on is not None):
        raise Refused(_("Choose a team of this room."), "team")
    _set_change(row)


def _refuse_hidden(row: Proposal, name: str, record: Objective | Measure | None) -> None:
    if record is None:
        return
    if record.alliance_id != row.alliance_id:
        raise Refused(_("Choose something of this alliance."), name)
    if row.room.is_joint and record.room_id != row.room_id:
        raise Refused(_("A joint proposal cannot name what is in our own room."), name)


def _set_change(row: Proposal) -> None:
    """The measure is one of the objective; a change needs its measure."""
    if row.measure is not None and row.objective is None:
        row.objective = row.measure.objective
    if row.measure is not None and row.measure.objective_id != row.objective_id:
        raise Refused(_("Choose a measure of this objective."), "measure")
    if row.change is None:
        return
    if row.measure is None:
        raise Refused(_("Say which measure it is to move."), "measure")
    row.change = exact(row.change, "change")
    if not row.change:
        raise Refused(_("A change of nothing moves no measure."), "change")
