"""Whether those present may decide, by the charter of the body, in words."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Partner
from allied.pure import voting
from allied.pure.sentences import sentence

from ...bodies.charter import count, key_of
from ...models import Body, BodyMember


class Told(Struct, frozen=True):
    """`is_there` is None where it cannot be said. `words`: why, a sentence each."""

    is_there: bool | None
    words: tuple[str, ...]


def quorum_told(
    body: Body, seats: Sequence[BodyMember], present: Collection[int], partners: Sequence[Partner]
) -> Told:
    """`seats`: those in force that day; `present`: the ids of those that are filled."""
    if not any(seat.partner_id is not None and seat.votes for seat in seats):
        return Told(None, (_("Nobody with a vote sits on this body, so quorum cannot be said."),))
    names = {partner.pk: partner.company.name for partner in partners}
    here = {key_of(seat) for seat in seats if seat.pk in present and seat.person_id is not None}
    try:
        counted = count(body, seats, partners, here)
    except voting.VotingRefusal as refused:
        return Told(None, (refused.sentence(_),))

    def show(place: str, value: object) -> str:
        named = names.get(value) if place == "partner" and isinstance(value, int) else None
        return named or str(value)

    words = tuple(sentence(voting.MESSAGES, step, _, show) for step in counted.steps)
    return Told(counted.quorate, words)
