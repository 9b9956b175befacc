"""Writes of the decision log."""

from .raising import raise_decision
from .taking import record_decision, take_decision

__all__ = ["raise_decision", "record_decision", "take_decision"]
