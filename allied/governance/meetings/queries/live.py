"""The page of a meeting while it is held: the agenda with its clock and what was recorded."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from msgspec import Struct, field

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import allowed

from ...decisions.tallying import Stood, rule_in_words, who_stood_how
from ...models import (
    Action,
    Attendance,
    BodyMember,
    Decision,
    Meeting,
    MinuteEntry,
    SignOff,
    Topic,
)
from .attendance import Present, attendance_of

NOTE, DISSENT, DECISION, ACTION = "note", "dissent", "decision", "action"


class Recorded(Struct, frozen=True):
    """One line of the record, of whatever kind. `changes`: whether this reader may change it."""

    kind: str
    pk: int
    text: str
    author: str
    at: datetime
    changes: bool
    is_changed: bool = False
    whose: str = ""
    number: int | None = None
    rule: str = ""
    details: str = ""
    owner: str = ""
    due_on: Any = None
    state: str = ""
    stand: str = ""
    stood: Sequence[Stood] = ()

    @property
    def is_entry(self) -> bool:
        return self.kind in {NOTE, DISSENT}


class Point(Struct):
    """A topic with its clock, and what was recorded under it in the order of writing."""

    topic: Topic
    number: int
    record: list[Recorded] = field(default_factory=list)

    @property
    def is_at_hand(self) -> bool:
        return self.topic.running_since is not None

    @property
    def planned_seconds(self) -> int:
        return self.topic.minutes * 60

    @property
    def used_seconds(self) -> int:
        """Until now."""
        since = self.topic.running_since
        running = max(0, int((timezone.now() - since).total_seconds())) if since else 0
        return self.topic.used_seconds + running

    @property
    def used(self) -> str:
        return f"{self.used_seconds // 60}:{self.used_seconds % 60:02d}"

    @property
    def is_over(self) -> bool:
        return self.used_seconds > self.planned_seconds

    @property
    def counts(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for each in self.record:
            found[each.kind] += 1
        return dict(found)


class Live(Struct):
    meeting: Meeting
    points: list[Point]
    general: list[Recorded]
    present: Present

    @property
    def at_hand(self) -> Point | None:
        return next((point for point in self.points if point.is_at_hand), None)

    @property
    def before(self) -> Point | None:
        """The topic before the one at hand."""
        at = self._place()
        return self.points[at - 1] if at else None

    @property
    def after(self) -> Point | None:
        """The next one that is open; while there is a break, the first."""
        at = self._place()
        later = self.points if at is None else self.points[at + 1 :]
        return next((p for p in later if p.topic.state == Topic.State.OPEN), None)

    @property
    def ends_at(self) -> datetime:
        return self.meeting.starts_at + timedelta(minutes=self.meeting.minutes)

    def _place(self) -> int | None:
        return next((n for n, point in enumerate(self.points) if point.is_at_hand), None)


def meeting_to_hold(actor: Actor, alliance: Alliance, pk: int) -> Meeting:
    """404 where the actor sees no such meeting."""
    rows = Meeting.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    found = rows.select_related("alliance", "room", "body").first()
    if found is None:
        raise Http404
    return found


def may_go_on(actor: Actor, meeting: Meeting) -> bool:
    """Ended, and nobody has answered the minutes yet."""
    answered = SignOff.objects.visible_to(actor).filter(meeting=meeting)
    return meeting.state == Meeting.State.ENDED and not answered.exists()


def entry_visible_to(actor: Actor, meeting: Meeting, pk: int) -> MinuteEntry:
    return _one(MinuteEntry.objects.visible_to(actor).filter(meeting=meeting, pk=pk), meeting)


def guest_visible_to(actor: Actor, meeting: Meeting, pk: int) -> Attendance:
    rows = Attendance.objects.visible_to(actor).filter(meeting=meeting, pk=pk, is_guest=True)
    return _one(rows, meeting)


def topic_visible_to(actor: Actor, meeting: Meeting, pk: int) -> Topic:
    return _one(Topic.objects.visible_to(actor).filter(meeting=meeting, pk=pk), meeting)


def members_visible_to(actor: Actor, meeting: Meeting, pks: list[int]) -> list[BodyMember]:
    rows = BodyMember.objects.visible_to(actor).filter(body=meeting.body_id, pk__in=pks)
    return list(rows.select_related("person"))


def decision_visible_to(actor: Actor, meeting: Meeting, pk: int) -> Decision:
    """One of the room; whether it stands in these minutes, the service asks."""
    return _one(Decision.objects.visible_to(actor).filter(room=meeting.room_id, pk=pk))


def action_visible_to(actor: Actor, meeting: Meeting, pk: int) -> Action:
    return _one(Action.objects.visible_to(actor).filter(room=meeting.room_id, pk=pk))


def live_of(actor: Actor, meeting: Meeting) -> Live:
    """The whole page in seven queries, however much was recorded. The tick is read with the
    meeting, before the rest: what happens between is asked for again."""
    points = [Point(topic, n) for n, topic in enumerate(topics_of(actor, meeting), start=1)]
    under = {point.topic.pk: point.record for point in points}
    general: list[Recorded] = []
    for topic_id, line in recorded_in(actor, meeting):
        under.get(topic_id or 0, general).append(line)
    return Live(meeting, points, general, attendance_of(actor, meeting))


def topics_of(actor: Actor, meeting: Meeting) -> list[Topic]:
    rows = Topic.objects.visible_to(actor).filter(meeting=meeting, removed_at__isnull=True)
    return list(rows.select_related("owner"))


def raised_visible_to(actor: Actor, meeting: Meeting, pk: int) -> Topic:
    """A topic raised in the meeting, also one taken back; else 404."""
    rows = Topic.objects.visible_to(actor).filter(meeting=meeting, is_raised=True)
    found: Topic = get_object_or_404(rows, pk=pk)
    return found


def is_recorded_under(actor: Actor, topic: Topic) -> bool:
    """Whether an entry, a decision or an action of the meeting stands under a topic."""
    return any(topic_id == topic.pk for topic_id, _ in recorded_in(actor, topic.meeting))


def recorded_in(actor: Actor, meeting: Meeting) -> list[tuple[int | None, Recorded]]:
    """Everything recorded, with its topic, in the order of writing. Three queries."""
    lines: list[tuple[int | None, Recorded]] = []
    for entry in MinuteEntry.objects.visible_to(actor).filter(meeting=meeting, removed_at=None):
        lines.append((entry.topic_id, _of_entry(actor, meeting, entry)))
    for decision in decisions_of(actor, meeting).select_related("recorded_by"):
        lines.append((decision.topic_id, _of_decision(actor, meeting, decision)))
    for action in actions_of(actor, meeting).select_related("owner", "promised_by"):
        lines.append((action.topic_id, _of_action(actor, meeting, action)))
    return sorted(lines, key=lambda each: (each[1].at, each[1].pk))


def decisions_of(actor: Actor, meeting: Meeting) -> Any:
    rows = Decision.objects.visible_to(actor).filter(meeting=meeting)
    return rows.exclude(state=Decision.State.WITHDRAWN).order_by("number")


def actions_of(actor: Actor, meeting: Meeting) -> Any:
    return Action.objects.visible_to(actor).filter(meeting=meeting).order_by("id")


def _of_entry(actor: Actor, meeting: Meeting, row: MinuteEntry) -> Recorded:
    changes = allowed(actor, "governance.correct_entry", meeting.alliance, meeting, row)
    return Recorded(
        row.kind, row.pk, row.text, row.author, row.at, changes, row.changed_at is not None,
        whose=row.whose, stand=row.stand,
    )  # fmt: skip


def _of_decision(actor: Actor, meeting: Meeting, row: Decision) -> Recorded:
    author = row.recorded_by.name if row.recorded_by else ""
    return Recorded(
        DECISION, row.pk, row.decided or row.title, author, row.taken_at or row.raised_at,
        _corrects(actor, meeting, row.recorded_by_id), number=row.number, state=row.state,
        rule=rule_in_words(row.rule) or meeting.body.rule,
        stood=who_stood_how(row.rule, counted=True),
    )  # fmt: skip


def _of_action(actor: Actor, meeting: Meeting, row: Action) -> Recorded:
    author = row.promised_by.name if row.promised_by else ""
    return Recorded(
        ACTION, row.pk, row.title, author, row.promised_at,
        row.state == Action.State.OPEN and _corrects(actor, meeting, row.promised_by_id),
        details=row.details, owner=row.owner.name, due_on=row.first_due_on, state=row.state,
    )  # fmt: skip


def _corrects(actor: Actor, meeting: Meeting, author_id: int | None) -> bool:
    return allowed(actor, "governance.correct_outcome", meeting.alliance, meeting, author_id)


def _one(rows: Any, meeting: Meeting | None = None) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    if meeting is not None:
        found.meeting = meeting
    return found
