"""Who may change the ladder, present a matter, and say what a side holds."""

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

SPEAKERS = (Role.ALLIANCE_MANAGER, Role.SPONSOR, Role.COMMITTEE_MEMBER)


@permission("governance.edit_ladder")
def may_edit_ladder(actor: Actor, alliance: Alliance) -> bool:
    """Propose a ladder for one's own side, or withdraw the proposal."""
    return _manages(actor, alliance)


@permission("governance.agree_ladder")
def may_agree_ladder(actor: Actor, alliance: Alliance) -> bool:
    """For one's own side, to what another proposed; or decline it."""
    return _manages(actor, alliance)


def _manages(actor: Actor, alliance: Alliance) -> bool:
    seat = actor.seat_in(alliance.pk)
    has_side = seat is not None and seat.partner_id != 0  # a command on the server has none
    return has_side and may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)


@permission("governance.escalate")
def may_escalate(actor: Actor, alliance: Alliance) -> bool:
    return may_write_as(actor, alliance, *WRITERS)


@permission("governance.state_position")
def may_state_position(actor: Actor, alliance: Alliance) -> bool:
    """For one's own side; the services see to whose it is."""
    return may_write_as(actor, alliance, *SPEAKERS)
