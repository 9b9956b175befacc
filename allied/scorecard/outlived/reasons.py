"""The rule: when a measure has outlived its use. Days and statuses in, reasons out."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from allied.pure.periods import Frequency, last_complete, last_periods
from allied.pure.scoring import Status

UNREPORTED_PERIODS: Final = 2
UNTOUCHED_YEARS: Final = 3
GREEN_PERIODS: Final = 8
GREEN: Final = frozenset({Status.ON_TRACK.value, Status.EXCEEDS.value})


class Reason(StrEnum):
    """Why a measure is named. Others come from `grounds`."""

    UNREPORTED = "unreported"
    UNTOUCHED = "untouched"
    ALWAYS_GREEN = "always_green"


class Facts(Struct, frozen=True):
    """What the rule looks at. `statuses` of the last readings, oldest first; days or None.

    `defined_on` the day its definition was last changed, or it was made; `objective_changed_on`
    the day its objective was last edited or moved on the map.
    """

    frequency: str
    fiscal_start_month: int
    made_on: date
    defined_on: date
    objective_changed_on: date | None
    last_period: date | None
    statuses: Sequence[str]


def reasons_of(facts: Facts, today: date) -> list[Reason]:
    """All reasons that hold on the day."""
    found = []
    if is_unreported(facts, today):
        found.append(Reason.UNREPORTED)
    if is_untouched(facts, today):
        found.append(Reason.UNTOUCHED)
    if is_always_green(facts, today):
        found.append(Reason.ALWAYS_GREEN)
    return found


def is_unreported(facts: Facts, today: date) -> bool:
    """The last two whole periods ended without a reading, and it was there when they began."""
    complete = last_complete(today, Frequency(facts.frequency), facts.fiscal_start_month)
    first = last_periods(complete, UNREPORTED_PERIODS)[0].start
    known = facts.made_on if facts.last_period is None else min(facts.made_on, facts.last_period)
    return known <= first and (facts.last_period is None or facts.last_period < first)


def is_untouched(facts: Facts, today: date) -> bool:
    """Its definition is three years old or more, and its objective has changed since."""
    return (
        facts.objective_changed_on is not None
        and years_before(today, UNTOUCHED_YEARS) >= facts.defined_on
        and facts.objective_changed_on > facts.defined_on
    )


def is_always_green(facts: Facts, today: date) -> bool:
    """Each of its last eight readings is on track or exceeds, and it is still reported."""
    last = facts.statuses[-GREEN_PERIODS:]
    return len(last) == GREEN_PERIODS and set(last) <= GREEN and not is_unreported(facts, today)


def years_before(day: date, years: int) -> date:
    """The same day so many years before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
