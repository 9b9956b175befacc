"""Whether enough are present for a body to decide."""

from collections.abc import Collection
from fractions import Fraction
from math import ceil

from msgspec import Struct

from allied.pure.scoring.explanations import Step

from .body import Body, Seat, seats, unseated
from .vocabulary import Id
from .wording import VotingRefusal


class Quorum(Struct, frozen=True):
    """What must hold for a body to be able to decide: all of what is given.

    ``at_least`` members in all, ``from_each`` members of each partner, a ``share`` (exact, above 0,
    at most 1) of the body's members, the ``chair`` present. Without any of them one member is
    enough. Members are seats with a vote; see :func:`count_quorum`. Raises :class:`VotingRefusal`
    for counts below 1 and for a share that is none.
    """

    at_least: int | None = None
    from_each: int | None = None
    share: Fraction | None = None
    chair: bool = False

    def __post_init__(self) -> None:
        for field, value in (("at_least", self.at_least), ("from_each", self.from_each)):
            if value is not None and value < 1:
                raise VotingRefusal("count", field, value=value)
        if self.share is not None and not 0 < self.share <= 1:
            raise VotingRefusal("share", "share", value=self.share)


class Quorate(Struct, frozen=True):
    """Whether there is a quorum: ``present`` seats with a vote are filled, of ``of`` in all.

    ``missing`` says what does not hold, none where ``quorate``; ``steps`` explain the whole.
    """

    quorate: bool
    present: int
    of: int
    missing: tuple[Step, ...]
    steps: tuple[Step, ...]


def count_quorum(body: Body, present: Collection[Id], quorum: Quorum) -> Quorate:
    """Count those present, as persons, against the quorum.

    Counted are seats with a vote that are filled, each once, by the member or an alternate; guests
    and members without a vote are not. Only the chair counts with or without a vote, and the
    chair's alternate in their place. A body of which nobody with a vote is there is never quorate,
    nor one on which nobody with a vote sits for one of its partners: it would decide without it.
    A share asks for the next whole number: 1/2 of 7 is 4. See docs/algorithms/voting.md.
    """
    all_seats = seats(body, present)
    of = sum(seat.member.may_vote for seat in all_seats)
    filled = [seat for seat in all_seats if seat.voter is not None]
    missing = (
        *_in_all(quorum, len(filled), of),
        *(Step("unseated", {"partner": partner}) for partner in unseated(body)),
        *_by_partner(quorum, body, filled),
        *_chair(quorum, body, all_seats),
    )
    values = {"present": len(filled), "of": of}
    head = Step("not_quorate" if missing else "quorate", values)
    return Quorate(not missing, len(filled), of, missing, (head, *missing))


def _in_all(quorum: Quorum, present: int, of: int) -> list[Step]:
    if not present:
        return [Step("nobody")]
    found = []
    if quorum.at_least is not None and present < quorum.at_least:
        found.append(Step("at_least", {"needed": quorum.at_least, "present": present}))
    if quorum.share is not None and present < quorum.share * of:
        needed, share = ceil(quorum.share * of), str(quorum.share)
        values = {"needed": needed, "present": present, "of": of, "share": share}
        found.append(Step("share", values))
    return found


def _by_partner(quorum: Quorum, body: Body, filled: list[Seat]) -> list[Step]:
    if quorum.from_each is None:
        return []
    without = unseated(body)  # said already
    counts = {
        partner: sum(seat.member.partner == partner for seat in filled) for partner in body.partners
    }
    return [
        Step("from_each", {"partner": partner, "needed": quorum.from_each, "present": count})
        for partner, count in counts.items()
        if count < quorum.from_each and partner not in without
    ]


def _chair(quorum: Quorum, body: Body, all_seats: tuple[Seat, ...]) -> list[Step]:
    if not quorum.chair:
        return []
    if body.chair is None:
        return [Step("chair_vacant")]
    there = any(s.member.person == body.chair and s.filled_by is not None for s in all_seats)
    return [] if there else [Step("chair")]
