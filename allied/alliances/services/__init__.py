"""Writes of alliances: founding, appointing, inviting, sharing."""

from .founding import found_alliance
from .memberships import appoint, end_membership
from .sharing import may_share_record, share_record

__all__ = ["appoint", "end_membership", "found_alliance", "may_share_record", "share_record"]
