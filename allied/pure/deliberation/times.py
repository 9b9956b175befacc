"""Time to decide against importance: usual times, what took too long, trends, correlation."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from math import sqrt
from typing import Any, Final

from msgspec import Struct

from allied.pure.days import day_of
from allied.pure.periods import Frequency, Period, period_containing
from allied.pure.scoring.explanations import Step
from allied.pure.shares import Share

from .records import IMPORTANCES, MODERATE, Question, days_to_decide, median, quantile

ENOUGH: Final = 3
"""Fewer decisions, or quarters, than this say nothing."""

LITTLE: Final = 0.3
"""A correlation nearer to 0 than this is called none (Cohen 1988: from 0.3 on, medium)."""


class Times(Struct, frozen=True):
    """Days to decide of those of one importance: ``count`` are decided, and ``open`` are not.

    The numbers are none where nothing is decided. ``waits_longest`` is of the open ones: they are
    not in the other numbers, which therefore flatter while much is open.
    """

    importance: int
    count: int
    open: int
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    ninth_decile: float | None
    waits_longest: float | None


class TookLong(Struct, frozen=True):
    """Moderately important questions beyond a yardstick, the longest first, with their days.

    ``days`` is the yardstick, none where there is no telling; ``step`` says which one it is. Open
    questions that have waited longer are among them.
    """

    step: Step
    days: float | None
    questions: tuple[tuple[Question, float], ...]


class Correlation(Struct, frozen=True):
    """Spearman's rank correlation, -1 to 1, of so many pairs; none where there is no answer."""

    rho: float | None
    count: int
    step: Step


class Direction(StrEnum):
    """Where time to decide goes."""

    QUICKER = "quicker"
    SLOWER = "slower"
    STEADY = "steady"


class Trend(Struct, frozen=True):
    """The median days to decide by quarter of the decision, and where they go.

    ``slope`` is days per quarter; it and ``direction`` are none with fewer than three quarters in
    which something was decided.
    """

    quarters: tuple[tuple[Period, int, float], ...]
    slope: float | None
    direction: Direction | None


def times_by_importance(questions: Iterable[Question], now: datetime) -> tuple[Times, ...]:
    """One row for each importance, 1 to 5."""
    all_of = list(questions)
    return tuple(
        _times(importance, [q for q in all_of if q.importance == importance], now)
        for importance in IMPORTANCES
    )


def usual_days(questions: Iterable[Question]) -> dict[int, float]:
    """The median days of each importance of which at least three are decided."""
    all_of = list(questions)
    found = {i: days_to_decide(q for q in all_of if q.importance == i) for i in IMPORTANCES}
    return {
        importance: middle
        for importance, days in found.items()
        if len(days) >= ENOUGH and (middle := median(days)) is not None
    }


def median_days(
    questions: Iterable[Question], zone: str, within: Period | None = None
) -> float | None:
    """The median days to decide, of those decided on a local day of the period; none of none."""
    decided = (
        each
        for each in questions
        if each.taken is not None and (within is None or within.contains(day_of(each.taken, zone)))
    )
    return median(days_to_decide(decided))


def took_long(questions: Iterable[Question], now: datetime) -> TookLong:
    """The questions of importance 2 to 4 that took longer than the most important ones usually do.

    The yardstick is the median of importance 5 where at least three of these are decided: whatever
    matters less should not take longer. Otherwise it is the ninth decile of importance 2 to 4,
    where at least three of those are decided.
    """
    all_of = list(questions)
    most = days_to_decide(q for q in all_of if q.importance == max(IMPORTANCES))
    moderate = [q for q in all_of if q.importance in MODERATE]
    decided = days_to_decide(moderate)
    if len(most) >= ENOUGH:
        days, code, count = median(most), "beyond_most_important", len(most)
    else:
        days, code, count = quantile(decided, 0.9), "top_tenth", len(decided)
    if days is None or count < ENOUGH:
        return TookLong(Step("no_yardstick"), None, ())
    waited = ((q, q.days(now)) for q in moderate)
    beyond = sorted((pair for pair in waited if pair[1] > days), key=lambda pair: -pair[1])
    return TookLong(Step(code, {"days": days, "count": count}), days, tuple(beyond))


