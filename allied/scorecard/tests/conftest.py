"""A small map to measure on, and measures made in one line."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from allied.foundation.access.actor import Actor, View
from allied.pure.periods import Frequency, Period, last_complete, last_periods
from allied.scorecard.models import Measure
from allied.scorecard.services import Entry, add_measure, record_readings
from allied.strategy.models import JointWin, Objective, Perspective, Theme
from tests.support.cast import Cast

START = date(2020, 1, 1)


@pytest.fixture
def by(cast: Cast) -> Actor:
    """The alliance manager of Quintiles, in the joint room."""
    return cast.actor("quintiles_manager", View.JOINT)


@pytest.fixture
def ours(cast: Cast) -> Actor:
    """The same person in our room."""
    return cast.actor("quintiles_manager", View.OURS)


@pytest.fixture
def objective_of(cast: Cast) -> Callable[..., Objective]:
    """`objective_of("Costs")`: an objective in its own theme and perspective, or in those given."""
    place = {"alliance": cast.alliance, "room": cast.joint}

    def make(title: str, perspective: str = "Process", theme: str = "Collaboration", **more: Any):
        band, _ = Perspective.objects.get_or_create(name=perspective, **place)
        strand, _ = Theme.objects.get_or_create(name=theme, **place)
        made = Objective.objects.create(
            title=title, perspective=band, theme=strand, **{**place, **more}
        )
        JointWin.objects.create(
            objective=made, partner=cast.solvay, text=f"Win by {title}", **place
        )
        return made

    return make


@pytest.fixture
def objective(objective_of: Callable[..., Objective]) -> Objective:
    return objective_of("Develop transparent cost drivers")


@pytest.fixture
def measure_of(by: Actor, objective: Objective) -> Callable[..., Measure]:
    """`measure_of([20, 60])`: a quarterly measure from 0 to 100 read in the last two quarters."""

    def make(values: list[Any] = [], name: str = "", **more: Any) -> Measure:  # noqa: B006
        actor = more.pop("by", by)
        where = more.pop("objective", objective)
        count = where.measures.count()
        values_of_target = more.pop("target_values", {"baseline": 0, "target": 100})
        made = add_measure(
            by=actor, objective=where, name=name or f"Measure {count}", valid_from=START,
            target_values=values_of_target, **more,
        )  # fmt: skip
        periods = last(len(values), made.frequency)
        entries = [
            Entry(measure=made, period=period, value=value)
            for period, value in zip(periods, values, strict=True)
            if value is not None
        ]
        record_readings(by=actor, entries=entries, notes_required=False)
        return made

    return make


def last(count: int, frequency: str = "quarter") -> tuple[Period, ...]:
    """The last whole periods by the calendar, oldest first."""
    complete = last_complete(timezone.localdate(), Frequency(frequency))
    return last_periods(complete, count)


@pytest.fixture
def periods() -> Callable[..., tuple[Period, ...]]:
    return last
