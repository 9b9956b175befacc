"""A topic that comes up in the meeting itself: nobody had prepared it, and it says so."""

from uuid import UUID

from django.db import transaction

from allied.foundation.access.actor import Actor
from allied.people.models import Person
from allied.strategy.services.texts import one_line

from ...models import Meeting, Topic
from ...trail import trace
from .agenda import refuse_too_many, usable_minutes, usable_owner, usable_wanted
from .carrying import next_position
from .recording import Held, State, changed, hold


@transaction.atomic
def raise_topic(
    *, by: Actor, meeting: Meeting, title: str, wanted: str = Topic.Wanted.DISCUSS,
    minutes: int = 10, owner: Person | None = None, key: UUID | None = None,
) -> tuple[Topic, Held]:  # fmt: skip
    """At the end of the agenda, by whoever writes there. Sent twice with one `key`: one row.

    One that comes in after the meeting has ended was not dealt with: it is carried over.
    """
    held = hold(by, meeting)
    row = held.meeting
    known = Topic.objects.filter(meeting=row, key=key).first() if key else None
    if known is not None:
        return known, held
    refuse_too_many(row, 1)
    is_over = row.state == State.ENDED
    topic = Topic.objects.create(
        meeting=row, title=one_line(title, 200, "title", required=True),
        wanted=usable_wanted(wanted), minutes=usable_minutes(minutes),
        owner=usable_owner(by, row, owner), position=next_position(row), is_raised=True, key=key,
        state=Topic.State.CARRIED_OVER if is_over else Topic.State.OPEN,
        added_by_id=by.person_id, author=by.name,
    )  # fmt: skip
    changed(by, held)
    trace("raise_topic", by, "meeting", row, topic=topic.title)
    return topic, held
