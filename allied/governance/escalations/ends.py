"""Who may end an escalation how, beside the decision of its level."""

from allied.alliances.models import Role
from allied.foundation.access.actor import Actor

from ..models import Escalation
from .clock import Where


def final_speaker(row: Escalation) -> int | None:
    """The partner who has the final say on this matter, as the ladder was agreed."""
    listed = row.ladder.get("final_matters", ())
    return row.ladder.get("final_say") if row.matter_id in listed else None


def may_say_finally(row: Escalation, partner_id: int, stands: Where | None) -> bool:
    over = stands is not None and stands.is_run_out
    return over and final_speaker(row) == partner_id


def may_return(row: Escalation, partner_id: int, stands: Where | None) -> bool:
    """On the last level; where a partner has the final say, by that one once time is over."""
    if stands is None or not stands.is_last:
        return False
    if final_speaker(row) is None:
        return True
    return may_say_finally(row, partner_id, stands)


def may_be_withdrawn_by(by: Actor, row: Escalation) -> bool:
    if row.raised_by_id == by.person_id:
        return True
    same_side = row.raised_by is not None and row.raised_by.company_id == by.company_id
    return same_side and by.holds(row.alliance_id, Role.ALLIANCE_MANAGER)
