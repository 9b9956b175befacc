"""A meeting held fast while its agenda is written, and what a change of it takes back."""

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...models import AgendaAgreement, Meeting


def held(by: Actor, meeting: Meeting) -> Meeting:
    """The meeting as it stands, nobody else changing it until the transaction ends.

    Refused where it is not being prepared any more.
    """
    demand(by, "governance.prepare_meetings", meeting.alliance)
    found = fast(meeting)
    if not found.is_prepared:
        raise Refused(no_longer(found))
    return found


def fast(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",))
    found: Meeting = rows.select_related("alliance", "room__partner__company", "body").get(
        pk=meeting.pk
    )
    return found


def no_longer(meeting: Meeting) -> str:
    if meeting.state == Meeting.State.CANCELLED:
        return _("This meeting is cancelled.")
    return _("This meeting has begun: its agenda is written on the page of the meeting now.")


COUNTED = ("sequence", "changed_at")


def count_invitation(meeting: Meeting, is_told: bool) -> None:
    """What the calendar file says changed; where it goes to members again, it counts up."""
    meeting.changed_at = timezone.now()
    if is_told:
        meeting.sequence += 1


def agenda_changed(meeting: Meeting, *instances: Any) -> None:
    """Count the change; whoever had agreed to the agenda has to agree again.

    `instances`: copies of the meeting that a caller shows, which are told as well.
    """
    standing = AgendaAgreement.objects.filter(meeting=meeting, withdrawn_at=None)
    taken = list(standing.values_list("partner__company__name", flat=True))
    standing.update(withdrawn_at=timezone.now())
    Meeting.objects.filter(pk=meeting.pk).update(tick=F("tick") + 1, state=Meeting.State.PLANNED)
    for one in (meeting, *instances):
        one.taken_back, one.state = taken, Meeting.State.PLANNED
