"""English for what a cadence refuses."""

from collections.abc import Mapping
from typing import ClassVar, Final

from allied.pure.sentences import Refusal

REFUSALS: Final[dict[str, str]] = {
    "every": "Write a whole number from 1 to 100, not %(value)s.",
    "weekday": "Choose a day of the week.",
    "day_or_weekday": "Choose either a day of the month, 1 to 31, or a day of the week in it.",
    "nth": "Choose the first to the fourth such day of the month, or the last.",
    "years": "Dates lie in the years %(first)s to %(last)s.",
    "count": "At most %(most)s meetings are listed at once, and not fewer than none.",
    "minutes": "A meeting takes 1 to 1440 minutes, not %(value)s.",
    "hours": "Working hours end after they begin, and leave a day of the week to work on.",
    "step": "Start times lie 5 to 720 minutes apart, not %(value)s.",
}
"""One English sentence for each refusal code."""


class CadenceRefusal(Refusal):
    """A cadence that makes no sense."""

    SENTENCES: ClassVar[Mapping[str, str]] = REFUSALS
