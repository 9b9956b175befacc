"""Reads of notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from .models import Note

PAGE = 50


@dataclass(frozen=True, slots=True)
class NotesOn:
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


def note_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Note | None:
    return (
        Note.objects.visible_to(actor)
        .filter(alliance=alliance, pk=pk)
        .select_related("author__company", "alliance")
        .first()
    )
