"""Reads of alliances, partners, rooms and people."""

from .alliances import alliances_visible_to, current_room, joint_room, partners_of
from .people import (
    Colleague,
    PersonOn,
    Side,
    invitation_visible_to,
    membership_visible_to,
    people_on,
    person_on,
    sides_of,
)

__all__ = [
    "Colleague",
    "PersonOn",
    "Side",
    "alliances_visible_to",
    "current_room",
    "invitation_visible_to",
    "joint_room",
    "membership_visible_to",
    "partners_of",
    "people_on",
    "person_on",
    "sides_of",
]
