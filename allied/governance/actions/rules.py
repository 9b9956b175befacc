"""Who may promise, change and finish actions."""

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

from ..models import Action


@permission("governance.promise_actions")
def may_promise_actions(actor: Actor, alliance: Alliance) -> bool:
    return may_write_as(actor, alliance, *WRITERS)


@permission("governance.change_actions")
def may_change_actions(actor: Actor, alliance: Alliance, action: Action | None = None) -> bool:
    """Its owner, and alliance managers of either side."""
    if may_write_as(actor, alliance, Role.ALLIANCE_MANAGER):
        return True
    is_owner = action is None or action.owner_id == actor.person_id
    return is_owner and may_write_as(actor, alliance, *WRITERS)
