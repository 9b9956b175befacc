"""From a cadence to the moments of meetings."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from allied.pure.days import Calendar, at_local, in_utc
from allied.pure.periods import FIRST_YEAR, LAST_YEAR

from .wording import CadenceRefusal

LAST: Final = -1
"""The last such day of the week in the month."""

MOST: Final = 500
"""The most meetings asked for at once."""


class Rhythm(StrEnum):
    """How often a body meets, before ``every``."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


_MONTHS: Final = {
    Rhythm.MONTHLY: 1,
    Rhythm.QUARTERLY: 3,
    Rhythm.HALF_YEARLY: 6,
    Rhythm.YEARLY: 12,
}


class Cadence(Struct, frozen=True):
    """When a body meets: each ``every``-th week, month, quarter, half-year or year.

    Weekly takes ``weekday`` (0 is Monday). The others take either ``day`` of the month (1 to 31; in
    a shorter month its last day) or the ``nth`` (1 to 4, or :data:`LAST`) ``weekday``. ``first`` is
    the first date that may be one, and its week or month is the one that the others are counted
    from. ``at`` is the local time in the zone of the calendar. Raises :class:`CadenceRefusal`.
    """

    rhythm: Rhythm
    first: date
    at: time
    calendar: Calendar
    every: int = 1
    weekday: int | None = None
    day: int | None = None
    nth: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.every <= 100:
            raise CadenceRefusal("every", "every", value=self.every)
        if not FIRST_YEAR <= self.first.year <= LAST_YEAR:
            raise CadenceRefusal("years", "first", first=FIRST_YEAR, last=LAST_YEAR)
        if self.weekday is not None and self.weekday not in range(7):
            raise CadenceRefusal("weekday", "weekday")
        if self.rhythm is Rhythm.WEEKLY:
            self._check_weekly()
        else:
            self._check_in_month()

    @staticmethod
    def like_first(
        rhythm: Rhythm,
        first: date,
        at: time,
        calendar: Calendar,
        *,
        every: int = 1,
        same_weekday: bool = False,
    ) -> "Cadence":
        """The cadence of which ``first`` is the first: on its day of the week, or of the month.

        With ``same_weekday`` a rhythm of months keeps its place among the weekdays of the month,
        such as the second Tuesday; a fifth one is the last.
        """
        if rhythm is Rhythm.WEEKLY:
            return Cadence(rhythm, first, at, calendar, every, weekday=first.weekday())
        if not same_weekday:
            return Cadence(rhythm, first, at, calendar, every, day=first.day)
        nth = (first.day + 6) // 7
        nth = LAST if nth > 4 else nth
        return Cadence(rhythm, first, at, calendar, every, weekday=first.weekday(), nth=nth)

    def _check_weekly(self) -> None:
        if self.weekday is None or self.day is not None or self.nth is not None:
            raise CadenceRefusal("weekday", "weekday")

    def _check_in_month(self) -> None:
        if (self.day is None) is (self.weekday is None):
            raise CadenceRefusal("day_or_weekday", "day")
        if self.day is not None and (self.day not in range(1, 32) or self.nth is not None):
            raise CadenceRefusal("day_or_weekday", "day")
        if self.weekday is not None and self.nth not in {1, 2, 3, 4, LAST}:
            raise CadenceRefusal("nth", "nth")


class Meeting(Struct, frozen=True):
    """One meeting: its moment in UTC, its local date, and the date the cadence had planned."""

    starts: datetime
    day: date
    planned: date

    @property
    def moved(self) -> bool:
        """Whether it falls on another day than planned."""
        return self.day != self.planned


def next_meetings(cadence: Cadence, after: datetime, count: int) -> tuple[Meeting, ...]:
    """The next ``count`` meetings that start later than ``after``, an aware datetime.

    A date that is a holiday of the cadence's calendar, or a day of the weekend that was not chosen
    as the day of the week, moves to the next day that is neither. Two that would fall on one date
    are one, the earlier planned. Fewer come back where the year 2200 ends before.
    """
    if not 0 <= count <= MOST:
        raise CadenceRefusal("count", "count", most=MOST)
    moment, found = in_utc(after, "after"), list[Meeting]()
    last: date | None = None
    for planned in _planned(cadence, moment.date() - timedelta(days=2)):
        if len(found) == count:
            break
        day = _moved(planned, cadence)
        starts = at_local(day, cadence.at, cadence.calendar.zone)
        if starts > moment and day != last:
            found.append(Meeting(starts, day, planned))
        last = day
    return tuple(found)


def _planned(cadence: Cadence, since: date) -> Iterator[date]:
    """The planned dates from the first on, beginning with the last ones before ``since``."""
    if cadence.rhythm is Rhythm.WEEKLY and cadence.weekday is not None:
        return _weeks(cadence.first, cadence.weekday, cadence.every, since)
    return _in_months(cadence, since)


def _weeks(first: date, weekday: int, every: int, since: date) -> Iterator[date]:
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    step = timedelta(weeks=every)
    # Far enough back that a meeting moved over many holidays is still found.
    start += max(0, (since - start) // step - 60) * step
    while start.year <= LAST_YEAR:
        yield start
        start += step


def _in_months(cadence: Cadence, since: date) -> Iterator[date]:
    step = _MONTHS[cadence.rhythm] * cadence.every
    first = cadence.first.year * 12 + cadence.first.month - 1
    month = first + max(0, (since.year * 12 + since.month - 1 - first) // step - 12) * step
    while month < (LAST_YEAR + 1) * 12:
        day = _in_month(cadence, *divmod(month, 12))
        if day >= cadence.first:
            yield day
        month += step


def _in_month(cadence: Cadence, year: int, month_from_0: int) -> date:
    first = date(year, month_from_0 + 1, 1)
    length = monthrange(year, month_from_0 + 1)[1]
    if cadence.weekday is None or cadence.nth is None:
        return first.replace(day=min(cadence.day or 1, length))
    day = 1 + (cadence.weekday - first.weekday()) % 7
    if cadence.nth == LAST:
        return first.replace(day=day + (length - day) // 7 * 7)
    return first.replace(day=day + (cadence.nth - 1) * 7)


def _moved(planned: date, cadence: Cadence) -> date:
    calendar, day = cadence.calendar, planned
    while day in calendar.holidays or (
        day.weekday() in calendar.weekend and day.weekday() != cadence.weekday
    ):
        day += timedelta(days=1)
    return day
