"""Decisions as the deliberation analysis sees them, and what is computed from them one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from msgspec import Struct

from allied.pure.days import in_utc

from .wording import DeliberationRefusal

ALGORITHM: Final = "allied-deliberation/1"

IMPORTANCES: Final = (1, 2, 3, 4, 5)
"""From the least to the most important."""

MODERATE: Final = (2, 3, 4)
"""Neither trifles nor what the alliance stands or falls with."""

_ONE_DAY: Final = timedelta(days=1)


class Question(Struct, frozen=True):
    """A question raised for decision, by the caller's key and body; open while not ``taken``.

    ``on_the_spot``: decided at the very meeting at which it was first raised. Raises
    :class:`DeliberationRefusal` for an importance other than 1 to 5 and for a decision taken
    before it was raised, and :class:`~allied.pure.days.DaysRefusal` for moments without a zone.
    """

    key: Any
    importance: int
    raised: datetime
    taken: datetime | None = None
    body: Any = None
    on_the_spot: bool = False

    def __post_init__(self) -> None:
        if self.importance not in IMPORTANCES:
            raise DeliberationRefusal("importance", "importance", value=self.importance)
        raised = in_utc(self.raised, "raised")
        if self.taken is not None and in_utc(self.taken, "taken") < raised:
            raise DeliberationRefusal("taken_before_raised", "taken")

    def days(self, now: datetime) -> float:
        """Days of 24 hours from raised to taken, or until ``now``; 0 where raised after it."""
        until = in_utc(now if self.taken is None else self.taken)
        return max((until - in_utc(self.raised)) / _ONE_DAY, 0.0)


def days_to_decide(questions: Iterable[Question]) -> list[float]:
    """The days of those that are decided, in their order."""
    return [each.days(each.taken) for each in questions if each.taken is not None]


def quantile(numbers: Sequence[float], share: float) -> float | None:
    """The value below which that share of the numbers lies, 0 to 1; none of no numbers.

    Linear between the two nearest in order, the k-th of n standing at (k - 1) / (n - 1): type 7 of
    Hyndman and Fan (1996), the usual one of spreadsheets. 0.5 is the median.
    """
    if not numbers:
        return None
    ordered = sorted(numbers)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(numbers: Sequence[float]) -> float | None:
    """The middle one in order, or the mean of the middle two; none of no numbers."""
    return quantile(numbers, 0.5)
