"""Links that run upwards or within a band: which gaps they take, and their curves.

A link leaves the top edge of its cause and enters the bottom edge of its effect. On its way it
passes between the boxes of every row it crosses, upright, so that it never runs behind a box. A
link within one row is an arc in the gap above it, from top edge to top edge.
"""

from bisect import bisect_left
from collections.abc import Mapping

from msgspec import Struct, field

from .frame import Row
from .model import Box, Geometry, Key, Kind, Link, LinkPath, sort_key
from .pen import Pen

PORT_GAP = 14  # px between two links at one edge of a box, if the edge is long enough
EDGE_REST = 24  # px at each end of an edge that links keep clear
ARC_RISE = 16.0  # px, the least rise of an arc; wider arcs rise more


class Pass(Struct):
    """Where a link passes a row: the row, which of its corridors, and x."""

    row: int
    gap: int
    x: float


class Route(Struct):
    """A link on its way.

    falls: it goes to the same or a lower row of its band, so it starts with an arc; room: above
    the row of its cause; passes: the rows it passes, from the cause; start, end: x of its ends.
    """

    link: Link
    kind: Kind
    cause: Box
    effect: Box
    falls: bool
    room: int
    passes: list[Pass] = field(default_factory=list)
    start: float = 0.0
    end: float = 0.0


def plan(link: Link, boxes: Mapping[Key, Box], rows: list[Row], bends: Mapping[int, int]) -> Route:
    """Choose the corridor in every row that the link passes.

    bends: x of the place kept for the link, by band; elsewhere the straight line is followed.
    """
    cause, effect = boxes[link.cause], boxes[link.effect]
    here, there = row_at(rows, cause.y), row_at(rows, effect.y)
    falls = here <= there
    route = Route(link, kind_of(cause, effect), cause, effect, falls, rows[here].room)
    x, y = float(cause.middle), cause.y
    goal = effect.y + effect.height
    for index in range(here, there) if falls else range(here - 1, there, -1):
        row = rows[index]
        part = 1.0 if falls else ((row.top + row.bottom) / 2 - y) / (goal - y)
        wanted = bends.get(row.band, x + (effect.middle - x) * part)
        gap = nearest(row.corridors, wanted)
        left, right = row.corridors[gap]
        x, y = min(max(wanted, left), right), row.top
        route.passes.append(Pass(index, gap, x))
    return route


def kind_of(cause: Box, effect: Box) -> Kind:
    """What kind of link runs upwards or within a band."""
    bands = cause.band - effect.band
    return "long" if bands > 1 else "up" if bands else "level"


def row_at(rows: list[Row], top: int) -> int:
    """The number of the row with that upper edge."""
    return bisect_left(rows, top, key=lambda row: row.top)


def nearest(corridors: list[tuple[int, int]], x: float) -> int:
    """The corridor that x lies in or is least far from, the left one of two."""
    right = bisect_left(corridors, x, key=lambda gap: gap[1])
    if right == 0 or (right < len(corridors) and corridors[right][0] <= x):
        return right
    if right == len(corridors) or x - corridors[right - 1][1] <= corridors[right][0] - x:
        return right - 1
    return right


def set_apart(routes: list[Route], rows: list[Row], lane: int) -> None:
    """Where several links take one corridor, let them run side by side."""
    users: dict[tuple[int, int], list[tuple[float, tuple[float, float], int, int]]] = {}
    for index, route in enumerate(routes):
        for step, use in enumerate(route.passes):
            users.setdefault((use.row, use.gap), []).append(
                (use.x, ahead(route, step), index, step)
            )
    for (row, gap), group in users.items():
        if len(group) > 1:
            group.sort()
            wanted = sum(use[0] for use in group) / len(group)
            xs = abreast(wanted, rows[row].corridors[gap], len(group), lane)
            for (_, _, index, step), x in zip(group, xs, strict=True):
                routes[index].passes[step].x = x


def ahead(route: Route, step: int) -> tuple[float, float]:
    """Where a link goes next and where it came from: neighbours in a corridor sort by it."""
    after = route.passes[step + 1].x if step + 1 < len(route.passes) else route.effect.middle
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
    x = route.passes[0].x if route.passes else float(route.effect.middle)
    return fan(x, route.cause.middle) if route.falls else (1, x)


def entering(route: Route) -> tuple[int, float]:
    """Place of a link among those at its edge of the effect."""
    x = route.passes[-1].x if route.passes else float(route.cause.middle)
    return fan(x, route.effect.middle) if route.falls else (1, x)


def fan(x: float, middle: int) -> tuple[int, float]:
    """Arcs to the left come first, to the right last; on each side the nearest is outermost."""
    return (0 if x < middle else 2), -x


def draw(route: Route, rows: list[Row], geometry: Geometry) -> LinkPath:
    """The curve of a route."""
    pen = Pen(route.start, route.cause.y)
    stops = [(rows[use.row], use.x) for use in route.passes]
    if route.falls:
        draw_fall(pen, route, stops, geometry)
    else:
        for row, x in stops:
            pen.curve(x, row.bottom)
            pen.upright(row.top)
        pen.curve(route.end, route.effect.y + route.effect.height)
    x, y = pen.label()
    return LinkPath(route.link.cause, route.link.effect, pen.data(), route.kind, x, y)


def draw_fall(pen: Pen, route: Route, stops: list[tuple[Row, float]], geometry: Geometry) -> None:
    """An arc, and from there down to a lower row of the band if the effect stands in one."""
    target = stops[0][1] if stops else route.end
    pen.arc(target, rise(abs(target - route.start), route.room, geometry))
    for row, x in stops:
        if row.top > route.cause.y:
            pen.curve(x, row.top)
        pen.upright(row.bottom)
    if stops:
        pen.curve(route.end, route.effect.y)


def rise(width: float, room: int, geometry: Geometry) -> float:
    """How high an arc rises: more when wider, but within the gap above its row."""
    return max(4.0, min(room - 12.0, ARC_RISE + width * geometry.gap_y / 3000))


def route_key(link: Link) -> tuple[tuple[bool, Key], tuple[bool, Key]]:
    """Links in the order of their keys."""
    return sort_key(link.cause), sort_key(link.effect)
