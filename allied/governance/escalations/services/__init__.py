"""Writes of the ladder and of escalations."""

from .agreeing import agree_ladder, decline_ladder, propose_ladder, withdraw_ladder
from .climbing import ask_up, pause, resume, take_back, write_down_all
from .ending import decide, return_with_advice, say_finally, withdraw
from .raising import edit_escalation, present, raise_escalation, state_position

__all__ = [
    "agree_ladder",
    "ask_up",
    "decide",
    "decline_ladder",
    "edit_escalation",
    "pause",
    "present",
    "propose_ladder",
    "raise_escalation",
    "resume",
    "return_with_advice",
    "say_finally",
    "state_position",
    "take_back",
    "withdraw",
    "withdraw_ladder",
    "write_down_all",
]
