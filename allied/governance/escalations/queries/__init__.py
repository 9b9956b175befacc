"""Reads of the ladder and of escalations."""

from .acting import people_of_level
from .ladders import (
    Ladders,
    ladder_of,
    ladder_visible_to,
    ladder_waiting_in,
    ladders_of,
    ladders_to_agree,
    usual_steps,
)
from .listing import Line, Listed, escalations_listed
from .mine import Mine, escalations_asked, my_escalations
from .page import (
    EscalationPage,
    decision_asked,
    escalation_page,
    escalation_visible_to,
    standpoint_of,
    usable_decisions,
)

__all__ = [
    "EscalationPage",
    "Ladders",
    "Line",
    "Listed",
    "Mine",
    "decision_asked",
    "escalation_page",
    "escalation_visible_to",
    "escalations_asked",
    "escalations_listed",
    "ladder_of",
    "ladder_visible_to",
    "ladder_waiting_in",
    "ladders_of",
    "ladders_to_agree",
    "my_escalations",
    "people_of_level",
    "standpoint_of",
    "usable_decisions",
    "usual_steps",
]
