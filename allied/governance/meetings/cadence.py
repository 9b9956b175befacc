"""The days on which a body meets, from its cadence."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from ..models import Body, CadenceUnit

FURTHEST = 1200
"""Steps looked at: a hundred years of months."""


def next_days(body: Body, after: date, count: int) -> list[date]:
    """The next days after one, at most `count`; none where it meets as needed."""
    found: list[date] = []
    for day in _days(body):
        if day > after:
            found.append(day)
        if len(found) >= count:
            break
    return found


def _days(body: Body) -> Iterator[date]:
    first, every = body.cadence_from, max(1, body.cadence_every)
    if first is None or body.cadence_unit == CadenceUnit.NONE:
        return
    for step in range(FURTHEST * 5):
        try:
            if body.cadence_unit == CadenceUnit.WEEK:
                yield first + timedelta(weeks=step * every)
            else:
                yield _month(first, step * every, body.cadence_weekday_of_month)
        except (OverflowError, ValueError):
            return


def _month(first: date, months: int, same_weekday: bool) -> date:
    """As many months later: on the same weekday of the month (the fifth or the last), or the same
    day (or the last)."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if not same_weekday:
        return date(year, month + 1, min(first.day, last))
    begin = date(year, month + 1, 1)
    day = 1 + (first.weekday() - begin.weekday()) % 7 + 7 * ((first.day - 1) // 7)
    return begin.replace(day=day if day <= last else day - 7)
