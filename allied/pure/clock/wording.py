"""English for the codes of the clock."""

from collections.abc import Mapping
from typing import ClassVar, Final

from allied.pure.sentences import Refusal

MESSAGES: Final[dict[str, str]] = {
    "not_started": "The clock has not started: the matter is presented at %(starts)s.",
    "running": "On %(level)s until %(ends)s.",
    "running_days": "On %(level)s, day %(day)s of %(days)s, until the end of %(last_day)s.",
    "paused": "On %(level)s; the clock stands still until %(until)s.",
    "paused_open": "On %(level)s; the clock stands still until it is started again.",
    "run_out": "The time of the last level, %(level)s, ended at %(ends)s.",
}
"""English templates; ``starts``, ``ends`` and ``until`` are moments, ``last_day`` a date."""

REFUSALS: Final[dict[str, str]] = {
    "length": "The time of a level is a whole number from 1 to %(most)s, not %(value)s.",
    "levels": "A ladder has 1 to %(most)s levels.",
    "level_twice": "Each level stands once on a ladder.",
    "pause": "A pause ends after it begins.",
    "before": "A reminder comes 1 to %(most)s days or hours before the end, not %(value)s.",
}
"""One English sentence for each refusal code."""


class ClockRefusal(Refusal):
    """A ladder, pause or reminder that makes no sense."""

    SENTENCES: ClassVar[Mapping[str, str]] = REFUSALS
