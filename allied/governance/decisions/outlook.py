"""How an open question would end if it were put now, by what members have said for themselves."""

from collections.abc import Sequence

from django.utils import timezone
from msgspec import Struct

from ..models import Ballot, Decision, Option
from .services.standing import stand_of
from .tallying import carried, explained, seats_of, tally


class Outlook(Struct, frozen=True):
    """The option with most votes in favour (none where there are no options), and its outcome."""

    option: Option | None
    carries: bool
    sentences: Sequence[str]


def outlook_of(
    decision: Decision, options: Sequence[Option], ballots: Sequence[Ballot]
) -> Outlook | None:
    """None where no body decides it, or nobody has said anything. Four queries at most."""
    if decision.body is None or not ballots:
        return None
    best = _leading(options, ballots)
    today = timezone.localdate()
    seats = seats_of(decision.body, today)
    said = {ballot.person_id: ballot for ballot in ballots}
    stands = [
        stand_of(said[seat.person_id], seat, best) for seat in seats if seat.person_id in said
    ]
    found = tally(decision.body, today, seats, stands, decision.matter)
    return Outlook(best, carried(found), explained(found))


def _leading(options: Sequence[Option], ballots: Sequence[Ballot]) -> Option | None:
    def votes(option: Option) -> int:
        return sum(ballot.option_id == option.pk for ballot in ballots)

    return max(options, key=votes, default=None)
