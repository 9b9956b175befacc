"""Reads of notes."""

from collections.abc import Sequence

from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from . import subjects
from .models import Note

PAGE = 50


class NotesOn(Struct, frozen=True):
    """A page of the notes on one subject; `older_than` is where the next one starts, if any."""

    notes: Sequence[Note]
    older_than: int | None


def notes_on(
    actor: Actor, alliance: Alliance, kind: str, object_id: int, before: int | None = None
) -> NotesOn:
    """What the actor sees of the notes on a subject, newest first, a page at a time."""
    rows = Note.objects.visible_to(actor).filter(
        alliance=alliance, kind=kind, object_id=object_id
    )  # fmt: skip
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("author__company").order_by("-pk")[: PAGE + 1])
    for note in found:
        note.alliance = alliance
    return NotesOn(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


class NoteOn(Struct, frozen=True):
    """A note with the name and the page of what it is on."""

    note: Note
    label: str
    url: str


class LatestNotes(Struct, frozen=True):
    notes: Sequence[NoteOn]
    older_than: int | None


def latest_notes(actor: Actor, alliance: Alliance, before: int | None = None) -> LatestNotes:
    """A page of all notes of the alliance, newest first.

    One query, and one for each kind of subject on the page. Notes whose subject the actor does
    not see, such as one that was removed from the map, are left out.
    """
    rows = Note.objects.visible_to(actor).filter(alliance=alliance)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("author__company").order_by("-pk")[: PAGE + 1])
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    on = {(note.kind, note.object_id) for note in found[:PAGE]}
    labels = subjects.labels_of(actor, alliance, on)
    return LatestNotes(
        [
            NoteOn(note, label, subjects.url_of(alliance, note.kind, note.object_id))
            for note in found[:PAGE]
            if (label := labels.get((note.kind, note.object_id))) is not None
        ],
        older,
    )


def note_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Note | None:
    return (
        Note.objects.visible_to(actor)
        .filter(alliance=alliance, pk=pk)
        .select_related("author__company", "alliance")
        .first()
    )
