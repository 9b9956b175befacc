"""Layouts kept in memory: a page does not lay out again what did not change."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.core.cache import cache

from allied.pure.maplayout import Geometry, Layout, Link, Node, lay_out
from allied.strategy.queries import MapData

KEPT_FOR = 24 * 3600  # seconds
VERSION = 1  # of the layout: counts up when `pure.maplayout` draws the same map anew


def layout_of(data: MapData, geometry: Geometry) -> Layout:
    """The layout of a map; the highest perspective is band 0."""
    nodes, links = _nodes(data), [Link(link.cause_id, link.effect_id) for link in data.links]
    bands = len(data.perspectives)
    pairs = sorted((link.cause, link.effect) for link in links)
    said = repr((VERSION, nodes, pairs, bands, geometry))
    key = f"cockpit.map.{sha256(said.encode()).hexdigest()}"
    found: Layout | None = cache.get(key)
    if found is None:
        found = lay_out(nodes, links, bands, geometry)
        cache.set(key, found, KEPT_FOR)
    return found


def _nodes(data: MapData) -> list[Node]:
    top = len(data.perspectives) - 1
    bands = {row.pk: top - i for i, row in enumerate(data.perspectives)}
    groups = {row.pk: i for i, row in enumerate(data.themes)}
    counts = _counts([bands[o.perspective_id] for o in data.objectives])
    return [
        Node(
            key=row.pk,
            band=bands[row.perspective_id],
            pin=slot(row.pin, counts[bands[row.perspective_id]]),
            group=groups.get(row.theme_id, len(groups)),
        )
        for row in data.objectives
    ]


def slot(pin: float | None, count: int) -> int | None:
    """The place in a band of `count` that a pin (0 left to 1 right) stands for."""
    return None if pin is None else min(int(pin * count), count - 1)


def _counts(bands: Sequence[int]) -> Mapping[int, int]:
    return {band: bands.count(band) for band in set(bands)}
