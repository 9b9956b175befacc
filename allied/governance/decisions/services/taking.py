"""A question is answered: what was decided, by whom, under which rule."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.scorecard.initiatives.amounts import checked_day
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Body, Decision, Meeting, Option, Topic
from ...trail import trace
from ..following import follow
from .checking import LONG, refuse_outside_rights
from .editing import held_open
from .raising import raise_decision
from .standing import NotCarried, keep_ballots, note_dissent, outcome_of, stands_on

FIELDS: Final = [
    "state", "decided", "chosen", "meeting", "topic", "taken_at", "recorded_by", "on_the_spot",
    "deciders", "rule", "look_back_on",
]  # fmt: skip


@transaction.atomic
def take_decision(
    *, by: Actor, decision: Decision, version: int, decided: str, chosen: Option | None = None,
    meeting: Meeting | None = None, topic: Topic | None = None,
    taken_at: datetime | None = None, deciders: Sequence[str] = (),
    ballots: Sequence[Mapping[str, Any]] = (), look_back_on: date | None = None,
) -> Decision:  # fmt: skip
    """Record what was decided. Afterwards only a later decision supersedes it.

    `ballots`: how those present stood, as mappings with member (a seat of the body), answer (yes,
    no, abstain, or empty for nothing said) and why. What somebody said for themselves is counted
    as they said it, and so is the dissent that the minutes note beside it. With nobody's stand
    known no vote is counted: it is written down as agreed. Conflict where it was changed since
    `version`; Refused where it is not open, nothing is said or the charter does not allow it;
    `NotCarried` where the rule does not carry it.
    """
    row = held_open(by, decision, "governance.record_decisions", version)
    if chosen is not None and chosen.decision_id != row.pk:
        raise Refused(_("Choose one of its options."), "chosen")
    text = paragraphs(decided, LONG, "decided") or (chosen.title if chosen else "")
    if not text:
        raise Refused(_("Write what was decided, or choose an option."), "decided")
    _refuse_foreign_meeting(row, meeting)
    refuse_outside_rights(by, row)
    row.taken_at = _usable(row, taken_at)
    row.state, row.decided, row.chosen = Decision.State.TAKEN, text, chosen
    row.meeting, row.topic = meeting, topic or _topic_of(row, meeting)
    row.recorded_by_id = by.person_id
    row.look_back_on = _later(row.taken_at, look_back_on)
    row.on_the_spot = is_on_the_spot(row)
    stands = stands_on(row, ballots)
    row.rule = outcome_of(row, stands)
    row.deciders = [one_line(name, 200, "deciders") for name in deciders if name.strip()] or [
        each.member.who for each in stands
    ]
    row.save_over(version, FIELDS)
    keep_ballots(row, stands)
    note_dissent(row)
    _supersede(row)
    trace("take_decision", by, "decision", row)
    follow(by, row)
    return row


@transaction.atomic
def record_decision(
    *, by: Actor, alliance: Alliance, title: str, decided: str, body: Body | None = None,
    meeting: Meeting | None = None, topic: Topic | None = None, key: UUID | None = None,
    **raised: Any,
) -> Decision:  # fmt: skip
    """Raise and take in one: what a meeting decides on the spot. Sent twice with one `key`: once.

    `raised`: whatever else `raise_decision` takes. It lives in the room of the meeting.
    """
    body = body or (meeting.body if meeting else None)
    room = meeting.room if meeting else raised.pop("room", None)
    row = raise_decision(
        by=by, alliance=alliance, title=title, body=body, key=key, **{**raised, "room": room}
    )
    if row.state != Decision.State.OPEN:
        return row
    try:
        return take_decision(
            by=by, decision=row, version=row.version, decided=decided, meeting=meeting,
            topic=topic, taken_at=raised.get("raised_at"),
        )  # fmt: skip
    except NotCarried as refused:
        refused.decision = None  # what was raised for it goes with it
        raise


def is_on_the_spot(row: Decision) -> bool:
    """Raised in the meeting that took it, or taken by the first meeting that had it to decide."""
    meeting = row.meeting
    if meeting is None:
        return False
    if row.raised_at >= (meeting.began_at or meeting.starts_at):
        return True
    topics = Topic.objects.filter(
        source_kind="decision", source_id=row.pk, removed_at=None, meeting__room_id=row.room_id
    ).exclude(meeting__state=Meeting.State.CANCELLED)
    first = topics.order_by("meeting__starts_at", "meeting_id").first()
    return first is not None and first.meeting_id == meeting.pk


def _usable(row: Decision, taken_at: datetime | None) -> datetime:
    """The moment it was taken: not after now, not before it was raised."""
    now = timezone.now()
    moment = taken_at or now
    if moment > now:
        raise Refused(_("It cannot have been decided after today."), "taken_on")
    if timezone.localdate(moment) < timezone.localdate(row.raised_at):
        raise Refused(_("It cannot have been decided before it was raised."), "taken_on")
    return max(moment, row.raised_at)


def _later(taken_at: datetime, day: date | None) -> date | None:
    if day is not None and day <= timezone.localdate(taken_at):
        raise Refused(_("Choose a day after the decision."), "look_back_on")
    return checked_day(day, "look_back_on")


def _topic_of(row: Decision, meeting: Meeting | None) -> Topic | None:
    """The one that the meeting had on its agenda for it."""
    if meeting is None:
        return None
    rows = Topic.objects.filter(meeting=meeting, removed_at=None, source_kind="decision")
    found: Topic | None = rows.filter(source_id=row.pk).first()
    return found


def _refuse_foreign_meeting(row: Decision, meeting: Meeting | None) -> None:
    if meeting is None:
        return
    if meeting.room_id != row.room_id:
        raise Refused(_("Choose a meeting of this room."), "meeting")
    if row.body_id is not None and meeting.body_id != row.body_id:
        raise Refused(_("Choose a meeting of the body that decides."), "meeting")


def _supersede(row: Decision) -> None:
    """The older one of the same matter is over from now on; its text stays as it is."""
    if row.supersedes_id is None:
        return
    old = Decision._base_manager.select_for_update().get(pk=row.supersedes_id)
    if old.state != Decision.State.TAKEN:
        raise Refused(_("The decision that it would supersede is no longer in force."))
    old.state = Decision.State.SUPERSEDED
    old.save_over(old.version, ["state"])
