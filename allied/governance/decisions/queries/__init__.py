"""Reads of the decision log, of deliberation and of the journal."""

from .journal import entries_of, entry_visible_to
from .log import PAGE, Line, Log, Wanted, log_of, offered_to
from .one import (
    decision_visible_to,
    decisions_on,
    meetings_to_name,
    option_of,
    page_of,
)
from .waiting import (
    decisions_asked,
    decisions_to_look_back_on,
    decisions_waiting,
    look_back_due,
    look_backs_asked,
)

__all__ = [
    "PAGE",
    "Line",
    "Log",
    "Wanted",
    "decision_visible_to",
    "decisions_asked",
    "decisions_on",
    "decisions_to_look_back_on",
    "decisions_waiting",
    "entries_of",
    "entry_visible_to",
    "log_of",
    "look_back_due",
    "look_backs_asked",
    "meetings_to_name",
    "offered_to",
    "option_of",
    "page_of",
]
