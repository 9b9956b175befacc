"""Readings of an input brought to the periods of the measure that is computed from it."""

from collections.abc import Sequence
from datetime import date
from math import fsum

from allied.pure.periods import MONTHS, Frequency, Period, period_containing
from allied.pure.scoring import Aggregation


def is_coarser(theirs: Frequency, ours: Frequency) -> bool:
    """Whether the input is read by longer periods than the measure, and so says nothing of them."""
    return MONTHS[theirs] > MONTHS[ours]


def gathered(
    readings: Sequence[tuple[Period, float]],
    how: Aggregation,
    periods: Sequence[Period],
    fiscal_start_month: int = 1,
) -> list[float | None]:
    """A value for each of ``periods``, None for no data.

    A reading for the very period is its value. Of shorter ones within it: ``last`` the latest,
    ``average`` the mean of those there are; ``sum`` their sum and ``year_to_date`` the sum from
    the start of the fiscal year, none where one of them is missing: a sum of two months is not
    the sum of the quarter. Readings must not overlap and be of one frequency.
    """
    if not readings:
        return [None] * len(periods)
    own = readings[0][0].frequency
    if not periods or own == periods[0].frequency:
        by_start = {period.start: value for period, value in readings}
        return [by_start.get(period.start) for period in periods]
    found = sorted(readings, key=lambda item: item[0].start)
    return [_of_shorter(found, how, period, own, fiscal_start_month) for period in periods]


def _of_shorter(
    readings: Sequence[tuple[Period, float]],
    how: Aggregation,
    period: Period,
    own: Frequency,
    fiscal_start_month: int,
) -> float | None:
    start = period.start
    if how is Aggregation.YEAR_TO_DATE:
        start = period_containing(period.end, Frequency.YEAR, fiscal_start_month).start
    values = [v for p, v in readings if start <= p.start and p.end <= period.end]
    if not values:
        return None
    if how is Aggregation.LAST:
        return values[-1]
    if how is Aggregation.AVERAGE:
        return fsum(values) / len(values)
    return fsum(values) if len(values) == _months(start, period.end) // MONTHS[own] else None


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1
