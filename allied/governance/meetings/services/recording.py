"""The row of a meeting, held while one write on its page is done.

Every write first takes the row of the meeting, so that writes stand in one order (`tick`) and what
is sent twice at the same moment is found the second time. Here also stands the one lock: what is
signed off by every partner is written to by nobody.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from msgspec import Struct, field

from allied.foundation.access.actor import Actor, View
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...models import Meeting, SignOff
from ...trail import trace

State = Meeting.State
RECORDING = frozenset({State.UNDER_WAY, State.ENDED})
WHY_NOT = {
    State.PLANNED: _("The meeting has not begun. Begin it first."),
    State.AGREED: _("The meeting has not begun. Begin it first."),
    State.UNDER_WAY: _("The meeting is under way."),
    State.ENDED: _("The meeting has ended."),
    State.SIGNED_OFF: _("The minutes are signed off and locked. Write an addendum."),
    State.CANCELLED: _("The meeting was cancelled."),
}


class Locked(Refused):
    """Every partner has signed: what comes now comes too late for the minutes."""


class Held(Struct):
    """The meeting as it now is, and whose sign-off this write takes back."""

    meeting: Meeting
    taken_back: list[str] = field(default_factory=list)


def hold(
    by: Actor, meeting: Meeting, *, right: str = "governance.take_minutes",
    states: frozenset[State] = RECORDING,
) -> Held:  # fmt: skip
    """Take the row for this write. Refused in another state than those given."""
    demand(by, right, meeting.alliance)
    now: Meeting = (
        Meeting.objects.visible_to(by).select_for_update(of=("self",))
        .select_related("alliance", "room", "body").get(pk=meeting.pk)
    )  # fmt: skip
    if now.state not in states:
        kind = Locked if now.state == State.SIGNED_OFF else Refused
        raise kind(str(WHY_NOT[State(now.state)]))
    return Held(now)


def changed(by: Actor, held: Held) -> Held:
    """Others are to see it. Minutes that a partner had signed are to be signed again."""
    meeting = held.meeting
    meeting.tick += 1
    Meeting.objects.filter(pk=meeting.pk).update(tick=meeting.tick)
    if meeting.state == State.ENDED:
        held.taken_back = take_back_signatures(by, meeting)
    return held


def take_back_signatures(by: Actor, meeting: Meeting) -> list[str]:
    """What was signed is no longer what stands there; answers the names of the partners."""
    rows = SignOff.objects.filter(
        meeting=meeting, answer=SignOff.Answer.SIGNED, superseded_at__isnull=True
    )
    names = [row.partner.company.name for row in rows.select_related("partner__company")]
    if names:
        rows.update(superseded_at=timezone.now())
        trace("take_back_sign_off", by, "meeting", meeting, partners=names)
    return names


def in_its_room(by: Actor, meeting: Meeting) -> Actor:
    """The same person in the view in which what is made goes to the room of the meeting."""
    return by.looking_at(View.JOINT if meeting.room.is_joint else View.OURS)
