"""The ladder that a matter climbs, and what the clock needs to know to run."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from allied.pure.days import Calendar, in_utc

from .wording import ClockRefusal

LONGEST: Final = 3660
"""The most days or hours of one level."""

MOST_LEVELS: Final = 20


class Unit(StrEnum):
    """In what a level, or a reminder before its end, is counted."""

    BUSINESS_DAYS = "business_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"


class Level(Struct, frozen=True):
    """One rung: its key (the caller's), and how long the matter may stay on it.

    Raises :class:`ClockRefusal` for a length that is not from 1 to 3660.
    """

    key: str
    length: int
    unit: Unit = Unit.BUSINESS_DAYS

    def __post_init__(self) -> None:
        if not 1 <= self.length <= LONGEST:
            raise ClockRefusal("length", "length", most=LONGEST, value=self.length)


class Ladder(Struct, frozen=True):
    """The levels from the lowest, and the calendar of the alliance that they are counted by.

    Raises :class:`ClockRefusal` without a level, for more than 20, and for a key that stands twice.
    """

    levels: tuple[Level, ...]
    calendar: Calendar

    def __post_init__(self) -> None:
        if not 1 <= len(self.levels) <= MOST_LEVELS:
            raise ClockRefusal("levels", "levels", most=MOST_LEVELS)
        if len({level.key for level in self.levels}) < len(self.levels):
            raise ClockRefusal("level_twice", "levels")


class Pause(Struct, frozen=True):
    """The clock stands still from ``since`` (included) until ``until``; open while that is none.

    Raises :class:`ClockRefusal` where it ends before it begins.
    """

    since: datetime
    until: datetime | None = None

    def __post_init__(self) -> None:
        since = in_utc(self.since, "since")
        if self.until is not None and in_utc(self.until, "until") < since:
            raise ClockRefusal("pause", "until")


Stretch = tuple[datetime, datetime | None]
"""Since and until, in UTC; open where there is no until."""


def stretches(pauses: Iterable[Pause]) -> tuple[Stretch, ...]:
    """The pauses in order, those that overlap or touch made one, and empty ones left out."""
    found: list[Stretch] = []
    for since, until in sorted(map(_in_utc, pauses), key=lambda stretch: stretch[0]):
        if since == until:
            continue
        if not found or (found[-1][1] is not None and found[-1][1] < since):
            found.append((since, until))
        elif found[-1][1] is not None:
            ends = until if until is None else max(found[-1][1], until)
            found[-1] = (found[-1][0], ends)
    return tuple(found)


def running(start: datetime, end: datetime, paused: tuple[Stretch, ...]) -> timedelta:
    """How long the clock runs from ``start`` to ``end``, not before it: pauses taken off."""
    total = end - start
    for since, until in paused:
        overlap = min(end, until or end) - max(start, since)
        total -= max(overlap, timedelta())
    return total


def _in_utc(pause: Pause) -> Stretch:
    return in_utc(pause.since), None if pause.until is None else in_utc(pause.until)
