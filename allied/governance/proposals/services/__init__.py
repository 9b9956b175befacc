"""Writes of proposals."""

from .steps import (
    decline,
    follow_decision,
    put_forward,
    settle,
    take_up,
    withdraw,
)
from .suggesting import edit_proposal, suggest
from .turning import turn_into_initiative

__all__ = [
    "decline",
    "edit_proposal",
    "follow_decision",
    "put_forward",
    "settle",
    "suggest",
    "take_up",
    "turn_into_initiative",
    "withdraw",
]
