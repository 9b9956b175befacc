"""From rows of the tables to what `pure.scoring` asks for: periods and yardsticks."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from allied.pure.periods import Frequency, Period, PeriodError, label, period_containing
from allied.pure.scoring import Direction, Preset, Yardstick

from .models import Measure, Target


def yardstick(measure: Measure, target: Target | None) -> Yardstick:
    """What a reading of the measure is judged against while this target is in force."""
    values = {name: getattr(target, name) for name in Target.VALUES} if target else {}
    return yardstick_of(measure.__dict__, values)


def yardstick_of(terms: Mapping[str, Any], values: Mapping[str, Any]) -> Yardstick:
    """The same from the measure's terms and the target's values by name."""
    given = {name: float(value) for name, value in values.items() if value is not None}
    return Yardstick(
        preset=Preset(terms["preset"]),
        direction=Direction(terms["direction"]),
        capped=terms["capped"],
        on_track_from=terms["on_track_from"],
        caution_from=terms["caution_from"],
        **given,
    )


def in_force(targets: Sequence[Any], day: date) -> Any | None:
    """Of targets ordered by `valid_from`: the latest from the day or before, else the first."""
    found = targets[0] if targets else None
    for target in targets:
        if target.valid_from > day:
            break
        found = target
    return found


@lru_cache(maxsize=4096)
def period_of(frequency: str, start: date) -> Period:
    """The period that starts on the day; where none can, the calendar's own around it."""
    how_often = Frequency(frequency)
    return period_containing(start, how_often, start.month if start.day == 1 else 1)


@lru_cache(maxsize=4096)
def period_label(frequency: str, start: date, fiscal_start_month: int) -> str:
    """Such as 2022-Q1; the day itself where the calendar of the alliance has no such period."""
    try:
        return label(period_of(frequency, start), fiscal_start_month)
    except PeriodError:
        return start.isoformat()
