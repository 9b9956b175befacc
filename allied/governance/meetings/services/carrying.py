"""Topics that a meeting did not come to go to the next one."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...models import Meeting, Paper, Topic
from ...trail import trace
from .held import agenda_changed, fast, held


@transaction.atomic
def carry_over(*, by: Actor, topic: Topic, version: int, to: Meeting) -> Topic:
    """The topic stands on the agenda of a later meeting of the body, with its source and papers.

    Here it is marked as carried over. Conflict where it was changed since `version`.
    """
    demand(by, "governance.prepare_meetings", topic.meeting.alliance)
    found = fast(topic.meeting)
    if found.is_locked:
        raise Refused(_("This meeting is closed."))
    target = _target(by, found, to)
    current = Topic.objects.get(pk=topic.pk)
    if current.version != version or current.removed_at is not None:
        raise Conflict(current)
    carried = _carry(by, current, target)
    if found.is_prepared:
        agenda_changed(found, topic.meeting)
    agenda_changed(target, to)
    trace("carry_over", by, "meeting", target, topic=current.title)
    return carried


def carry_all(by: Actor, meeting: Meeting, to: Meeting) -> list[Topic]:
    """All open topics, in their order. Inside a transaction that holds the meeting."""
    target = _target(by, meeting, to)
    rows = meeting.topics.filter(removed_at=None, state=Topic.State.OPEN)
    carried = [_carry(by, topic, target) for topic in rows]
    if carried:
        agenda_changed(target, to)
        trace("carry_over", by, "meeting", target, topics=[row.title for row in carried])
    return carried


def _target(by: Actor, meeting: Meeting, to: Meeting) -> Meeting:
    if to.body_id != meeting.body_id or to.pk == meeting.pk:
        raise Refused(_("Choose another meeting of the same body."), "carry_to")
    return held(by, to)


def _carry(by: Actor, topic: Topic, target: Meeting) -> Topic:
    there = target.topics.filter(
        removed_at=None, source_kind=topic.source_kind, source_id=topic.source_id
    )
    carried = there.first() if topic.source_id is not None else None
    if carried is None:
        carried = Topic.objects.create(
            meeting=target, position=next_position(target), added_by_id=by.person_id,
            author=by.name, **{name: getattr(topic, name) for name in CARRIED},
        )  # fmt: skip
    Paper.objects.bulk_create(
        Paper(
            meeting=target, topic=carried, name=paper.name, url=paper.url,
            added_by_id=paper.added_by_id, added_at=paper.added_at,
        )
        for paper in Paper.objects.filter(topic=topic, removed_at=None)
    )  # fmt: skip
    topic.state = Topic.State.CARRIED_OVER
    topic.save_over(topic.version, ["state"])
    return carried


CARRIED = ("title", "why", "source_kind", "source_id", "owner", "minutes", "wanted")


def next_position(meeting: Meeting) -> int:
    last: int | None = meeting.topics.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1
