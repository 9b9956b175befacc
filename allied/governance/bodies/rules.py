"""Who may change bodies, their charters and their members. To see them is a matter of the room."""

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission


@permission("governance.see")
def may_see(actor: Actor, alliance: Alliance) -> bool:
    return actor.seat_in(alliance.pk) is not None


@permission("governance.edit_bodies")
def may_edit_bodies(actor: Actor, alliance: Alliance) -> bool:
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)
