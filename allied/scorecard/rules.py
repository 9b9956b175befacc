"""Who may do what with measures, readings, periods and initiatives."""

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.permissions import permission

from .models import Initiative, Measure

LEADERS = (Role.ALLIANCE_MANAGER, Role.THEME_LEADER)


@permission("scorecard.see")
def may_see(actor: Actor, alliance: Alliance) -> bool:
    return actor.seat_in(alliance.pk) is not None


@permission("scorecard.edit_measures")
def may_edit_measures(actor: Actor, alliance: Alliance) -> bool:
    """Measures, their targets and statuses by hand."""
    return may_write_as(actor, alliance, *LEADERS)


@permission("scorecard.propose_targets")
def may_propose_targets(actor: Actor, alliance: Alliance) -> bool:
    """Offer a target for one's own side; a command on the server speaks for none."""
    return _has_side(actor, alliance) and may_write_as(actor, alliance, *LEADERS, Role.SPONSOR)


@permission("scorecard.agree_targets")
def may_agree_targets(actor: Actor, alliance: Alliance) -> bool:
    """Agree, counter or decline what another side offers; the services see to whose it is."""
    managers = (Role.ALLIANCE_MANAGER, Role.SPONSOR)
    return _has_side(actor, alliance) and may_write_as(actor, alliance, *managers)


def _has_side(actor: Actor, alliance: Alliance) -> bool:
    seat = actor.seat_in(alliance.pk)
    return seat is not None and seat.partner_id != 0


@permission("scorecard.enter_readings")
def may_enter_readings(actor: Actor, alliance: Alliance, measure: Measure | None = None) -> bool:
    """For one measure: its owner, alliance managers, theme leaders. Without one: of any measure."""
    if may_write_as(actor, alliance, *LEADERS):
        return True
    is_owner = measure is None or (
        measure.owner_id is not None and measure.owner_id == actor.person_id
    )
    return is_owner and may_write_as(actor, alliance, *WRITERS)


@permission("scorecard.report")
def may_report(actor: Actor) -> bool:
    """Open the page of readings across alliances; not on a shared screen, where none is written."""
    return actor.person_id is not None and actor.view is not View.PRESENT


@permission("scorecard.lock_periods")
def may_lock_periods(actor: Actor, alliance: Alliance) -> bool:
    """Close a span of days to readings, and open it again."""
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)


@permission("scorecard.edit_initiatives")
def may_edit_initiatives(
    actor: Actor, alliance: Alliance, initiative: Initiative | None = None
) -> bool:
    """Alliance managers and theme leaders; the owner of an initiative may edit that one."""
    if may_write_as(actor, alliance, *LEADERS):
        return True
    is_owner = (
        initiative is not None
        and initiative.owner_id is not None
        and initiative.owner_id == actor.person_id
    )
    return is_owner and may_write_as(actor, alliance, *WRITERS)
