"""How an escalation ends: a decision, a final say, advice on its way back, or withdrawn."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor, View
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import paragraphs

from ...decisions.services import raise_decision, take_decision
from ...models import Body, Climb, Decision, Escalation
from ...trail import trace
from ..clock import where
from ..ends import may_be_withdrawn_by, may_return, may_say_finally
from ..queries.acting import people_of_level
from .holding import held, held_open, moment_of, step


@transaction.atomic
def decide(
    *, by: Actor, escalation: Escalation, version: int, decided: str = "",
    decision: Decision | None = None, amount: Decimal | None = None, currency: str = "",
    at: datetime | None = None,
) -> Decision:  # fmt: skip
    """It ends in a decision of the level it is on: an open one taken now, one that the body took
    since the presentation, or a new one on the log, with the amount where its matter has one.
    """
    demand(by, "governance.record_decisions", escalation.alliance)
    row = held_open(by, escalation, "governance.escalate", seen=version, at=at)
    moment = at or moment_of(row)
    found = where(row, moment)
    assert found is not None
    body = Body.objects.filter(pk=found.level.body_id).first() if found.level.body_id else None
    if decision is not None:
        _refuse_foreign(decision, row, body)
    if decision is None or decision.state == Decision.State.OPEN:
        if not decided.strip():
            raise Refused(_("Write what was decided."), "decided")
        joint = by.looking_at(View.JOINT)  # where its log is, whatever the view
        asked = decision or _question(joint, row, body, amount, currency)
        names = [] if body else [person.name for person in people_of_level(row, found.level)]
        decision = take_decision(
            by=joint, decision=asked, version=asked.version, decided=decided, deciders=names,
            taken_at=max(moment, asked.raised_at),
        )  # fmt: skip
    row.decision = decision
    _end(by, row, Escalation.State.DECIDED, decision.decided, moment)
    return decision


@transaction.atomic
def say_finally(
    *, by: Actor, escalation: Escalation, version: int, text: str, at: datetime | None = None
) -> None:
    """The named partner decides, on a listed matter, once the last level's time is over."""
    row = held_open(by, escalation, "governance.state_position", seen=version, at=at)
    moment = at or moment_of(row)
    if not may_say_finally(row, by.seats[row.alliance_id].partner_id, where(row, moment)):
        raise Refused(_("There is no final say on this matter for your side now."))
    said = paragraphs(text, 8000, "text")
    if not said:
        raise Refused(_("Write what is decided."), "text")
    _end(by, row, Escalation.State.FINAL_SAY, said, moment)


@transaction.atomic
def return_with_advice(
    *, by: Actor, escalation: Escalation, version: int, text: str, at: datetime | None = None
) -> None:
    """The last level sends it back to those who raised it, with advice."""
    row = held_open(by, escalation, "governance.state_position", seen=version, at=at)
    moment = at or moment_of(row)
    if not may_return(row, by.seats[row.alliance_id].partner_id, where(row, moment)):
        raise Refused(_("Only the last level of the ladder sends it back."))
    said = paragraphs(text, 8000, "text")
    if not said:
        raise Refused(_("Write the advice."), "text")
    _end(by, row, Escalation.State.RETURNED, said, moment)


@transaction.atomic
def withdraw(
    *, by: Actor, escalation: Escalation, version: int, text: str, at: datetime | None = None
) -> None:
    """Whoever raised it, or an alliance manager of the same side, takes it back, and says why."""
    row = held(by, escalation, "governance.escalate", seen=version, at=at)
    if not may_be_withdrawn_by(by, row):
        raise Refused(_("Only those who raised it withdraw it."))
    said = paragraphs(text, 8000, "text")
    if not said:
        raise Refused(_("Say why it is withdrawn."), "text")
    _end(by, row, Escalation.State.WITHDRAWN, said, at or moment_of(row))


def _question(
    by: Actor, row: Escalation, body: Body | None, amount: Decimal | None, currency: str
) -> Decision:
    """A new one on the log. It was raised when the escalation was: that is when waiting began."""
    return raise_decision(
        by=by, alliance=row.alliance, title=row.title, situation=row.situation, body=body,
        matter=row.matter, amount=amount, currency=currency,
        raised_at=min(row.raised_at, row.presented_at or row.raised_at),
        is_illustrative=row.is_illustrative,
    )  # fmt: skip


def _refuse_foreign(decision: Decision, row: Escalation, body: Body | None) -> None:
    taken_since = (
        decision.state == Decision.State.TAKEN
        and decision.taken_at is not None
        and row.presented_at is not None
        and decision.taken_at >= row.presented_at
    )
    usable = decision.state == Decision.State.OPEN or taken_since
    here = decision.room_id == row.room_id and decision.body_id == (body.pk if body else None)
    if not usable or not here:
        raise Refused(_("Choose a decision of the level that it is on."), "decision")


def _end(by: Actor, row: Escalation, state: str, outcome: str, moment: datetime) -> None:
    row.state, row.outcome, row.ended_at = state, outcome, moment
    row.save_over(row.version, ["state", "outcome", "ended_at", "decision"])
    step(by, row, Climb.Act.ENDED, at=moment)
    trace("end_escalation", by, "escalation", row, ended_as=state)
