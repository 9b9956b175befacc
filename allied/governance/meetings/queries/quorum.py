"""Whether those present may decide, by the charter of the body: `pure/voting` with our rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from allied.alliances.models import Partner
from allied.pure import voting
from allied.pure.sentences import sentence

from ...models import Body, BodyMember, Office


@dataclass(frozen=True, slots=True)
class Told:
    """`is_there` is None where it cannot be said. `words`: why, a sentence each."""

    is_there: bool | None
    words: tuple[str, ...]


def quorum_of(
    body: Body, members: Sequence[BodyMember], present: Collection[int], partners: Sequence[Partner]
) -> Told:
    """`members`: the seats in force that day; `present`: the ids of those that are there."""
    seats = _seats(members, {partner.pk for partner in partners})
    names = {partner.pk: partner.company.name for partner in partners}
    if not seats:
        return Told(None, (_("Nobody with a vote sits on this body, so quorum cannot be said."),))
    try:
        table = voting.Body(tuple(names), tuple(seats), chair=_chair(members, seats))
        counted = voting.count_quorum(table, set(present), _rule(body))
    except voting.VotingRefusal as refused:
        return Told(None, (refused.sentence(_),))

    def show(place: str, value: object) -> str:
        return names.get(value, str(value)) if place == "partner" else str(value)  # type: ignore[call-overload]

    words = tuple(sentence(voting.MESSAGES, step, _, show) for step in counted.steps)
    return Told(counted.quorate, words)


def _seats(members: Sequence[BodyMember], partners: set[int]) -> list[voting.Member]:
    """Seats of partners. Advisers from outside hold none; an alternate needs the seat it is for."""
    ours = [member for member in members if member.partner_id in partners]
    full = {member.pk for member in ours if member.office != Office.ALTERNATE}
    return [
        voting.Member(
            person=member.pk,
            partner=member.partner_id,
            may_vote=member.votes,
            alternate_for=None if member.pk in full else member.alternate_for_id,
        )
        for member in ours
        if member.pk in full or member.alternate_for_id in full
    ]


def _chair(members: Sequence[BodyMember], seats: Sequence[voting.Member]) -> int | None:
    seated = {seat.person for seat in seats}
    chairs = [m.pk for m in members if m.office == Office.CHAIR and m.pk in seated]
    return chairs[0] if chairs else None


def _rule(body: Body) -> voting.Quorum:
    share = body.quorum_percent
    return voting.Quorum(
        at_least=body.quorum_members or None, from_each=body.quorum_each_partner or None,
        share=Fraction(share, 100) if share else None, chair=body.quorum_needs_chair,
    )  # fmt: skip
