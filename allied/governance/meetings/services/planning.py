"""Meetings are planned, changed and cancelled."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.access.zones import zone_of
from allied.strategy.services.texts import one_line

from ...models import Body, Meeting
from ...trail import trace
from ..mail import Delivery, send_cancelled, send_changed
from ..times import moment_of
from .carrying import carry_all
from .held import COUNTED, count_invitation, held

EARLIEST: Final = date(1990, 1, 1)
AHEAD: Final = timedelta(days=3 * 366)
SHORTEST, LONGEST = 5, 24 * 60
MOST: Final = 24
FIELDS: Final = ("starts_at", "minutes", "timezone", "place", "name")


@transaction.atomic
def plan_meeting(
    *, by: Actor, body: Body, day: date | None, at: time | None, minutes: int, time_zone: str,
    place: str = "", name: str = "", is_illustrative: bool = False,
) -> Meeting:  # fmt: skip
    """A meeting of the body, in the room of the body. `at`: by the clock of `time_zone`.

    Refused at `day`, `at` or `minutes`; where the body meets then already; where it has ended.
    """
    demand(by, "governance.prepare_meetings", body.alliance)
    fields = _fields(day=day, at=at, minutes=minutes, time_zone=time_zone, place=place, name=name)
    _refuse_ended(body, fields["starts_at"].astimezone(zone_of(time_zone)).date())
    _refuse_twice(body, fields["starts_at"])
    meeting = Meeting(
        alliance=body.alliance, room=body.room, body=body, is_illustrative=is_illustrative, **fields
    )
    meeting.save()
    trace("plan_meeting", by, "meeting", meeting, starts_at=meeting.starts_at.isoformat())
    return meeting


@transaction.atomic
def plan_series(
    *, by: Actor, body: Body, days: Sequence[date], at: time | None, minutes: int, time_zone: str,
    place: str = "",
) -> list[Meeting]:  # fmt: skip
    """A meeting on each of the days; a day on which the body meets at that time is left out."""
    demand(by, "governance.prepare_meetings", body.alliance)
    if not days:
        raise Refused(_("Choose at least one day."), "days")
    if len(days) > MOST:
        raise Refused(_("Plan at most %(most)d meetings at once.") % {"most": MOST}, "days")
    made = []
    for day in sorted(set(days)):
        starts_at = _fields(day=day, at=at, minutes=minutes, time_zone=time_zone, place=place)[
            "starts_at"
        ]
        if not _meets_then(body, starts_at):
            made.append(
                plan_meeting(
                    by=by, body=body, day=day, at=at, minutes=minutes, time_zone=time_zone,
                    place=place,
                )
            )  # fmt: skip
    return made


@transaction.atomic
def change_meeting(
    *, by: Actor, meeting: Meeting, version: int, day: date | None, at: time | None, minutes: int,
    time_zone: str, place: str = "", name: str = "", site: str = "",
) -> Delivery:  # fmt: skip
    """Another time, place, length or name. Whoever was invited is told, with a new calendar file.

    Conflict where it was changed since `version`.
    """
    found = held(by, meeting)
    fields = _fields(day=day, at=at, minutes=minutes, time_zone=time_zone, place=place, name=name)
    if fields["starts_at"] != found.starts_at:
        _refuse_ended(found.body, fields["starts_at"].astimezone(zone_of(time_zone)).date())
        _refuse_twice(found.body, fields["starts_at"], found)
    before = {field: getattr(found, field) for field in FIELDS}
    for field, value in fields.items():
        setattr(found, field, value)
    is_told = found.sent_at is not None and before != fields
    count_invitation(found, is_told)
    found.save_over(version, [*FIELDS, *COUNTED])
    changes = {
        field: [str(before[field]), str(fields[field])]
        for field in FIELDS
        if before[field] != fields[field]
    }
    if changes:
        trace("change_meeting", by, "meeting", found, changes=changes)
    return send_changed(found, site) if is_told else Delivery()


@transaction.atomic
def cancel_meeting(
    *, by: Actor, meeting: Meeting, version: int, reason: str, carry_to: Meeting | None = None,
    site: str = "",
) -> Delivery:  # fmt: skip
    """It will not be held, and why. Its topics go to another meeting of the body where one is
    named; whoever was invited is told."""
    found = held(by, meeting)
    why = one_line(reason, 500, "reason", required=True)
    if carry_to is not None:
        carry_all(by, found, carry_to)
    found.state, found.state_reason = Meeting.State.CANCELLED, why
    is_told = found.sent_at is not None
    count_invitation(found, is_told)
    found.save_over(version, ["state", "state_reason", *COUNTED])
    trace("cancel_meeting", by, "meeting", found, reason=why)
    return send_cancelled(found, site) if is_told else Delivery()


def _fields(
    *, day: date | None, at: time | None, minutes: int, time_zone: str, place: str, name: str = ""
) -> dict[str, Any]:
    day = usable_day(day)
    if at is None:
        raise Refused(_("Enter the time at which it begins."), "at")
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused(_("Enter a length from 5 minutes to 24 hours."), "minutes")
    if zone_of(time_zone).key != time_zone:
        raise Refused(_("Choose a time zone."), "time_zone")
    return {
        "starts_at": moment_of(day, at, time_zone), "minutes": minutes, "timezone": time_zone,
        "place": one_line(place, 300, "place"), "name": one_line(name, 140, "name"),
    }  # fmt: skip


def usable_day(day: date | None) -> date:
    if day is None:
        raise Refused(_("Enter the day of the meeting."), "day")
    if not EARLIEST <= day <= timezone.localdate() + AHEAD:
        raise Refused(_("Enter a day from 1990 on, at most three years ahead."), "day")
    return day


def _refuse_ended(body: Body, day: date) -> None:
    if body.ended_on is not None and body.ended_on <= day:
        raise Refused(_("This body has ended by that day."), "day")


def _refuse_twice(body: Body, starts_at: Any, but: Meeting | None = None) -> None:
    if _meets_then(body, starts_at, but):
        raise Refused(_("This body meets at that time already."), "at")


def _meets_then(body: Body, starts_at: Any, but: Meeting | None = None) -> bool:
    rows = Meeting.objects.filter(body=body, starts_at=starts_at)
    rows = rows.exclude(state=Meeting.State.CANCELLED)
    return bool((rows.exclude(pk=but.pk) if but else rows).exists())
