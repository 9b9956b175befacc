"""Writes of alliances: founding, appointing, inviting, leaving, sharing."""

from .editing import edit_alliance
from .founding import found_alliance
from .invitations import (
    accept_invitation,
    accepted_by,
    find_invitation,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from .leaving import leave_partner
from .memberships import appoint, end_membership, end_person
from .sharing import may_share_record, share_record

__all__ = [
    "accept_invitation",
    "accepted_by",
    "appoint",
    "edit_alliance",
    "end_membership",
    "end_person",
    "find_invitation",
    "found_alliance",
    "invite",
    "leave_partner",
    "may_share_record",
    "resend_invitation",
    "share_record",
    "withdraw_invitation",
]
