"""Writes of alliances: founding, appointing, inviting, sharing."""

from .founding import found_alliance
from .memberships import appoint, end_membership

__all__ = ["appoint", "end_membership", "found_alliance"]
