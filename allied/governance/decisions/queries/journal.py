"""Reads of the journal: `visible_to` gives an author its own entries and nobody anything else."""

from collections.abc import Sequence

from django.shortcuts import get_object_or_404

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ...models import JournalEntry

MOST = 200


def entries_of(actor: Actor, alliance: Alliance) -> Sequence[JournalEntry]:
    """The author's own entries on the alliance, the latest first."""
    rows = JournalEntry.objects.visible_to(actor).filter(alliance=alliance)
    return list(rows.select_related("decision")[:MOST])


def entry_visible_to(actor: Actor, alliance: Alliance, pk: int) -> JournalEntry:
    rows = JournalEntry.objects.visible_to(actor).filter(alliance=alliance)
    found: JournalEntry = get_object_or_404(rows.select_related("decision", "alliance"), pk=pk)
    return found
