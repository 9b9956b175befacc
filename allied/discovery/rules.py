"""Who may record, raise, sort and vote. To see a record is a matter of its room."""

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

from .models import Interview


@permission("discovery.see")
def may_see(actor: Actor, alliance: Alliance) -> bool:
    return actor.seat_in(alliance.pk) is not None


@permission("discovery.contribute")
def may_contribute(actor: Actor, alliance: Alliance) -> bool:
    """Record interviews, mark passages, raise and edit candidates, take part in a workshop."""
    return may_write_as(actor, alliance, *WRITERS)


@permission("discovery.change_interview")
def may_change_interview(actor: Actor, alliance: Alliance, interview: Interview) -> bool:
    """The side that recorded it: nobody rewrites what the other side wrote down."""
    own = interview.recorded_by.company_id == actor.company_id
    return own and may_contribute(actor, alliance)


@permission("discovery.take")
def may_take(actor: Actor, alliance: Alliance) -> bool:
    """Decide on a candidate: onto the map, aside, or back. As for the map itself."""
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER, Role.THEME_LEADER)


@permission("discovery.run_workshop")
def may_run_workshop(actor: Actor, alliance: Alliance) -> bool:
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)
