"""Who may suggest, take up and approve."""

from datetime import date

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

from ..models import BodyMember, Proposal


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


def is_of_the_team(actor: Actor, proposal: Proposal, day: date) -> bool:
    """Sits on its team, leads the team's theme, or is alliance manager."""
    if actor.holds(proposal.alliance_id, Role.ALLIANCE_MANAGER):
        return True
    team, me = proposal.team, actor.person_id
    if team is None or me is None:
        return False
    if team.theme is not None and team.theme.leader_id == me:
        return True
    return BodyMember.objects.on(day).filter(body=team, person=me).exists()
