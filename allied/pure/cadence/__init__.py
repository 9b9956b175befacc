"""Meetings from a cadence, and what time each of them is for everybody.

Pure functions over frozen structs, no library but theirs; docs/algorithms/cadence.md states the
rules with worked numbers. Dates are local to the cadence's zone, moments go out in UTC; the caller
says after which moment to look.
"""

from .local_times import (
    WORKING_HOURS,
    LocalTime,
    Ranked,
    WorkingHours,
    local_times,
    rank_starts,
    starts_of_day,
)
from .planning import LAST, MOST, Cadence, Meeting, Rhythm, next_meetings
from .wording import REFUSALS, CadenceRefusal

__all__ = [
    "LAST",
    "MOST",
    "REFUSALS",
    "WORKING_HOURS",
    "Cadence",
    "CadenceRefusal",
    "LocalTime",
    "Meeting",
    "Ranked",
    "Rhythm",
    "WorkingHours",
    "local_times",
    "next_meetings",
    "rank_starts",
    "starts_of_day",
]
