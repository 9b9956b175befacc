"""Who may freeze the scorecard."""

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission


@permission("scorecard.freeze_review")
def may_freeze(actor: Actor, alliance: Alliance) -> bool:
    """Whoever prepares the meeting or sits in it."""
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER, Role.COMMITTEE_MEMBER)
