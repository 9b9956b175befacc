"""Two versions on one map, and the same as a table."""

from collections.abc import Sequence

from msgspec import Struct

from allied.agreement.compare import Comparison, compared
from allied.agreement.document import FrozenMap, thawed
from allied.agreement.models import MapVersion
from allied.agreement.queries import working_map
from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ..map.drawn import Drawing
from .drawn import both, compared_drawing, themes_named
from .forms import WORKING
from .sentences import differing_sentence


class ComparePage(Struct, frozen=True):
    """`before` and `after` are None for the working map."""

    before: MapVersion | None
    after: MapVersion | None
    comparison: Comparison
    answer: str
    drawing: Drawing
    legend: Sequence[tuple[str, int, str]]
    signs: Sequence[str]


def compare_page(
    alliance: Alliance, actor: Actor, rows: Sequence[MapVersion], *, before: str, after: str
) -> ComparePage:
    """The documents of the two are read only here, each in a query of its own."""
    known = {str(row.pk): row for row in rows}
    maps = {key: _map(alliance, actor, known.get(key)) for key in {before, after}}
    old, new = maps[before], maps[after]
    found = compared(old, new)
    used = {act for row in found.objectives for act in row.acts}
    used |= {link.act for link in found.links}
    order = ("added", "removed", "moved", "reworded", "changed")
    return ComparePage(
        before=known.get(before) if before != WORKING else None,
        after=known.get(after) if after != WORKING else None,
        comparison=found,
        answer=differing_sentence(found),
        drawing=compared_drawing(old, new, found),
        legend=themes_named(both(old, new)),
        signs=[sign for sign in order if sign in used],
    )


def _map(alliance: Alliance, actor: Actor, version: MapVersion | None) -> FrozenMap:
    return thawed(version.document) if version else working_map(alliance, actor)
