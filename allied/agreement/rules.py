"""Who may propose a version of the map, and who gives a partner's agreement."""

from allied.alliances.models import Alliance, Partner, Role
from allied.alliances.rules import may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

SPEAKING_FOR_A_SIDE = (Role.SPONSOR, Role.ALLIANCE_MANAGER)


@permission("agreement.see")
def may_see(actor: Actor, alliance: Alliance) -> bool:
    return actor.seat_in(alliance.pk) is not None


@permission("agreement.propose")
def may_propose(actor: Actor, alliance: Alliance) -> bool:
    """Propose the working map as a version, or withdraw the open proposal."""
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)


@permission("agreement.give")
def may_give(actor: Actor, alliance: Alliance, partner: Partner | None = None) -> bool:
    """A partner agrees or objects by its own executive sponsor or alliance manager."""
    seat = actor.seat_in(alliance.pk)
    own = seat is not None and (partner is None or seat.partner_id == partner.pk)
    return own and may_write_as(actor, alliance, *SPEAKING_FOR_A_SIDE)
