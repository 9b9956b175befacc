"""What each partner says as one."""

from collections.abc import Mapping, Sequence

from .body import Body, Seat
from .vocabulary import Id, Position, Speaking, Vote

_SAID = {
    Vote.FOR: Position.FOR,
    Vote.AGAINST: Position.AGAINST,
    Vote.ABSTAIN: Position.ABSTAINS,
}


def positions(
    body: Body, filled: Sequence[Seat], votes: Mapping[Id, Vote], speaking: Speaking
) -> dict[Id, Position]:
    """The position of each partner, in the order of the partners, from the seats with a vote.

    By its head: what the head, or the head's alternate, says; absent where neither is there with
    a vote. Agreeing: what its members say if they agree. Those who abstain or say nothing leave it
    to the others; one yes and one no make the partner undecided.
    """
    return {
        partner: _position(
            [votes.get(seat.voter) for seat in _speakers(body, filled, partner, speaking)]
        )
        for partner in body.partners
    }


def _speakers(body: Body, filled: Sequence[Seat], partner: Id, speaking: Speaking) -> list[Seat]:
    own = [seat for seat in filled if seat.member.partner == partner]
    if speaking is Speaking.BY_HEAD:
        return [seat for seat in own if seat.member.person in body.heads]
    return own


def _position(said: list[Vote | None]) -> Position:
    if not said:
        return Position.ABSENT
    if Vote.FOR in said and Vote.AGAINST in said:
        return Position.UNDECIDED
    for vote, position in _SAID.items():
        if vote in said:
            return position
    return Position.SILENT
