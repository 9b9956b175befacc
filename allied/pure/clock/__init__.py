"""The clock of an escalation: when the time of each level ends, where a matter stands, reminders.

Pure functions over frozen structs, no library but theirs; docs/algorithms/clock.md states the
rules with worked numbers. Moments come in as aware datetimes and go out in UTC.
"""

from .ladder import LONGEST, Ladder, Level, Pause, Unit
from .reminding import MORNING, Before, Reminder, reminders
from .spans import Span, spans
from .standing import Standing, State, standing
from .wording import MESSAGES, REFUSALS, ClockRefusal

__all__ = [
    "LONGEST",
    "MESSAGES",
    "MORNING",
    "REFUSALS",
    "Before",
    "ClockRefusal",
    "Ladder",
    "Level",
    "Pause",
    "Reminder",
    "Span",
    "Standing",
    "State",
    "Unit",
    "reminders",
    "spans",
    "standing",
]
