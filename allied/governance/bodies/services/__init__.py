"""Writes of bodies: charters, seats, matters and rights."""

from .charters import add_body, edit_body, end_body, lay_usual_bodies
from .matters import add_matter, remove_matter, rename_matter, set_rights
from .seats import add_seat, edit_seat, end_seat

__all__ = [
    "add_body",
    "add_matter",
    "add_seat",
    "edit_body",
    "edit_seat",
    "end_body",
    "end_seat",
    "lay_usual_bodies",
    "remove_matter",
    "rename_matter",
    "set_rights",
]
