"""Reads that only the API makes; all others are the pages' own."""

from collections.abc import Collection, Sequence

from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.scorecard.models import Measure, Reading


def measures_to_record(
    actor: Actor, alliance: Alliance, pks: Collection[int]
) -> dict[int, Measure]:
    """Those of the measures that the actor sees on this alliance's scorecard, by id."""
    rows = Measure.objects.visible_to(actor).filter(alliance=alliance, removed_at=None)
    return {measure.pk: measure for measure in rows.filter(pk__in=pks)}


class ReadingsPage(Struct, frozen=True):
    """Readings, the last entered first; `older` is where the next page starts, if there is one."""

    readings: Sequence[Reading]
    older: int | None


def readings_page(
    actor: Actor, measure: Measure, *, limit: int, before: int | None, corrected: bool
) -> ReadingsPage:
    """`before`: readings entered before the one of this id. `corrected`: those too."""
    rows = Reading.objects.visible_to(actor).filter(measure=measure).select_related("author")
    if not corrected:
        rows = rows.filter(is_current=True)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    older = found[limit - 1].pk if len(found) > limit else None
    return ReadingsPage(found[:limit], older)
