"""Reads of alliances, partners, rooms and people."""

from .alliances import (
    alliance_visible_to,
    alliances_visible_to,
    current_room,
    joint_room,
    partners_of,
    partners_without_people,
)
from .people import (
    Author,
    Colleague,
    PersonOn,
    Side,
    authors_on,
    has_account,
    invitation_visible_to,
    membership_visible_to,
    own_partner,
    partner_and_person,
    people_on,
    person_on,
    side_to_invite,
    sides_of,
)

__all__ = [
    "Author",
    "Colleague",
    "PersonOn",
    "Side",
    "alliance_visible_to",
    "alliances_visible_to",
    "authors_on",
    "current_room",
    "has_account",
    "invitation_visible_to",
    "joint_room",
    "membership_visible_to",
    "own_partner",
    "partner_and_person",
    "partners_of",
    "partners_without_people",
    "people_on",
    "person_on",
    "side_to_invite",
    "sides_of",
]
