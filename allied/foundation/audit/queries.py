"""Reads of the trail."""

from collections.abc import Sequence

from msgspec import Struct

from allied.foundation.access.actor import Actor

from .models import Entry

PAGE = 50


class TrailPage(Struct, frozen=True):
    """Entries, newest first; `older_than` is where the next page starts, if there is one."""

    entries: Sequence[Entry]
    older_than: int | None


def trail(
    actor: Actor,
    alliance_id: int,
    *,
    user_id: int | None = None,
    kind: str = "",
    before: int | None = None,
) -> TrailPage:
    """A page of what the actor sees of the trail of one alliance."""
    rows = Entry.objects.visible_to(actor).filter(alliance_id=alliance_id)
    if user_id is not None:
        rows = rows.filter(user_id=user_id)
    if kind:
        rows = rows.filter(kind=kind)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return TrailPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)
