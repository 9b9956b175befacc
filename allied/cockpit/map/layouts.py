"""Layouts kept in memory: a page does not lay out again what did not change."""

from functools import lru_cache

from allied.pure.maplayout import Geometry, Layout, Link, Node, lay_out
from allied.pure.maplayout.model import Key
from allied.strategy.placement import nodes_of, order_of
from allied.strategy.queries import MapData

KEPT = 32  # maps in each process
Stood = tuple[tuple[Key, ...], ...] | None


def layout_of(data: MapData, geometry: Geometry) -> Layout:
    """The layout of a map, its highest perspective as band 0.

    Drawn in the order that was kept with the last change.
    """
    links = tuple(Link(link.cause_id, link.effect_id) for link in data.links)
    order = order_of(data.strategy_map.placement, data.perspectives)
    stood = None if order is None else tuple(tuple(keys) for keys in order)
    nodes = nodes_of(data.perspectives, data.themes, data.objectives)
    return laid_out(nodes, links, len(data.perspectives), geometry, stood)


@lru_cache(maxsize=KEPT)
def laid_out(
    nodes: tuple[Node, ...], links: tuple[Link, ...], bands: int, geometry: Geometry, stood: Stood
) -> Layout:
    order = None if stood is None else [list(keys) for keys in stood]
    return lay_out(nodes, links, bands, geometry, order)
