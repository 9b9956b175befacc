"""Writes of the ladder and of escalations."""

from .climbing import ask_up, pause, resume, take_back, write_down_all
from .ending import decide, return_with_advice, say_finally, withdraw
from .ladders import agree_ladder
from .raising import edit_escalation, present, raise_escalation, state_position

__all__ = [
    "agree_ladder",
    "ask_up",
    "decide",
    "edit_escalation",
    "pause",
    "present",
    "raise_escalation",
    "resume",
    "return_with_advice",
    "say_finally",
    "state_position",
    "take_back",
    "withdraw",
    "write_down_all",
]
