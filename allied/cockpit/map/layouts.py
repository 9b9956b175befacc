"""Layouts kept in memory: a page does not lay out again what did not change."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from allied.pure.maplayout import Geometry, Layout, Link, Node, lay_out, neighbours_for_walk
from allied.pure.maplayout.model import Key
from allied.pure.maplayout.walk import Way
from allied.strategy.queries import MapData

KEPT = 32  # maps in each process
Walk = Mapping[Key, Mapping[Way, Key | None]]


def layout_of(data: MapData, geometry: Geometry) -> tuple[Layout, Walk]:
    """The layout of a map, its highest perspective as band 0, and where the arrow keys go."""
    links = tuple(Link(link.cause_id, link.effect_id) for link in data.links)
    return laid_out(nodes_of(data), links, len(data.perspectives), geometry)


@lru_cache(maxsize=KEPT)
def laid_out(
    nodes: tuple[Node, ...], links: tuple[Link, ...], bands: int, geometry: Geometry
) -> tuple[Layout, Walk]:
    layout = lay_out(nodes, links, bands, geometry)
    return layout, neighbours_for_walk(layout)


def nodes_of(data: MapData) -> tuple[Node, ...]:
    """The objectives as the layout sees them: band, theme, and the slot of a pin."""
    top = len(data.perspectives) - 1
    bands = {row.pk: top - i for i, row in enumerate(data.perspectives)}
    groups = {row.pk: i for i, row in enumerate(data.themes)}
    counts = Counter(row.perspective_id for row in data.objectives)
    return tuple(
        Node(
            key=row.pk,
            band=bands[row.perspective_id],
            pin=slot(row.pin, counts[row.perspective_id]),
            group=groups.get(row.theme_id, len(groups)),
        )
        for row in data.objectives
    )


def slot(pin: float | None, count: int) -> int | None:
    """The place in a band of `count` that a pin (0 left to 1 right) stands for."""
    return None if pin is None else min(int(pin * count), count - 1)
