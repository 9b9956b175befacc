"""Who may suggest, take up and approve."""

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission


@permission("governance.suggest")
def may_suggest(actor: Actor, alliance: Alliance) -> bool:
    return may_write_as(actor, alliance, *WRITERS)


@permission("governance.take_up")
def may_take_up(actor: Actor, alliance: Alliance) -> bool:
    """Take up, decline and put forward. The services see to who sits on the team."""
    return may_write_as(actor, alliance, *WRITERS)


@permission("governance.approve")
def may_approve(actor: Actor, alliance: Alliance) -> bool:
    """Record that the body approved. Whether it may, its charter says."""
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER, Role.COMMITTEE_MEMBER, Role.SPONSOR)
