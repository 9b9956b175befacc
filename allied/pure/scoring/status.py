"""From a score to a status, and how long a reading stays fresh."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from allied.pure.periods import Frequency

from .refusals import ScoringRefusal
from .vocabulary import NEAR, Movement, Status, Trend, same
from .yardstick import DEFAULT_THRESHOLDS, HasThresholds

STALE_AFTER_DAYS: Final = {
    Frequency.MONTH: 32,
    Frequency.QUARTER: 95,
    Frequency.HALF_YEAR: 190,
    Frequency.YEAR: 380,
}
"""Days after a period's end for which its reading stays fresh, unless a measure sets its own."""

WORST_FIRST: Final = (Status.OFF_TRACK, Status.CAUTION, Status.ON_TRACK, Status.EXCEEDS)
"""The statuses that come from a score, from the worst to the best."""


def reaches(score: float, threshold: float) -> bool:
    """Whether a score is at or above a threshold, a shortfall of 1e-9 counted as none.

    A score exactly on a threshold takes the better status, and 2/3 stays 2/3 however it was
    computed (0.1 + 0.2 + 11/30 is a little less).
    """
    return score >= threshold - NEAR


def status_of(
    score: float | None,
    thresholds: HasThresholds = DEFAULT_THRESHOLDS,
    beyond_target: bool = False,
) -> Status:
    """The status of a score; a yardstick serves as thresholds. No score is no data."""
    if score is None:
        return Status.NO_DATA
    if beyond_target:
        return Status.EXCEEDS
    if reaches(score, thresholds.on_track_from):
        return Status.ON_TRACK
    return Status.CAUTION if reaches(score, thresholds.caution_from) else Status.OFF_TRACK


def stale_after(period_end: date, frequency: Frequency, tolerance_days: int | None = None) -> date:
    """The last day on which a reading for the period that ends on ``period_end`` is fresh.

    ``tolerance_days`` (calendar days, not below zero) replaces the frequency's own: month 32,
    quarter 95, half-year 190, year 380.
    """
    days = STALE_AFTER_DAYS[frequency] if tolerance_days is None else tolerance_days
    if days < 0:
        raise ScoringRefusal("tolerance", "tolerance_days", {"days": days})
    return period_end + timedelta(days=days)


def is_stale(
    period_end: date, frequency: Frequency, tolerance_days: int | None, today: date
) -> bool:
    """Whether on ``today`` the latest reading, for the period given, is too old."""
    return today > stale_after(period_end, frequency, tolerance_days)


def trend(values: Sequence[float | None]) -> Trend | None:
    """Where the value moved between the last two readings, oldest first; missing ones are skipped.

    ``None`` where there are fewer than two. Up is not better: see :func:`movement`.
    """
    pair = _last_two(values)
    if pair is None:
        return None
    before, after = pair
    if same(before, after):
        return Trend.FLAT
    return Trend.UP if after > before else Trend.DOWN


def movement(scores: Sequence[float | None]) -> Movement | None:
    """Whether the last score is better or worse than the one before it, oldest first.

    ``None`` where there are fewer than two. Capped scores stand still beyond the cap.
    """
    pair = _last_two(scores)
    if pair is None:
        return None
    before, after = pair
    if abs(after - before) <= NEAR:
        return Movement.SAME
    return Movement.BETTER if after > before else Movement.WORSE


def _last_two(numbers: Sequence[float | None]) -> tuple[float, float] | None:
    present = [number for number in numbers if number is not None]
    return (present[-2], present[-1]) if len(present) >= 2 else None
