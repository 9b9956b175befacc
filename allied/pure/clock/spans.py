"""When the time of each level begins and ends."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from allied.pure.days import ONE_DAY, Calendar, day_of, end_of, in_utc, start_of

from .ladder import Ladder, Level, Pause, Stretch, Unit, stretches


class Span(Struct, frozen=True):
    """The time of one level, from ``starts`` (included) to ``ends``, both in UTC.

    ``last_day`` is the local day at whose end a level counted in days ends, or the local day of
    the end of one counted in hours. ``ends`` and ``last_day`` are none while an open pause holds
    the level, and so is ``starts`` of the levels above it. The days of a level are counted after
    the day ``counted_after``.
    """

    level: Level
    starts: datetime | None
    ends: datetime | None
    last_day: date | None
    counted_after: date | None


def spans(ladder: Ladder, presented: datetime, pauses: Iterable[Pause] = ()) -> tuple[Span, ...]:
    """The time of each level; the first starts at the written presentation, an aware datetime.

    A level counted in days ends at the end of a local day. Its days are counted after the day of
    the presentation, or after the last day of the level below: a day counts if it is a business
    day (for business days) and the clock runs at its end. A level counted in hours ends after so
    many hours for which the clock ran. See docs/algorithms/clock.md.
    """
    paused, calendar = stretches(pauses), ladder.calendar
    found: list[Span] = []
    starts: datetime | None = in_utc(presented, "presented")
    day: date | None = day_of(presented, calendar.zone)
    for level in ladder.levels:
        ends = last = None
        if starts is not None and day is not None:
            ends, last = _end(level, starts, day, calendar, paused)
        found.append(Span(level, starts, ends, last, day))
        starts, day = ends, last
    return tuple(found)


def days_over(span: Span, moment: datetime, calendar: Calendar, paused: tuple[Stretch, ...]) -> int:
    """How many of the days of the span's level are over at that moment."""
    count, day = 0, span.counted_after
    while count < span.level.length and day is not None:
        day = _next_day(day, span.level, calendar, paused)
        if day is None or end_of(day, calendar.zone) > moment:
            break
        count += 1
    return count


def _end(
    level: Level, starts: datetime, day: date, calendar: Calendar, paused: tuple[Stretch, ...]
) -> tuple[datetime | None, date | None]:
    if level.unit is Unit.HOURS:
        ends = _after_hours(starts, timedelta(hours=level.length), paused)
        return ends, None if ends is None else day_of(ends, calendar.zone)
    last: date | None = day
    for _ in range(level.length):
        if last is not None:
            last = _next_day(last, level, calendar, paused)
    return None if last is None else end_of(last, calendar.zone), last


def _next_day(
    day: date, level: Level, calendar: Calendar, paused: tuple[Stretch, ...]
) -> date | None:
    """The next day that counts; none where an open pause begins before its end."""
    while True:
        day += ONE_DAY
        end = end_of(day, calendar.zone)
        pause = next((p for p in paused if p[0] < end and (p[1] is None or end <= p[1])), None)
        if pause is not None:
            if pause[1] is None:
                return None
            # The first day whose end comes after the pause is that of its last moment or later.
            day = max(day, day_of(pause[1], calendar.zone) - 2 * ONE_DAY)
            continue
        exists = start_of(day, calendar.zone) < end
        if exists and (level.unit is Unit.CALENDAR_DAYS or calendar.is_business_day(day)):
            return day


def _after_hours(
    starts: datetime, length: timedelta, paused: tuple[Stretch, ...]
) -> datetime | None:
    at = starts
    for since, until in paused:
        if until is not None and until <= at:
            continue
        ran = max(since - at, timedelta())
        if length <= ran:
            break
        if until is None:
            return None
        length -= ran
        at = until
    return at + length
