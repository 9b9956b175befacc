"""What this context adds to the registries below it: notes on an alliance, and shared notes."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances import sharing
from allied.alliances.models import Alliance
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor

from . import subjects
from .models import Note
from .queries import note_visible_to


def register() -> None:
    subjects.register("alliance", labels=_alliance_label)
    sharing.register(
        sharing.Shareable(
            kind="note", model=Note, name=gettext_lazy("note"), find=note_visible_to,
            shown=_shown, objection=_objection, address=_address,
            author_id=lambda note: note.author_id,
        )
    )  # fmt: skip


def _alliance_label(actor: Actor, alliance: Alliance, pks: Collection[int]) -> dict[int, str]:
    seen = alliance.pk in pks and actor.seat_in(alliance.pk) is not None
    return {alliance.pk: alliance.name} if seen else {}


def _shown(note: Note) -> list[sharing.Shown]:
    author = _("%(name)s, %(company)s") % {"name": note.author, "company": note.author.company}
    return [
        sharing.Shown(_("The text"), note.text.splitlines()),
        sharing.Shown(_("Its author and date"), [f"{author}, {note.written_at:%Y-%m-%d}"]),
    ]


def _objection(note: Note, joint: Room) -> str | None:
    """What the note is on must be in the joint room itself, or the note would hint at it."""
    everybody = sharing.looking_from(joint)
    if subjects.label_of(everybody, note.alliance, note.kind, note.object_id) is None:
        return _("What this note is on is in our own room. Share that first.")
    return None


def _address(note: Note) -> str:
    return reverse("notes:list", args=[note.alliance.slug, note.kind, note.object_id])
