"""Who may prepare, hold and sign off meetings."""

from allied.alliances.models import Alliance, Role
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

from ..models import Meeting, MinuteEntry


@permission("governance.prepare_meetings")
def may_prepare_meetings(actor: Actor, alliance: Alliance) -> bool:
    """Plan them, write the agenda, send it out."""
    return may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)


@permission("governance.agree_agenda")
def may_agree_agenda(actor: Actor, alliance: Alliance) -> bool:
    """For one's own side; a command on the server speaks for none."""
    return _has_side(actor, alliance) and may_write_as(actor, alliance, Role.ALLIANCE_MANAGER)


@permission("governance.take_minutes")
def may_take_minutes(actor: Actor, alliance: Alliance) -> bool:
    """Notes, attendance, decisions and actions while it is held: several people at once."""
    return may_write_as(actor, alliance, *WRITERS)


@permission("governance.sign_off")
def may_sign_off(actor: Actor, alliance: Alliance) -> bool:
    """The minutes, for one's own side."""
    managers = (Role.ALLIANCE_MANAGER, Role.SPONSOR)
    return _has_side(actor, alliance) and may_write_as(actor, alliance, *managers)


def _has_side(actor: Actor, alliance: Alliance) -> bool:
    seat = actor.seat_in(alliance.pk)
    return seat is not None and seat.partner_id != 0


@permission("governance.correct_entry")
def may_correct_entry(
    actor: Actor, alliance: Alliance, meeting: Meeting, entry: MinuteEntry
) -> bool:
    """One's own; once the meeting has ended, alliance managers of either side any."""
    return may_correct_outcome(actor, alliance, meeting, entry.person_id)


@permission("governance.correct_outcome")
def may_correct_outcome(
    actor: Actor, alliance: Alliance, meeting: Meeting, author_id: int | None
) -> bool:
    """The same of a decision or an action, by who wrote it down."""
    if meeting.state == Meeting.State.ENDED and may_write_as(
        actor, alliance, Role.ALLIANCE_MANAGER
    ):
        return True
    is_own = author_id is not None and author_id == actor.person_id
    return is_own and may_write_as(actor, alliance, *WRITERS)
