"""Who may change the map. Everybody of the alliance may see it."""

from allied.alliances.models import Alliance, Partner, Role
from allied.alliances.rules import may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

from .models import MapChange

EDITORS = (Role.ALLIANCE_MANAGER, Role.THEME_LEADER)
OF_A_SIDE = (Role.ALLIANCE_MANAGER, Role.THEME_LEADER, Role.SPONSOR)


@permission("strategy.see")
def may_see(actor: Actor, alliance: Alliance) -> bool:
    return actor.seat_in(alliance.pk) is not None


@permission("strategy.edit_map")
def may_edit_map(actor: Actor, alliance: Alliance) -> bool:
    """Alliance managers and theme leaders of any side: the map is one, and joint."""
    return may_write_as(actor, alliance, *EDITORS)


@permission("strategy.set_joint_win")
def may_set_joint_win(actor: Actor, alliance: Alliance, partner: Partner | None = None) -> bool:
    """Only a partner's own people say what it hopes to win."""
    seat = actor.seat_in(alliance.pk)
    own = seat is not None and (partner is None or seat.partner_id == partner.pk)
    return own and may_write_as(actor, alliance, *OF_A_SIDE)


@permission("strategy.undo")
def may_undo(actor: Actor, alliance: Alliance, change: MapChange | None = None) -> bool:
    """Whoever could have made the change may undo it."""
    if change is None:
        return may_set_joint_win(actor, alliance)
    seat = actor.seat_in(alliance.pk)
    sides = {step["partner"] for step in change.operations if "partner" in step}
    if seat is None or sides - {seat.partner_id}:
        return False
    wins_only = all(step["model"] == "joint_win" for step in change.operations)
    return may_set_joint_win(actor, alliance) if wins_only else may_edit_map(actor, alliance)
