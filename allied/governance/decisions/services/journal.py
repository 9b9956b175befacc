"""The journal, its author's alone. Nothing here is written to the trail, not even that it is."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Decision, JournalEntry

PARTS: Final = ("before", "after", "surprised", "reactions")
FIELDS: Final = ("title", *PARTS)


@transaction.atomic
def write_entry(
    *, by: Actor, alliance: Alliance, title: str = "", decision: Decision | None = None,
    **parts: str,
) -> JournalEntry:  # fmt: skip
    """A new entry, about a decision that the author sees or about anything."""
    demand(by, "governance.keep_journal", alliance)
    if decision is not None and decision.room_id not in by.room_ids:
        raise PermissionDenied("governance.keep_journal")
    assert by.person_id is not None  # who keeps a journal is a person
    entry = JournalEntry(alliance=alliance, person_id=by.person_id, decision=decision)
    _set(entry, title or (decision.title if decision else ""), parts)
    entry.save()
    return entry


@transaction.atomic
def edit_entry(
    *, by: Actor, entry: JournalEntry, version: int, title: str, **parts: str
) -> JournalEntry:
    """Change one's own entry; Conflict where it was saved in another window since `version`."""
    _own(by, entry)
    _set(entry, title or (entry.decision.title if entry.decision else ""), parts)
    entry.changed_at = timezone.now()
    entry.save_over(version, [*FIELDS, "changed_at"])
    return entry


@transaction.atomic
def remove_entry(*, by: Actor, entry: JournalEntry) -> None:
    """Take one's own entry away for good."""
    _own(by, entry)
    entry.delete()


def _own(by: Actor, entry: JournalEntry) -> None:
    demand(by, "governance.keep_journal", entry.alliance)
    if not JournalEntry.objects.visible_to(by).filter(pk=entry.pk).exists():
        raise PermissionDenied("governance.keep_journal")


def _set(entry: JournalEntry, title: str, parts: dict[str, Any]) -> None:
    if unknown := set(parts) - set(PARTS):
        raise TypeError(f"an entry has no {', '.join(sorted(unknown))}")
    entry.title = one_line(title, 200, "title", required=True)
    for name, text in parts.items():
        setattr(entry, name, paragraphs(text, 8000, name))
    if not any(getattr(entry, name) for name in PARTS):
        raise Refused(_("Write something first."), "before")
