"""Who may do what on an alliance, beside seeing it."""

from allied.foundation.access.actor import Actor, View
from allied.foundation.access.permissions import permission

from .models import Alliance, Role

WRITERS = (
    Role.ALLIANCE_MANAGER,
    Role.SPONSOR,
    Role.COMMITTEE_MEMBER,
    Role.THEME_LEADER,
    Role.MEASURE_OWNER,
    Role.MEMBER,
)


def may_write_as(actor: Actor, alliance: Alliance, *roles: str) -> bool:
    """Holds one of the roles and may write: not on a shared screen, not by a reading token."""
    return actor.writes and actor.holds(alliance.pk, *roles)


@permission("alliances.see")
def may_see(actor: Actor, alliance: Alliance) -> bool:
    return actor.seat_in(alliance.pk) is not None


@permission("alliances.start")
def may_start(actor: Actor) -> bool:
    """Anybody of a company may start an alliance, and becomes its alliance manager on that side."""
    return actor.company_id is not None and actor.writes


@permission("alliances.edit")
def may_edit(actor: Actor, alliance: Alliance) -> bool:
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)


@permission("alliances.manage_people")
def may_manage_people(actor: Actor, alliance: Alliance) -> bool:
    """Of the actor's own side only; the services see to that."""
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)


@permission("alliances.share")
def may_share(actor: Actor, alliance: Alliance) -> bool:
    """Move a record from our room to the joint room."""
    return actor.view is View.OURS and may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)


@permission("alliances.share_own")
def may_share_own(actor: Actor, alliance: Alliance) -> bool:
    """Open the page on which a record is shared; the service asks whether this record may be."""
    return actor.view is View.OURS and may_write_as(actor, alliance, *WRITERS)


@permission("alliances.leave")
def may_leave(actor: Actor, alliance: Alliance) -> bool:
    """End the part of the actor's own company in the alliance."""
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)
