"""Begin a meeting, go through its agenda, end it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused

from ...models import Meeting, SignOff, Topic
from ...trail import trace
from .recording import State, changed, hold

FIRST = frozenset({State.PLANNED, State.AGREED})
UNDER_WAY, ENDED = frozenset({State.UNDER_WAY}), frozenset({State.ENDED})


@transaction.atomic
def begin_meeting(*, by: Actor, meeting: Meeting, at: datetime | None = None) -> Meeting:
    """The clock starts with the first topic. A meeting that somebody else just began goes on."""
    held = hold(by, meeting, states=FIRST | UNDER_WAY)
    row = held.meeting
    if row.state == State.UNDER_WAY:
        return row
    row.state, row.began_at = State.UNDER_WAY, at or timezone.now()
    row.save_over(row.version, ["state", "began_at"])
    first = _topics(row).filter(state=Topic.State.OPEN).first()
    if first is not None:
        _start(first, row.began_at)
    changed(by, held)
    trace("begin_meeting", by, "meeting", row)
    return row


@transaction.atomic
def go_to_topic(
    *, by: Actor, meeting: Meeting, topic: Topic | None, leave: str = "",
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Make it the topic at hand; none is a break. `leave`: how the topic before it was left."""
    held = hold(by, meeting, states=UNDER_WAY)
    moment = at or timezone.now()
    wanted = _of_meeting(held.meeting, topic)
    at_hand = _topics(held.meeting).filter(running_since__isnull=False).first()
    if at_hand is not None and at_hand == wanted:
        return
    if at_hand is not None:
        _stop(at_hand, moment, leave)
    if wanted is not None:
        wanted.state = Topic.State.OPEN
        _start(wanted, moment)
    changed(by, held)


@transaction.atomic
def set_topic_state(*, by: Actor, topic: Topic, state: str) -> None:
    """Open, done or carried over, of any topic while minutes are taken."""
    held = hold(by, topic.meeting)
    row = _of_meeting(held.meeting, topic)
    if row is None or state not in Topic.State.values:
        raise Refused(_("Choose what became of the topic."))
    if row.state == state:
        return
    row.state = state
    row.save_over(row.version, ["state"])
    changed(by, held)


@transaction.atomic
def end_meeting(*, by: Actor, meeting: Meeting, at: datetime | None = None) -> Meeting:
    """The minutes are there. What was dealt with is done, what was not reached is carried over."""
    held = hold(by, meeting, states=UNDER_WAY | ENDED)
    row, moment = held.meeting, at or timezone.now()
    if row.state == State.ENDED:
        return row
    for topic in _topics(row).filter(state=Topic.State.OPEN):
        dealt_with = topic.began_at is not None
        _stop(topic, moment, Topic.State.DONE if dealt_with else Topic.State.CARRIED_OVER)
    for topic in _topics(row).filter(running_since__isnull=False):
        _stop(topic, moment, "")
    changed(by, held)
    row.state, row.ended_at = State.ENDED, moment
    row.save_over(row.version, ["state", "ended_at"])
    trace("end_meeting", by, "meeting", row)
    return row


@transaction.atomic
def resume_meeting(*, by: Actor, meeting: Meeting) -> Meeting:
    """It goes on after all: ended too early. Not once somebody has answered the minutes."""
    held = hold(by, meeting, states=ENDED | UNDER_WAY)
    row = held.meeting
    if row.state == State.UNDER_WAY:
        return row
    if SignOff.objects.filter(meeting=row).exists():
        raise Refused(_("A partner has answered the minutes already. Correct them instead."))
    changed(by, held)
    row.state, row.ended_at = State.UNDER_WAY, None
    row.save_over(row.version, ["state", "ended_at"])
    trace("resume_meeting", by, "meeting", row)
    return row


def _topics(meeting: Meeting) -> Any:
    return Topic.objects.filter(meeting=meeting, removed_at__isnull=True)


def _of_meeting(meeting: Meeting, topic: Topic | None) -> Topic | None:
    if topic is None:
        return None
    found: Topic | None = _topics(meeting).filter(pk=topic.pk).first()
    if found is None:
        raise Refused(_("This topic is not on the agenda any more."))
    return found


def _start(topic: Topic, moment: datetime) -> None:
    topic.running_since = moment
    topic.began_at = topic.began_at or moment
    topic.save_over(topic.version, ["running_since", "began_at", "state"])


def _stop(topic: Topic, moment: datetime, state: str) -> None:
    if topic.running_since is not None:
        topic.used_seconds += max(0, int((moment - topic.running_since).total_seconds()))
        topic.running_since = None
    if state in Topic.State.values:
        topic.state = state
    topic.save_over(topic.version, ["running_since", "used_seconds", "state"])
