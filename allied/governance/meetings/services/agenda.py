"""The agenda is written: suggestions taken up, own topics, their order."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.people.models import Person
from allied.strategy.queries import members_of
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Meeting, Topic
from ...trail import trace
from ..suggesting import Suggestion, suggestions_for
from .carrying import next_position
from .held import agenda_changed, held

MOST = 60
LONGEST = 480


@transaction.atomic
def take_up(*, by: Actor, meeting: Meeting, wanted: Collection[str]) -> list[Topic]:
    """Suggestions become topics, with their source, reason, owner and minutes as suggested.

    `wanted`: keys such as objective-12. They are asked of the record anew: what has been settled
    or taken up meanwhile is left out.
    """
    found = held(by, meeting)
    offered = [one for one in suggestions_for(by, found) if one.key in wanted]
    refuse_too_many(found, len(offered))
    place = next_position(found)
    topics = [_topic(by, found, one, place + n) for n, one in enumerate(offered)]
    for topic in topics:
        topic.save()
    if topics:
        agenda_changed(found, meeting)
        trace("take_up", by, "meeting", found, topics=[topic.title for topic in topics])
    return topics


def _topic(by: Actor, meeting: Meeting, one: Suggestion, position: int) -> Topic:
    return Topic(
        meeting=meeting, title=one.title[:200], why=one.why[:2000], source_kind=one.kind,
        source_id=one.id, owner_id=one.owner_id, minutes=one.minutes, wanted=one.wanted,
        position=position, added_by_id=by.person_id, author=by.name,
    )  # fmt: skip


@transaction.atomic
def add_topic(
    *, by: Actor, meeting: Meeting, title: str, why: str = "", owner: Person | None = None,
    minutes: int = 10, wanted: str = Topic.Wanted.DISCUSS,
) -> Topic:  # fmt: skip
    """A topic of one's own at the end of the agenda."""
    found = held(by, meeting)
    refuse_too_many(found, 1)
    topic = Topic(
        meeting=found, title=one_line(title, 200, "title", required=True),
        why=paragraphs(why, 2000, "why"), owner=usable_owner(by, found, owner),
        minutes=usable_minutes(minutes), wanted=usable_wanted(wanted),
        position=next_position(found), added_by_id=by.person_id, author=by.name,
    )  # fmt: skip
    topic.save()
    agenda_changed(found, meeting)
    trace("add_topic", by, "meeting", found, topic=topic.title)
    return topic


@transaction.atomic
def edit_topic(
    *, by: Actor, topic: Topic, version: int, title: str, why: str, owner: Person | None,
    minutes: int, wanted: str,
) -> None:  # fmt: skip
    """Conflict where it was changed since `version`; its source stays."""
    found = held(by, topic.meeting)
    before = (topic.title, topic.why, topic.owner_id, topic.minutes, topic.wanted)
    topic.title = one_line(title, 200, "title", required=True)
    topic.why = paragraphs(why, 2000, "why")
    if owner is None or owner.pk != topic.owner_id:
        topic.owner = usable_owner(by, found, owner)
    topic.minutes, topic.wanted = usable_minutes(minutes), usable_wanted(wanted)
    _refuse_removed(topic)
    topic.save_over(version, ["title", "why", "owner", "minutes", "wanted"])
    if before != (topic.title, topic.why, topic.owner_id, topic.minutes, topic.wanted):
        agenda_changed(found, topic.meeting)
        trace("edit_topic", by, "meeting", found, topic=topic.title)


@transaction.atomic
def move_topic(*, by: Actor, topic: Topic, up: bool) -> None:
    """One place up or down; at an end it stays."""
    found = held(by, topic.meeting)
    rows = _standing(found)
    at = _place_of(topic, rows)
    _lay(by, found, topic, rows, at + (-1 if up else 1))


@transaction.atomic
def place_topic(*, by: Actor, topic: Topic, place: int) -> None:
    """To a place of the agenda, counted from 0."""
    found = held(by, topic.meeting)
    _lay(by, found, topic, _standing(found), place)


@transaction.atomic
def remove_topic(*, by: Actor, topic: Topic, version: int) -> None:
    """Off the agenda; `restore_topic` puts it back where it was."""
    found = held(by, topic.meeting)
    topic.removed_at = timezone.now()
    topic.save_over(version, ["removed_at"])
    agenda_changed(found, topic.meeting)
    trace("remove_topic", by, "meeting", found, topic=topic.title)


@transaction.atomic
def restore_topic(*, by: Actor, topic: Topic) -> None:
    """Undoes a removal. Refused where its source is on the agenda again."""
    found = held(by, topic.meeting)
    current = Topic.objects.get(pk=topic.pk)
    if current.removed_at is None:
        return
    same = _standing(found, even_carried=True)
    source = (current.source_kind, current.source_id)
    if current.source_id and source in {(row.source_kind, row.source_id) for row in same}:
        raise Refused(_("“%(topic)s” is on the agenda again already.") % {"topic": current.title})
    current.removed_at = None
    current.save_over(current.version, ["removed_at"])
    agenda_changed(found, topic.meeting)
    trace("restore_topic", by, "meeting", found, topic=current.title)


def _standing(meeting: Meeting, *, even_carried: bool = False) -> list[Topic]:
    rows = Topic.objects.filter(meeting=meeting, removed_at=None)
    return list(rows if even_carried else rows.exclude(state=Topic.State.CARRIED_OVER))


def _place_of(topic: Topic, rows: list[Topic]) -> int:
    for at, row in enumerate(rows):
        if row.pk == topic.pk:
            return at
    raise Conflict(topic)


def _lay(by: Actor, meeting: Meeting, topic: Topic, rows: list[Topic], place: int) -> None:
    at = _place_of(topic, rows)
    place = max(0, min(place, len(rows) - 1))
    if at == place:
        return
    rows.insert(place, rows.pop(at))
    for position, row in enumerate(rows, start=1):
        row.position = position
    Topic.objects.bulk_update(rows, ["position"])
    agenda_changed(meeting, topic.meeting)
    trace("order_agenda", by, "meeting", meeting, topic=topic.title)


def _refuse_removed(topic: Topic) -> None:
    if topic.removed_at is not None:
        raise Conflict(topic)


def refuse_too_many(meeting: Meeting, more: int) -> None:
    if len(_standing(meeting)) + more > MOST:
        raise Refused(_("An agenda holds at most %(most)d topics.") % {"most": MOST})


def usable_owner(by: Actor, meeting: Meeting, owner: Person | None) -> Person | None:
    """Somebody with a role on the alliance today; in our room, of our side."""
    if owner is None:
        return None
    people = {person.pk: person for person in members_of(meeting.alliance, by)}
    partner = meeting.room.partner
    if owner.pk not in people:
        raise Refused(_("Choose somebody of this alliance."), "owner")
    if partner is not None and owner.company_id != partner.company_id:
        raise Refused(_("In our room, choose somebody of our side."), "owner")
    return owner


def usable_minutes(minutes: int) -> int:
    if not 0 < minutes <= LONGEST:
        raise Refused(_("Enter from 1 to 480 minutes."), "minutes")
    return minutes


def usable_wanted(wanted: str) -> str:
    if wanted not in Topic.Wanted.values:
        raise Refused(_("Choose what is wanted."), "wanted")
    return wanted
