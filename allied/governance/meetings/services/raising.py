"""A topic that comes up in the meeting itself: nobody had prepared it, and it says so."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.people.models import Person
from allied.strategy.services.texts import one_line

from ...models import Meeting, Topic
from ...trail import trace
from ..queries.live import is_recorded_under
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


@transaction.atomic
def take_back_topic(*, by: Actor, meeting: Meeting, topic: Topic) -> Held:
    """One raised by mistake goes again, as long as it was not taken up and nothing stands under
    it."""
    held = hold(by, meeting)
    row = Topic.objects.get(pk=topic.pk, meeting=held.meeting)
    if not row.is_raised:
        raise Refused(_("It was on the agenda: only a topic raised in the meeting goes again."))
    if row.began_at or is_recorded_under(by, row):
        raise Refused(_("It was taken up, or something is recorded under it: it stays."))
    return _set_aside(by, held, row, "take_back_topic", is_back=False)


@transaction.atomic
def put_back_topic(*, by: Actor, meeting: Meeting, topic: Topic) -> Held:
    """As it was, where it was."""
    held = hold(by, meeting)
    row = Topic.objects.get(pk=topic.pk, meeting=held.meeting)
    if row.removed_at:
        refuse_too_many(held.meeting, 1)
    return _set_aside(by, held, row, "put_back_topic", is_back=True)


def _set_aside(by: Actor, held: Held, row: Topic, act: str, *, is_back: bool) -> Held:
    if bool(row.removed_at) is not is_back:
        return held
    row.removed_at = None if is_back else timezone.now()
    row.save(update_fields=["removed_at"])
    trace(act, by, "meeting", held.meeting, topic=row.title)
    return changed(by, held)