def on_the_spot(questions: Iterable[Question]) -> Share:
    """The share of those decided that were decided at the first meeting."""
    decided = [each for each in questions if each.taken is not None]
    return Share(sum(each.on_the_spot for each in decided), len(decided))


def by_body(questions: Iterable[Question]) -> dict[Any, list[Question]]:
    """The questions of each body, in their order."""
    found: dict[Any, list[Question]] = {}
    for each in questions:
        found.setdefault(each.body, []).append(each)
    return found


def by_quarter(
    questions: Iterable[Question], zone: str, fiscal_start_month: int = 1
) -> dict[Period, list[Question]]:
    """Those decided, by the quarter of the local day of their decision, the earliest first."""
    found: dict[Period, list[Question]] = {}
    for each in questions:
        if each.taken is not None:
            day = day_of(each.taken, zone)
            quarter = period_containing(day, Frequency.QUARTER, fiscal_start_month)
            found.setdefault(quarter, []).append(each)
    return dict(sorted(found.items()))


def correlation(questions: Iterable[Question]) -> Correlation:
    """Spearman's rho of importance and days to decide, of those decided.

    Equal values share the mean of their ranks, and rho is Pearson's r of the ranks. Fewer than
    three decisions, or all of one importance or one time, have no answer. Source: Spearman 1904.
    """
    decided = [each for each in questions if each.taken is not None]
    days = days_to_decide(decided)
    rho = spearman([float(each.importance) for each in decided], days)
    if rho is None:
        code = "too_few" if len(days) < ENOUGH else "all_alike"
        return Correlation(None, len(days), Step(code))
    code = "unrelated"
    if abs(rho) >= LITTLE:
        code = "more_time_for_more" if rho > 0 else "less_time_for_more"
    return Correlation(rho, len(days), Step(code, {"rho": rho}))


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The rank correlation of pairs; none of fewer than three, or where one side is constant."""
    if len(first) < ENOUGH:
        return None
    one, two = ranks(first), ranks(second)
    middle = (len(first) + 1) / 2
    spread = sqrt(sum((r - middle) ** 2 for r in one) * sum((r - middle) ** 2 for r in two))
    if not spread:
        return None
    together = sum((a - middle) * (b - middle) for a, b in zip(one, two, strict=True))
    return max(-1.0, min(1.0, together / spread))


def ranks(numbers: Sequence[float]) -> list[float]:
    """The place of each in order, from 1; equal ones share the mean of their places."""
    ordered = sorted(range(len(numbers)), key=lambda at: numbers[at])
    found = [0.0] * len(numbers)
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and numbers[ordered[end]] == numbers[ordered[start]]:
            end += 1
        for place in ordered[start:end]:
            found[place] = (start + 1 + end) / 2
        start = end
    return found


def trend(questions: Iterable[Question], zone: str, fiscal_start_month: int = 1) -> Trend:
    """Medians by quarter and their slope: the median of the slopes between any two quarters.

    Quarters without a decision are gaps, not zeros. Less than half a day a quarter, either way, is
    steady. Source: Theil 1950, Sen 1968.
    """
    quarters = tuple(
        (quarter, len(days), middle)
        for quarter, decided in by_quarter(questions, zone, fiscal_start_month).items()
        if (middle := median(days := days_to_decide(decided))) is not None
    )
    if len(quarters) < ENOUGH:
        return Trend(quarters, None, None)
    points = [(q.start.year * 4 + (q.start.month - 1) / 3, middle) for q, _, middle in quarters]
    slope = median([(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2)]) or 0.0
    direction = Direction.STEADY
    if abs(slope) >= 0.5:
        direction = Direction.SLOWER if slope > 0 else Direction.QUICKER
    return Trend(quarters, slope, direction)


def _times(importance: int, questions: Sequence[Question], now: datetime) -> Times:
    days = days_to_decide(questions)
    waiting = [each.days(now) for each in questions if each.taken is None]
    return Times(
        importance,
        len(days),
        len(waiting),
        quantile(days, 0.25),
        median(days),
        quantile(days, 0.75),
        quantile(days, 0.9),
        max(waiting, default=None),
    )
