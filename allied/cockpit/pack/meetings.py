"""The meeting that a pack is of, and the one before it."""

from datetime import date, datetime, tzinfo

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.zones import zone_of
from allied.governance.models import Meeting


class Occasion(Struct, frozen=True):
    """A meeting of the joint room with who asks, narrowed to that room, and the zone of its days.

    previous: the last meeting of the same body before it whose day has come, if there was one.
    """

    alliance: Alliance
    actor: Actor
    meeting: Meeting
    previous: Meeting | None
    zone: tzinfo

    @property
    def begins(self) -> datetime:
        return self.meeting.starts_at.astimezone(self.zone)

    @property
    def as_of(self) -> date:
        """The day whose figures it shows: today, and after the meeting the day of it."""
        return min(self.alliance.today(), self.begins.date())

    @property
    def is_live(self) -> bool:
        return self.as_of == self.alliance.today()


def meeting_of(alliance: Alliance, actor: Actor, pk: int) -> Meeting:
    """Found in the joint room whatever the view, or 404: our room has no packs."""
    rows = Meeting.objects.visible_to(actor.looking_at(View.JOINT)).filter(alliance=alliance)
    found: Meeting = get_object_or_404(rows.select_related("body", "review"), pk=pk)
    return found


def occasion(alliance: Alliance, actor: Actor, meeting: Meeting) -> Occasion:
    """The meeting with the one before it, and who asks narrowed to the joint room."""
    joint = actor.looking_at(View.JOINT)
    rows = Meeting.objects.visible_to(joint).filter(alliance=alliance)
    earlier = rows.filter(body_id=meeting.body_id, starts_at__lt=meeting.starts_at)
    # What is only planned has seen no figures to compare with.
    begun = earlier.filter(starts_at__date__lte=alliance.today())
    before = begun.exclude(state=Meeting.State.CANCELLED).order_by("-starts_at", "-pk")
    previous = before.select_related("review").first()
    return Occasion(alliance, joint, meeting, previous, zone_of(meeting.timezone))


def named(meeting: Meeting, zone: tzinfo) -> str:
    """Its own name, or its day."""
    return meeting.name or _("Meeting of %(day)s") % {"day": _day(meeting, zone)}


def told_as_since(meeting: Meeting, zone: tzinfo) -> str:
    """The meeting in a sentence: since when."""
    return _("the meeting of %(day)s") % {"day": _day(meeting, zone)}


def _day(meeting: Meeting, zone: tzinfo) -> str:
    return date_format(timezone.localtime(meeting.starts_at, zone), "DATE_FORMAT")
