"""Links that run upwards or within a band: which gaps they take, and their curves.

A link leaves the top edge of its cause and enters the bottom edge of its effect. On its way it
passes between the boxes of every row it crosses, upright, so that it never runs behind a box. A
link within one row is an arc in the gap above it, from top edge to top edge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .frame import Row
from .model import Box, Geometry, Key, Kind, Link, LinkPath, sort_key
from .pen import Pen

PORT_GAP = 14  # px between two links at one edge of a box, if the edge is long enough
EDGE_REST = 24  # px at each end of an edge that links keep clear
ARC_RISE = 16.0  # px, the least rise of an arc; wider arcs rise more


@dataclass(slots=True)
class Route:
    """A link on its way: the rows it passes, from the cause, with the x where it passes each."""

    link: Link
    kind: Kind
    cause: Box
    effect: Box
    falls: bool  # from a row to the same or a lower one of its band: starts with an arc
    passes: list[tuple[int, float]] = field(default_factory=list)
    start: float = 0.0
    end: float = 0.0


def plan(
    link: Link, boxes: Mapping[Key, Box], rows: list[Row], bends: Mapping[int, int], width: int
) -> Route:
    """Choose the corridor in every row that the link passes.

    bends: x of the place kept for the link, by band; elsewhere the straight line is followed.
    """
    cause, effect = boxes[link.cause], boxes[link.effect]
    number = {row.top: i for i, row in enumerate(rows)}
    here, there = number[cause.y], number[effect.y]
    falls = here <= there
    kind: Kind = "level" if cause.band == effect.band else "up"
    if cause.band - effect.band > 1:
        kind = "long"
    route = Route(link, kind, cause, effect, falls)
    x, y = float(cause.middle), cause.y
    goal = effect.y if falls else effect.y + effect.height
    for index in range(here, there) if falls else range(here - 1, there, -1):
        row = rows[index]
        middle = (row.top + row.bottom) / 2
        part = 1.0 if falls else (middle - y) / ((goal - y) or 1)
        wanted = bends.get(row.band, x + (effect.middle - x) * part)
        gap = nearest(row.corridors(0, width), wanted)
        x, y = min(max(wanted, gap[0]), gap[1]), row.top
        route.passes.append((index, x))
    return route


def nearest(corridors: list[tuple[int, int]], x: float) -> tuple[int, int]:
    """The corridor that x lies in or is least far from."""
    return min(corridors, key=lambda gap: max(gap[0] - x, x - gap[1], 0.0))


def set_apart(routes: list[Route], rows: list[Row], width: int, lane: int) -> None:
    """Where several links take one corridor, let them run side by side."""
    users: dict[tuple[int, tuple[int, int]], list[tuple[Route, int]]] = {}
    for route in routes:
        for step, (row, x) in enumerate(route.passes):
            gap = nearest(rows[row].corridors(0, width), x)
            users.setdefault((row, gap), []).append((route, step))
    for (row, gap), group in users.items():
        if len(group) > 1:
            group.sort(key=lambda use: (use[0].passes[use[1]][1], ahead(*use)))
            wanted = sum(route.passes[step][1] for route, step in group) / len(group)
            for (route, step), x in zip(group, abreast(wanted, gap, len(group), lane), strict=True):
                route.passes[step] = (row, x)


def ahead(route: Route, step: int) -> tuple[float, float]:
    """Where a link goes next and where it came from: neighbours in a corridor sort by it."""
    after = route.passes[step + 1][1] if step + 1 < len(route.passes) else route.effect.middle
    return float(after), float(route.cause.middle)


def abreast(wanted: float, gap: tuple[int, int], count: int, lane: int) -> list[float]:
    """`count` places a lane apart (less where the gap is narrow) about a wanted middle."""
    step = min(lane, (gap[1] - gap[0]) / (count - 1))
    half = step * (count - 1) / 2
    middle = min(max(wanted, gap[0] + half), gap[1] - half)
    return [middle - half + step * i for i in range(count)]


def set_ports(routes: list[Route]) -> None:
    """Spread the links that meet at one edge of a box, in the order in which they fan out."""
    edges: dict[tuple[int, int, bool], list[tuple[tuple[int, float], int, bool]]] = {}
    for index, route in enumerate(routes):
        top = (route.cause.x, route.cause.y, True)
        edges.setdefault(top, []).append((leaving(route), index, True))
        foot = (route.effect.x, route.effect.y, route.falls)
        edges.setdefault(foot, []).append((entering(route), index, False))
    for (left, _, _), ends in edges.items():
        ends.sort()
        box = routes[ends[0][1]].cause if ends[0][2] else routes[ends[0][1]].effect
        for (_, index, starts), x in zip(ends, ports(left, box.width, len(ends)), strict=True):
            if starts:
                routes[index].start = x
            else:
                routes[index].end = x


def ports(left: int, width: int, count: int) -> list[float]:
    """x of `count` links at an edge, about its middle."""
    step = min(PORT_GAP, max(0, width - 2 * EDGE_REST) / max(1, count - 1))
    return [left + width / 2 + step * (i - (count - 1) / 2) for i in range(count)]


def leaving(route: Route) -> tuple[int, float]:
    """Place of a link among those at the top of its cause: arcs outside, the nearest outermost."""
    x = route.passes[0][1] if route.passes else float(route.effect.middle)
    return fan(x, route.cause.middle) if route.falls else (1, x)


def entering(route: Route) -> tuple[int, float]:
    """Place of a link among those at its edge of the effect."""
    x = route.passes[-1][1] if route.passes else float(route.cause.middle)
    return fan(x, route.effect.middle) if route.falls else (1, x)


def fan(x: float, middle: int) -> tuple[int, float]:
    """Arcs to the left come first, to the right last; on each side the nearest is outermost."""
    return (0 if x < middle else 2), -x


def draw(route: Route, rows: list[Row], geometry: Geometry) -> LinkPath:
    """The curve of a route."""
    pen = Pen(route.start, route.cause.y)
    stops = [(rows[row], x) for row, x in route.passes]
    if route.falls:
        row = next(row for row in rows if row.top == route.cause.y)
        target = stops[0][1] if stops else route.end
        pen.arc(target, rise(abs(target - route.start), row.room, geometry))
        for i, (row, x) in enumerate(stops):
            pen.curve(x, row.top) if i else None
            pen.upright(row.bottom)
        if stops:
            pen.curve(route.end, route.effect.y)
    else:
        for row, x in stops:
            pen.curve(x, row.bottom)
            pen.upright(row.top)
        pen.curve(route.end, route.effect.y + route.effect.height)
    x, y = pen.label()
    return LinkPath(route.link.cause, route.link.effect, pen.data(), route.kind, x, y)


def rise(width: float, room: int, geometry: Geometry) -> float:
    """How high an arc rises: more when wider, but within the gap above its row."""
    return max(4.0, min(room - 12.0, ARC_RISE + width * geometry.gap_y / 3000))


def route_key(link: Link) -> tuple[tuple[bool, Key], tuple[bool, Key]]:
    """Links in the order of their keys."""
    return sort_key(link.cause), sort_key(link.effect)
