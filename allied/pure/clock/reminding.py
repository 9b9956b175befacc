"""When to remind those who must act before the time of a level ends."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from msgspec import Struct

from allied.pure.days import Calendar, at_local

from .ladder import LONGEST, Ladder, Pause, Unit, stretches
from .spans import Span, spans
from .wording import ClockRefusal

MORNING: Final = time(9)


class Before(Struct, frozen=True):
    """So many days or hours before the end of a level; :class:`ClockRefusal` outside 1 to 3660."""

    count: int
    unit: Unit = Unit.BUSINESS_DAYS

    def __post_init__(self) -> None:
        if not 1 <= self.count <= LONGEST:
            raise ClockRefusal("before", "count", most=LONGEST, value=self.count)


class Reminder(Struct, frozen=True):
    """A moment, in UTC, at which to remind of the end of the level at ``place``, from 0."""

    place: int
    moment: datetime
    before: Before


def reminders(
    ladder: Ladder,
    presented: datetime,
    before: Sequence[Before],
    pauses: Iterable[Pause] = (),
    at: time = MORNING,
) -> tuple[Reminder, ...]:
    """All reminders of all levels whose end is known, in order of time.

    Days are counted back from the last day of the level, and the reminder falls at the local time
    ``at``; hours are counted back from the end. One that would fall into a pause falls at its end.
    One that would not fall between the beginning and the end of its level is left out, and of
    several at the same moment the first of ``before`` is kept.
    """
    pauses = tuple(pauses)
    paused = stretches(pauses)
    found: dict[tuple[int, datetime], Reminder] = {}
    for place, span in enumerate(spans(ladder, presented, pauses)):
        for each in before:
            moment = _moment(span, each, ladder.calendar, at)
            if moment is None or span.starts is None or span.ends is None:
                continue
            for since, until in paused:
                if until is not None and since <= moment < until:
                    moment = until
            if span.starts < moment < span.ends:
                found.setdefault((place, moment), Reminder(place, moment, each))
    return tuple(sorted(found.values(), key=lambda reminder: reminder.moment))


def _moment(span: Span, before: Before, calendar: Calendar, at: time) -> datetime | None:
    if span.ends is None or span.last_day is None:
        return None
    if before.unit is Unit.HOURS:
        return span.ends - timedelta(hours=before.count)
    return at_local(_day(span.last_day, before, calendar), at, calendar.zone)


def _day(last: date, before: Before, calendar: Calendar) -> date:
    if before.unit is Unit.BUSINESS_DAYS:
        return calendar.business_days_before(last, before.count)
    return last - timedelta(days=before.count)
