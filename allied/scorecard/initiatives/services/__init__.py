"""Writes of initiatives."""

from .bonds import add_dependency, remove_dependency, remove_effect, set_effect
from .core import add_initiative, edit_initiative, remove_initiative
from .milestones import add_milestone, edit_milestone, remove_milestone
from .spend import correct_spend, enter_spend

__all__ = [
    "add_dependency",
    "add_initiative",
    "add_milestone",
    "correct_spend",
    "edit_initiative",
    "edit_milestone",
    "enter_spend",
    "remove_dependency",
    "remove_effect",
    "remove_initiative",
    "remove_milestone",
    "set_effect",
]
