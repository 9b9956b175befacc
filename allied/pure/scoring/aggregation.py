"""Readings of several periods made into one value, before it is scored."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import fsum, isfinite

from allied.pure.periods import Frequency, Period, period_containing

from .refusals import ScoringRefusal
from .vocabulary import Aggregation


def aggregate(
    readings: Sequence[tuple[Period, float]],
    how: Aggregation,
    upto: Period,
    *,
    since: date | None = None,
    fiscal_start_month: int = 1,
) -> float | None:
    """One value for the period ``upto`` from readings, one per period, in any order.

    ``last``: the latest that ends by the end of ``upto`` (however old: staleness is told apart).
    ``sum``, ``average``: of those that lie within ``upto``, or from ``since`` to its end where
    that is given; each counts once, whatever the length of its period. ``year_to_date``: the sum
    from the start of the fiscal year that ``upto`` ends in. What has not been reported is not
    there: a sum of two months out of three is the sum of two. ``None`` where nothing falls in.

    Never applied to scores. Raises :class:`ScoringRefusal` where two readings cover the same days
    (pass the current one of each period) or a value is not finite.
    """
    _check(readings)
    if how is Aggregation.LAST:
        inside = [item for item in readings if item[0].end <= upto.end]
        return max(inside, key=lambda item: item[0])[1] if inside else None
    start = upto.start if since is None else since
    if how is Aggregation.YEAR_TO_DATE:
        start = period_containing(upto.end, Frequency.YEAR, fiscal_start_month).start
    values = [
        value for period, value in readings if start <= period.start and period.end <= upto.end
    ]
    if not values:
        return None
    total = fsum(values)
    return total / len(values) if how is Aggregation.AVERAGE else total


def _check(readings: Sequence[tuple[Period, float]]) -> None:
    for _, value in readings:
        if not isfinite(value):
            raise ScoringRefusal("not_finite", "value", {"name": "value"})
    periods = sorted(period for period, _ in readings)
    for before, after in pairwise(periods):
        if after.start <= before.end:
            values = {
                "first": f"{before.start} to {before.end}",
                "second": f"{after.start} to {after.end}",
            }
            raise ScoringRefusal("readings_overlap", "value", values)
