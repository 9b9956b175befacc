"""Notes and dissent of a meeting, written by several people at once.

What is dissent is counted with the decision it is about: `dissenting`.
"""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Decision, Meeting, MinuteEntry, Topic
from ...trail import trace
from . import dissenting
from .recording import Held, changed, hold

LONGEST = 10_000
MOST_ENTRIES = 2_000


@transaction.atomic
def write_entry(
    *, by: Actor, meeting: Meeting, text: str, kind: str = MinuteEntry.Kind.NOTE,
    topic: Topic | None = None, whose: str = "", stand: str = "", key: UUID | None = None,
) -> tuple[MinuteEntry, Held]:  # fmt: skip
    """Add a note, or somebody's dissent, which counts as `stand` (no, abstain; empty: no).

    Sent twice with one `key`: one row. `NotCarried` where the decision that was recorded under
    the topic would not have been taken with that dissent.
    """
    held = hold(by, meeting)
    known = MinuteEntry.objects.filter(meeting=held.meeting, key=key).first() if key else None
    if known is not None:
        return known, held
    if MinuteEntry.objects.filter(meeting=held.meeting).count() >= MOST_ENTRIES:
        raise Refused(_("These minutes are full: they hold 2,000 entries."), "text")
    row = MinuteEntry(
        meeting=held.meeting, topic=on_agenda(held.meeting, topic), kind=_kind(kind),
        text=_text(text), key=key or uuid4(), person_id=by.person_id, author=by.name,
    )  # fmt: skip
    dissenting.say_whose(by, row, whose, stand)
    row.decision = dissenting.recorded_under(row)
    row.save()
    dissenting.count(by, row, row.decision)
    changed(by, held)
    trace("write_entry", by, "meeting", held.meeting)
    return row, held


@transaction.atomic
def edit_entry(
    *, by: Actor, entry: MinuteEntry, version: int, text: str, whose: str = "", stand: str = "",
    about: Decision | None = None,
) -> Held:  # fmt: skip
    """Change the words; Conflict where they were changed since `version`.

    Of a dissent also whose it is, how it counts and `about` which decision of the meeting it is;
    none: the next one under its topic.
    """
    held = hold(by, entry.meeting)
    demand(by, "governance.correct_entry", held.meeting.alliance, held.meeting, entry)
    if entry.removed_at is not None:
        raise Refused(_("This entry was removed."), "text")
    before, was_about, was = entry.text, entry.decision, entry.member_id
    entry.text = _text(text)
    dissenting.say_whose(by, entry, whose, stand)
    entry.decision = dissenting.of_meeting(entry, about)
    entry.changed_at = timezone.now()
    entry.save_over(
        version, ["text", "whose", "stand", "member", "decision", "changed_at"]
    )  # fmt: skip
    dissenting.count(by, entry, was_about, entry.decision, was=was)
    changed(by, held)
    changes = {"text": [before[:200], entry.text[:200]]}
    trace("edit_entry", by, "meeting", held.meeting, changes=changes)
    return held


@transaction.atomic
def remove_entry(*, by: Actor, entry: MinuteEntry) -> Held:
    """Take it out of the minutes; it can be put back until they are signed off."""
    return _set_removed(by, entry, "remove_entry", is_removed=True)


@transaction.atomic
def restore_entry(*, by: Actor, entry: MinuteEntry) -> Held:
    """Undo of the removal."""
    return _set_removed(by, entry, "restore_entry", is_removed=False)


def on_agenda(meeting: Meeting, topic: Topic | None) -> Topic | None:
    """The topic if it is one of this meeting. What was on the agenda when it was typed counts."""
    if topic is not None and topic.meeting_id != meeting.pk:
        raise Refused(_("Choose a topic of this meeting."), "topic")
    return topic


def _set_removed(by: Actor, entry: MinuteEntry, act: str, *, is_removed: bool) -> Held:
    held = hold(by, entry.meeting)
    demand(by, "governance.correct_entry", held.meeting.alliance, held.meeting, entry)
    row = MinuteEntry.objects.get(pk=entry.pk)
    if (row.removed_at is not None) == is_removed:
        return held
    row.removed_at = timezone.now() if is_removed else None
    row.save_over(row.version, ["removed_at"])
    dissenting.count(by, row, row.decision)
    changed(by, held)
    trace(act, by, "meeting", held.meeting, text=row.text[:200])
    return held


def _kind(kind: str) -> str:
    if kind not in MinuteEntry.Kind.values:
        raise Refused(_("Choose what it is: a note, a decision, an action or dissent."), "kind")
    return kind


def _text(text: str) -> str:
    kept = paragraphs(text, LONGEST, "text")
    one_line(kept, LONGEST, "text", required=True)
    return kept
