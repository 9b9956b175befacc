"""Mails about a meeting, each with its calendar file, once what they tell of is committed.

They go to members of the body with an account and a part in the alliance today; of a meeting in
our room, to our side alone.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from msgspec import Struct

from allied.alliances.models import Membership
from allied.foundation.access.zones import zone_of

from ..models import BodyMember, Meeting, Paper, Topic
from .ics import invitation

log = logging.getLogger(__name__)


class Delivery(Struct):
    """How a mailing went: addressed to how many, and how many could not be sent."""

    to: int = 0
    failed: int = 0


class Recipient(Struct, frozen=True):
    name: str
    email: str
    timezone: str
    language: str


def send_agenda(meeting: Meeting, site: str) -> Delivery:
    return _send(meeting, site, "agenda")


def send_changed(meeting: Meeting, site: str) -> Delivery:
    return _send(meeting, site, "changed")


def send_cancelled(meeting: Meeting, site: str) -> Delivery:
    return _send(meeting, site, "cancelled")


def recipients_of(meeting: Meeting) -> list[Recipient]:
    """Members on the day of the meeting who can sign in and have a part in the alliance now."""
    day = meeting.starts_at.astimezone(meeting.zone).date()
    parts = Membership.objects.on(timezone.localdate()).filter(
        alliance=meeting.alliance_id, person=OuterRef("person")
    )
    if meeting.room.partner_id is not None:
        parts = parts.filter(partner=meeting.room.partner_id)
    rows = BodyMember.objects.on(day).filter(Exists(parts), body=meeting.body_id)
    found = rows.filter(person__user__is_active=True).values_list(
        "person__name", "person__user__email", "person__timezone", "person__language"
    )
    return [Recipient(*row) for row in dict.fromkeys(found)]


def _send(meeting: Meeting, site: str, what: str) -> Delivery:
    """After the commit; the answer is filled in by then. Each in the recipient's own zone."""
    to = recipients_of(meeting)
    topics = list(
        Topic.objects.filter(meeting=meeting, removed_at=None, state=Topic.State.OPEN)
        .select_related("owner", "meeting")
    )  # fmt: skip
    papers = list(Paper.objects.filter(meeting=meeting, removed_at=None))
    path = reverse("governance:meeting", args=[meeting.alliance.slug, meeting.pk])
    words = {
        "meeting": meeting, "topics": topics, "papers": papers, "what": what,
        "link": f"{site.rstrip('/')}{path}", "site": site.rstrip("/"),
        "minutes": sum(topic.minutes for topic in topics),
    }  # fmt: skip
    delivery = Delivery(to=len(to))
    transaction.on_commit(lambda: _deliver(to, words, delivery))
    return delivery


def _deliver(to: Sequence[Recipient], words: dict[str, Any], delivery: Delivery) -> None:
    connection = get_connection()
    for one in to:
        try:
            _message(one, words, connection).send()
        except OSError:  # SMTPException is one
            log.exception("a mail about meeting %s could not be sent", words["meeting"].pk)
            delivery.failed += 1


def _message(one: Recipient, words: dict[str, Any], connection: Any) -> EmailMultiAlternatives:
    meeting: Meeting = words["meeting"]
    with translation.override(one.language or settings.LANGUAGE_CODE):
        with timezone.override(zone_of(one.timezone)):
            mine = {**words, "recipient": one, "clocks": clocks_in(meeting, one.timezone)}
            subject = render_to_string("governance/mail/meeting_subject.txt", mine)
            body = render_to_string("governance/mail/meeting.txt", mine)
        method = "CANCEL" if words["what"] == "cancelled" else "REQUEST"
        file = invitation(meeting, method=method, link=words["link"], to=one.email, name=one.name)
    message = EmailMultiAlternatives(
        " ".join(subject.split()), body, to=[one.email], connection=connection
    )
    message.attach_alternative(file.decode(), f"text/calendar; method={method}")
    message.attach("meeting.ics", file.decode(), "text/calendar")
    return message


def clocks_in(meeting: Meeting, zone_name: str) -> list[tuple[str, datetime, datetime]]:
    """When it is: by the reader's clock and, where that is another, by the meeting's."""
    ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes)
    zones = dict.fromkeys([zone_of(zone_name).key, meeting.zone.key])
    return [
        (name, meeting.starts_at.astimezone(zone_of(name)), ends_at.astimezone(zone_of(name)))
        for name in zones
    ]
