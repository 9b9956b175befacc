"""A member says for itself how it stands on an open question."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line

from ...models import Ballot, BodyMember, Decision, Option
from ...trail import trace
from ..tallying import seats_of
from .editing import held_open


@transaction.atomic
def cast_ballot(
    *, by: Actor, decision: Decision, answer: str, option: Option | None = None, why: str = ""
) -> Ballot:
    """Say yes (to one of the options, where there are any), no, or that one abstains.

    Said again before it is decided, it takes the place of what was said. Refused for who has no
    seat with a vote on the body.
    """
    row = held_open(by, decision, "governance.record_decisions", None)
    seat = seat_with_vote(by, row)
    if seat is None or by.person_id is None:
        raise Refused(_("Only members of the body that decides have a vote."), "answer")
    if answer not in Ballot.Answer.values:
        raise Refused(_("Choose one of those offered."), "answer")
    if option is not None and option.decision_id != row.pk:
        raise Refused(_("Choose one of its options."), "answer")
    if answer == Ballot.Answer.YES and option is None and row.options.exists():
        raise Refused(_("Choose the option you are for."), "answer")
    said = one_line(why, 1000, "why")
    Ballot.objects.filter(decision=row, person_id=by.person_id, superseded_at=None).update(
        superseded_at=timezone.now()
    )
    ballot = Ballot.objects.create(
        decision=row, person_id=by.person_id, partner=seat.partner, name=seat.who, answer=answer,
        option=option if answer == Ballot.Answer.YES else None, why=said,
    )  # fmt: skip
    trace("cast_ballot", by, "decision", row)
    return ballot


def seat_with_vote(by: Actor, decision: Decision) -> BodyMember | None:
    """The actor's own seat on the body that decides, with a vote, today."""
    if decision.body is None or by.person_id is None:
        return None
    seats = seats_of(decision.body, timezone.localdate())
    return next((s for s in seats if s.person_id == by.person_id and s.votes), None)
