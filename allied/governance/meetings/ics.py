"""Meetings as iCalendar (RFC 5545), for mails, downloads and feeds. Times are in UTC.

The library is loaded by the first file: no page needs it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from ..models import Meeting

PRODUCT: Final = "-//Allied//Meetings//EN"
STATUS: Final = {
    Meeting.State.PLANNED: "TENTATIVE",
    Meeting.State.CANCELLED: "CANCELLED",
}


def invitation(meeting: Meeting, *, method: str, link: str, to: str = "", name: str = "") -> bytes:
    """One meeting: REQUEST or CANCEL addressed to one member, PUBLISH to nobody."""
    event = event_of(meeting, link)
    if to:
        event.add("attendee", _address(to, name, ROLE="REQ-PARTICIPANT", RSVP="FALSE"))
        event["organizer"] = _address(settings.DEFAULT_FROM_EMAIL, meeting.alliance.name)
    calendar = _calendar()
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed(name: str, events: Iterable[tuple[Meeting, str]]) -> bytes:
    """Many meetings, each with its link, for a program that reads them again and again."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for meeting, link in events:
        calendar.add_component(event_of(meeting, link))
    return bytes(calendar.to_ical())


def event_of(meeting: Meeting, link: str) -> Any:
    """What every calendar may know: name, place, time, and where its agenda is read."""
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{meeting.uid}@allied")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", _whole(meeting.changed_at))
    event.add("dtstart", _whole(meeting.starts_at))
    event.add("dtend", _whole(meeting.ends_at))
    event.add("summary", f"{meeting.title} · {meeting.alliance.name}")
    if meeting.place:
        event.add("location", meeting.place)
    said = [f"{_('Agenda and papers')}: {link}"]
    if meeting.state == Meeting.State.CANCELLED:
        said.insert(0, f"{_('Cancelled')}: {meeting.state_reason}")
    event.add("description", "\n".join(said))
    event.add("url", link)
    event.add("status", STATUS.get(Meeting.State(meeting.state), "CONFIRMED"))
    return event


def _calendar() -> Any:
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _address(email: str, name: str, **more: str) -> Any:
    from icalendar import vCalAddress, vText  # noqa: PLC0415

    address = vCalAddress(f"mailto:{email.rpartition('<')[2].rstrip('>')}")
    for key, value in {"CN": name.replace('"', "'"), **more}.items():
        address.params[key] = vText(value)
    return address


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
