"""Stand-ins: keys and days that stand in no query for anything else, in place of the real ones."""

import re
from collections.abc import Collection, Hashable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Self

from django.db import connections
from django.utils import timezone
from msgspec import Struct

from .actor import Actor, Seat

_KEY: Final = -987_650_001
_DAY: Final = date(1009, 8, 7)
_MOMENT: Final = datetime(1009, 8, 7, 6, 5, 4, 321, tzinfo=UTC)
_LEFT: Final = re.compile(r"98765\d\d\d\d|10(09|1\d)-\d\d-\d\d")
"""What may not be left of a stand-in."""
_CLOCK: Final = re.compile(r"\d{4}-\d\d-\d\d([ T]|$)")
"""A day that was not given: it would be kept, and the clock go on."""


class Asked(Struct, frozen=True):
    """What is asked for: everything that stands in a place, in order, and the shape around it."""

    actor: Actor
    given: dict[str, Any]
    values: list[Any]
    shape: Hashable

    @classmethod
    def of(cls, actor: Actor, given: dict[str, Any]) -> Self:
        seats = _padded(list(actor.seats.values()))
        who = (actor.user_id, actor.person_id, actor.company_id)
        values: list[Any] = [value for value in who if value is not None]
        for seat in seats:
            values += seat.alliance_id, seat.partner_id, seat.joint_room_id, seat.own_room_id
        shape: list[Hashable] = [
            actor.view, timezone.get_current_timezone_name(), len(seats),
            *(value is None for value in who),
        ]  # fmt: skip
        for name, value in given.items():
            standing, kind = _standing(value)
            values += standing
            shape.append((name, kind))
        return cls(actor, given, values, tuple(shape))

    def adapted(self) -> list[Any]:
        """The values as the database at hand takes them."""
        return [_adapted(value) for value in self.values]

    def places_in(self, params: Iterable[Any], sql: str) -> list[tuple[int | None, Any]]:
        """For each parameter which of the values stands there, or else what it is."""
        known: dict[Any, int] = {}
        for place, value in enumerate(self.values):
            known[value] = known[_adapted(value)] = place
        found = [(known.get(value), value) for value in params]
        kept = [value for place, value in found if place is None]
        wrong = [
            value for value in (*kept, sql)
            if isinstance(value, date) or _LEFT.search(str(value))
            or (value is not sql and _CLOCK.match(str(value)))
        ]  # fmt: skip
        if wrong:
            raise ValueError(f"a prepared query would keep what must come with each call: {wrong}")
        return found


def stand_ins_for(asked: Asked) -> tuple[Asked, dict[str, Any]]:
    """A question of the same shape about nobody and nothing; and what it gives to the build."""
    made, who = _Maker(), asked.actor
    actor = Actor(
        made.key_like(who.user_id), made.key_like(who.person_id), made.key_like(who.company_id),
        view=who.view, seats={seat.alliance_id: seat for seat in made.seats(len(who.seats))},
    )  # fmt: skip
    given = {name: made.like(value) for name, value in asked.given.items()}
    return Asked.of(actor, given), given


class _Maker:
    def __init__(self) -> None:
        self.count = 0

    def key(self) -> int:
        self.count += 1
        return _KEY - self.count

    def key_like(self, key: int | None) -> int | None:
        return None if key is None else self.key()

    def seats(self, count: int) -> list[Seat]:
        """As many as stand for so many."""
        return [
            Seat(self.key(), self.key(), self.key(), self.key(), frozenset())
            for _ in range(_rounded(count))
        ]

    def like(self, value: Any) -> Any:
        if isinstance(value, datetime):
            self.count += 1
            return _MOMENT + timedelta(seconds=self.count)
        if isinstance(value, date):
            self.count += 1
            return _DAY + timedelta(days=self.count)
        if _is_key(value):
            return self.key()
        if _is_list(value):
            return [self.like(one) for one in _padded(list(value))]
        return value


def _standing(value: Any) -> tuple[list[Any], Hashable]:
    """Of one thing given: what stands in places, and its part in the shape."""
    if isinstance(value, date) or _is_key(value):
        return [value], type(value).__name__
    if _is_list(value):
        several = _padded(list(value))
        return several, (len(several), *sorted({type(one).__name__ for one in several}))
    return [], value


def _is_key(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_list(value: Any) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str)


def _padded(values: Sequence[Any]) -> list[Any]:
    """With the last repeated until there is a power of two of them: so few shapes are kept."""
    more = _rounded(len(values)) - len(values)
    return [*values, *(values[-1] for _ in range(more))]


def _rounded(count: int) -> int:
    return 1 << (count - 1).bit_length() if count else 0


def _adapted(value: Any) -> Any:
    ops = connections["default"].ops
    if isinstance(value, datetime):
        return ops.adapt_datetimefield_value(value)
    return ops.adapt_datefield_value(value) if isinstance(value, date) else value
