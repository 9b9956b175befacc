"""The agenda writes itself: what of the record asks for a place on it, and why.

Everything is read as the meeting's room sees it: for a joint meeting nothing of a partner's own
room counts, shows or hints, whatever the view of the person who prepares it.
"""

from collections.abc import Sequence

from msgspec import Struct

from allied.foundation.access.actor import Actor, View
from allied.strategy.queries import members_of

from ...models import Meeting, Topic
from ..sources import WORDS, source_url
from .committee import from_committee
from .scorecard import from_scorecard
from .suggestion import Suggestion
from .waiting import from_waiting

__all__ = ["Offered", "Suggestion", "offered_for", "seen_by", "suggestions_for"]

SHOWN = 5
"""Of each kind at once: what is taken up makes room for the next."""


class Offered(Struct, frozen=True):
    """What the page offers, and how many more there are of the same kinds."""

    shown: Sequence[Suggestion]
    more: int

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.shown)


def seen_by(by: Actor, meeting: Meeting) -> Actor:
    """The actor who sees what the room of the meeting sees, and no more."""
    return by.looking_at(View.JOINT if meeting.room.is_joint else View.OURS)


def suggestions_for(by: Actor, meeting: Meeting) -> list[Suggestion]:
    """All that asks for a place and is not on the agenda, the most urgent kind first.

    In a number of queries that does not grow with what is found.
    """
    seen = seen_by(by, meeting)
    found = [
        *from_committee(seen, meeting), *from_waiting(seen, meeting),
        *from_scorecard(seen, meeting),
    ]  # fmt: skip
    on_agenda = set(
        Topic.objects.filter(meeting=meeting, removed_at=None, source_id__isnull=False)
        .values_list("source_kind", "source_id")
    )  # fmt: skip
    order = list(WORDS)
    people = {person.pk: person.name for person in members_of(meeting.alliance, seen)}
    new = [one for one in found if (one.kind, one.id) not in on_agenda]
    for one in new:
        one.owner = people.get(one.owner_id or 0, "")
        one.owner_id = one.owner_id if one.owner else None
        one.url = source_url(meeting.alliance.slug, one.kind, one.id)
    return sorted(new, key=lambda one: order.index(one.kind))


def offered_for(by: Actor, meeting: Meeting) -> Offered:
    """As many of each kind as fit on a page."""
    shown: list[Suggestion] = []
    counts: dict[str, int] = {}
    found = suggestions_for(by, meeting)
    for one in found:
        counts[one.kind] = counts.get(one.kind, 0) + 1
        if counts[one.kind] <= SHOWN:
            shown.append(one)
    return Offered(shown, len(found) - len(shown))
