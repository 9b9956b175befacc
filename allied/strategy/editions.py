"""Which version of the map was in force when: asked here, answered by the context that keeps them.

What is judged by the map (scores, reviews, readings) belongs to the version in force at the time.
A version never changes and its days never move, so that they are looked up and not copied:

    editions.register(lambda alliance, actor: [Edition(…), …])
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from django.utils.timezone import make_aware
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor


class Edition(Struct, frozen=True):
    """A version that came in force. `until` None: it still is."""

    pk: int
    number: int
    since: datetime
    until: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


class Editions(Struct, frozen=True):
    """All that came in force, in any order; none where no version was ever agreed."""

    rows: tuple[Edition, ...] = ()

    def at(self, moment: datetime) -> Edition | None:
        return next((row for row in self.rows if row.holds_at(moment)), None)

    def on(self, day: date) -> Edition | None:
        """In force when the day ended, by the reader's clock."""
        return self.at(make_aware(datetime.combine(day, time.max)))

    @property
    def now(self) -> Edition | None:
        return next((row for row in self.rows if row.until is None), None)

    def __bool__(self) -> bool:
        return bool(self.rows)


Reader = Callable[[Alliance, Actor], Iterable[Edition]]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    _readers.append(reader)


def editions_of(alliance: Alliance, actor: Actor) -> Editions:
    """What came in force of this map, as far as the actor sees the alliance. One query."""
    return Editions(tuple(row for reader in _readers for row in reader(alliance, actor)))
