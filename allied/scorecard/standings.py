"""From the last readings of a measure to what is kept of it. Plain rows in, plain rows out.

Values are float64 (readings carry at most 15 digits, which a double holds). The law: what is kept
after any sequence of readings and corrections equals what is made from the readings anew.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from allied.pure.periods import MONTHS, Frequency, Period, PeriodError, period_containing
from allied.pure.scoring import (
    Aggregation,
    ScoringRefusal,
    Status,
    aggregate,
    score_value,
    stale_after,
)

from .yardsticks import in_force, period_of, yardstick_of

SPARK_LENGTH: Final = 12
WINDOW: Final = SPARK_LENGTH + 11
"""Readings that twelve values need where each is made of up to twelve months."""


class Terms(NamedTuple):
    """What of a measure decides its score."""

    measure_id: int
    frequency: str
    aggregation: str
    preset: str
    direction: str
    capped: bool
    on_track_from: float
    caution_from: float
    tolerance_days: int | None
    fiscal_start_month: int
    today: date


class Bar(NamedTuple):
    """One target row: what the values are from a day on."""

    target_id: int
    valid_from: date
    weight: float
    values: Mapping[str, Any]


class Told(NamedTuple):
    """One current reading."""

    period_start: date
    value: float
    reading_id: int


class Stand(NamedTuple):
    """The columns of a `Standing`, in the order in which they are written."""

    measure_id: int
    reading_id: int | None = None
    period_start: date | None = None
    stale_after: date | None = None
    value: float | None = None
    baseline: float | None = None
    target: float | None = None
    weight: float = 1.0
    progress: float | None = None
    score: float | None = None
    previous_score: float | None = None
    status: str = Status.NO_DATA.value
    spark: Sequence[float] = ()
    judged_by_id: int | None = None


def readings_needed(aggregation: str) -> int:
    """How many of the last readings a standing is made of."""
    return SPARK_LENGTH if aggregation == Aggregation.LAST else WINDOW


def stand(terms: Terms, bars: Sequence[Bar], told: Sequence[Told]) -> Stand:
    """What is kept of a measure: `bars` by `valid_from`, `told` (at least the last) by period."""
    if not told:
        return _without_reading(terms, in_force(bars, terms.today))
    last = told[-1]
    first = max(0, len(told) - SPARK_LENGTH)
    spark = [value_upto(terms, told, index) for index in range(first, len(told))]
    bar = in_force(bars, last.period_start)
    score, progress, status = judge(terms, bar, spark[-1])
    previous = None
    if len(spark) > 1:
        previous = judge(terms, in_force(bars, told[-2].period_start), spark[-2])[0]
    end = period_of(terms.frequency, last.period_start).end
    return Stand(
        measure_id=terms.measure_id,
        reading_id=last.reading_id,
        period_start=last.period_start,
        stale_after=stale_after(end, Frequency(terms.frequency), terms.tolerance_days),
        value=spark[-1],
        **_of_bar(bar),
        progress=progress,
        score=score,
        previous_score=previous,
        status=status.value,
        spark=spark,
    )


def judge(terms: Terms, bar: Bar | None, value: float) -> tuple[float | None, float | None, Status]:
    """Score, progress and status of a value; no data where there is nothing to judge it by."""
    try:
        scored = score_value(value, yardstick_of(terms._asdict(), bar.values if bar else {}))
    except ScoringRefusal:
        return None, None, Status.NO_DATA
    return scored.score, scored.progress, scored.status


def value_upto(terms: Terms, told: Sequence[Told], index: int) -> float:
    """The value after aggregation over time, as it was with the reading at `index`.

    Sum and average run over the twelve months that end with its period; year to date over the
    fiscal year so far. What was not reported is not in it.
    """
    if terms.aggregation == Aggregation.LAST:
        return told[index].value
    upto = period_of(terms.frequency, told[index].period_start)
    since = _since(terms, upto)
    inside = [
        (period_of(terms.frequency, item.period_start), item.value)
        for item in told[: index + 1]
        if item.period_start >= since
    ]
    how = Aggregation(terms.aggregation)
    made = aggregate(inside, how, upto, since=since, fiscal_start_month=terms.fiscal_start_month)
    return told[index].value if made is None else plain(made)


def plain(value: float) -> float:
    """To ten decimals and fifteen digits, as values are stored: 0.1 + 0.2 is 0.3."""
    return float(f"{round(value, 10):.15g}")


def _since(terms: Terms, upto: Period) -> date:
    try:
        if terms.aggregation == Aggregation.YEAR_TO_DATE:
            year = period_containing(upto.end, Frequency.YEAR, terms.fiscal_start_month)
            return year.start
        first = upto
        for _ in range(12 // MONTHS[upto.frequency] - 1):
            first = first.previous()
    except PeriodError:
        return upto.start
    return first.start


def _without_reading(terms: Terms, bar: Bar | None) -> Stand:
    return Stand(measure_id=terms.measure_id, **_of_bar(bar))


def _of_bar(bar: Bar | None) -> dict[str, Any]:
    if bar is None:
        return {}
    return {
        "baseline": bar.values.get("baseline"),
        "target": shown_target(bar.values),
        "weight": bar.weight,
        "judged_by_id": bar.target_id,
    }


def shown_target(values: Mapping[str, Any]) -> Any | None:
    """What stands in the target column: the target, or what takes its place in the preset."""
    for name in ("target", "threshold"):
        if values.get(name) is not None:
            return values[name]
    return None
