"""How far the way from the baseline to the target has been gone, and how fast."""

from datetime import date

from .refusals import ScoringRefusal
from .vocabulary import same


def progress(value: float | None, baseline: float | None, target: float | None) -> float | None:
    """(value - baseline) / (target - baseline): a share, uncapped, below zero where it went back.

    ``None`` where one of the three is missing or the target equals the baseline (to a billionth):
    there is no way to go then. Not the score: a measure has both.
    """
    if value is None or baseline is None or target is None or same(baseline, target):
        return None
    return (value - baseline) / (target - baseline)


def time_elapsed(baseline_on: date, target_on: date, today: date) -> float:
    """The share of the days from the baseline's date to the target's that is over, 0 to 1.

    Raises :class:`ScoringRefusal` (field ``target_on``) where the target's date does not come
    after the baseline's.
    """
    days = (target_on - baseline_on).days
    if days <= 0:
        values = {"target_on": target_on.isoformat(), "baseline_on": baseline_on.isoformat()}
        raise ScoringRefusal("dates", "target_on", values)
    return min(max((today - baseline_on).days / days, 0.0), 1.0)


def pace(progress: float | None, baseline_on: date, target_on: date, today: date) -> float | None:
    """Progress per share of time elapsed: 1 is on schedule, 0.5 half as fast as needed.

    ``None`` without progress and until a day has passed since the baseline; from the target's date
    on it equals the progress. Raises as :func:`time_elapsed`.
    """
    elapsed = time_elapsed(baseline_on, target_on, today)
    return None if progress is None or elapsed == 0 else progress / elapsed
