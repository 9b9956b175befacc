"""Who may keep a template, fill a sheet, invite a counterpart. To see is a matter of the room."""

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

from .models import Counterpart


@permission("relations.see")
def may_see(actor: Actor, alliance: Alliance) -> bool:
    return actor.seat_in(alliance.pk) is not None


@permission("relations.keep")
def may_keep(actor: Actor, alliance: Alliance) -> bool:
    """Templates, counterparts and rounds: alliance managers and theme leaders."""
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER, Role.THEME_LEADER)


@permission("relations.fill")
def may_fill(actor: Actor, alliance: Alliance, counterpart: Counterpart | None = None) -> bool:
    """Answer for our side, invite the counterpart, write what was agreed.

    For one counterpart: who keeps the template, and its owner. Without one: of any.
    """
    if may_keep(actor, alliance):
        return True
    is_owner = counterpart is None or (
        counterpart.owner_id is not None and counterpart.owner_id == actor.person_id
    )
    return is_owner and may_write_as(actor, alliance, *WRITERS)
