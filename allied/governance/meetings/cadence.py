"""The days on which a body meets by its charter. The arithmetic: pure/cadence."""

from datetime import UTC, date, datetime, time

from allied.pure.cadence import LAST, Cadence, CadenceRefusal, Rhythm, next_meetings
from allied.pure.days import Calendar, DaysRefusal, end_of

from ..models import Body, CadenceUnit

NOON = time(12)


def next_days(body: Body, after: date, count: int) -> list[date]:
    """The next days after one, at most `count`; none where it meets as needed."""
    try:
        cadence = _cadence_of(body)
        if cadence is None:
            return []
        moment = min(end_of(after, body.timezone), datetime(2199, 1, 1, tzinfo=UTC))
        return [one.day for one in next_meetings(cadence, moment, count)]
    except (CadenceRefusal, DaysRefusal):
        return []


def _cadence_of(body: Body) -> Cadence | None:
    first = body.cadence_from
    if first is None or body.cadence_unit == CadenceUnit.NONE:
        return None
    calendar, at = Calendar(body.timezone), body.meets_at or NOON
    every, weekday = body.cadence_every, first.weekday()
    if body.cadence_unit == CadenceUnit.WEEK:
        return Cadence(Rhythm.WEEKLY, first, at, calendar, every, weekday=weekday)
    if body.cadence_weekday_of_month:
        week = (first.day - 1) // 7 + 1
        nth = week if week < 5 else LAST
        return Cadence(Rhythm.MONTHLY, first, at, calendar, every, weekday=weekday, nth=nth)
    return Cadence(Rhythm.MONTHLY, first, at, calendar, every, day=first.day)
