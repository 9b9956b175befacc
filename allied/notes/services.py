"""Writing, editing and removing notes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record

from . import subjects
from .models import Note

LONGEST = 20_000


@transaction.atomic
def write_note(*, by: Actor, alliance: Alliance, kind: str, object_id: int, text: str) -> Note:
    """Write a note, in the room of the actor's view, on something the actor sees there."""
    demand(by, "notes.write", alliance)
    label = subjects.label_of(by, alliance, kind, object_id)
    if label is None or by.person_id is None:
        raise Refused(_("What this note is on does not exist, or was removed."))
    note = Note.objects.create(
        alliance=alliance, room=current_room(by, alliance), kind=kind, object_id=object_id,
        text=_checked(text), author_id=by.person_id,
    )  # fmt: skip
    _trace("notes.write", by, note, label)
    return note


@transaction.atomic
def edit_note(*, by: Actor, note: Note, version: int, text: str) -> None:
    """Change the text of one's own note; Conflict where it was saved since `version` was read."""
    demand(by, "notes.change", note)
    note.text = _checked(text)
    note.edited_at = timezone.now()
    note.save_over(version, ["text", "edited_at"])
    _trace("notes.edit", by, note)


@transaction.atomic
def remove_note(*, by: Actor, note: Note) -> None:
    """Take one's own note away for good. The trail keeps that there was one, not what it said."""
    demand(by, "notes.change", note)
    _trace("notes.remove", by, note)
    note.delete()


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if "\0" in text:
        raise Refused(_("Null characters are not allowed."), "text")
    if not text:
        raise Refused(_("Write something first."), "text")
    if len(text) > LONGEST:
        raise Refused(_("At most 20,000 characters, please."), "text")
    return text


def _trace(act: str, by: Actor, note: Note, label: str | None = None) -> None:
    """The entry names what the note is on: the text stays in the note."""
    on = label or subjects.label_of(by, note.alliance, note.kind, note.object_id) or note.kind
    record(
        act, by=by, kind="note", object_id=note.pk, label=on, alliance_id=note.alliance_id,
        room_id=note.room_id, on_kind=note.kind, on_id=note.object_id,
    )  # fmt: skip
