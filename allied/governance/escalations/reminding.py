"""Reminders by mail before the time of a level is over: to those who must act, once each."""

import logging
from datetime import datetime
from typing import Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from allied.people.models import Person
from allied.pure.clock import Before, Unit

from ..models import Climb, Escalation
from .clock import Where, is_closed, reminders_of, where
from .queries.acting import people_of_level

log = logging.getLogger(__name__)
BEFORE: Final = (
    Before(5), Before(2), Before(1, Unit.CALENDAR_DAYS),
)  # fmt: skip
"""A week of work, two days, the day before, each in the morning; never before the level began."""


def remind_of_clocks(*, address: str, now: datetime | None = None, dry_run: bool = False) -> int:
    """Send what has come due on the level each is on; the number of mails.

    Where several have come due since the last run, one mail is sent. A closed record reminds
    nobody. `address`: of this installation.
    """
    rows = Escalation.objects.filter(state=Escalation.State.OPEN).select_related("alliance")
    return sum(_remind(row, now or timezone.now(), address, dry_run) for row in rows)


def _remind(row: Escalation, now: datetime, address: str, dry_run: bool) -> int:
    if is_closed(row):
        return 0
    stands = where(row, now)
    if stands is None or stands.is_run_out or stands.is_paused:
        return 0
    place = stands.level.place
    due = [at for level, at in reminders_of(row, BEFORE) if level == place and at <= now]
    if not due:
        return 0
    people = [one for one in people_of_level(row, stands.level) if one.user and one.user.is_active]
    if dry_run:
        return 0 if _is_sent(row, place, due[-1]) else len(people)
    claim = _claim(row, place, due[-1])
    if claim is None:
        return 0
    sent = sum(_send(row, stands, person, address) for person in people)
    if people and not sent:
        claim.delete()  # the next run tries again
    return sent


def _is_sent(row: Escalation, level: int, at: datetime) -> bool:
    rows = Climb.objects.filter(escalation=row, act=Climb.Act.REMINDED, level=level, at__gte=at)
    return rows.exists()


@transaction.atomic
def _claim(row: Escalation, level: int, at: datetime) -> Climb | None:
    """Only one run sends it: the row is taken first. None where it was sent already."""
    Escalation._base_manager.select_for_update().get(pk=row.pk)
    if _is_sent(row, level, at):
        return None
    climb: Climb = Climb.objects.create(
        escalation=row, act=Climb.Act.REMINDED, level=level, at=at
    )  # fmt: skip
    return climb


def _send(row: Escalation, stands: Where, person: Person, address: str) -> bool:
    assert person.user is not None
    with translation.override(person.language or "en"):
        words = {"row": row, "where": stands, "address": address}
        subject = _("Escalation in %(alliance)s: %(left)s") % {
            "alliance": row.alliance.name, "left": stands.left,
        }  # fmt: skip
        body = render_to_string("governance/mail/escalation.txt", words)
    try:
        EmailMessage(" ".join(subject.split()), body, to=[person.user.email]).send()
    except OSError:  # SMTPException is one
        log.exception("a reminder to person %s could not be sent", person.pk)
        return False
    return True
