"""Feedback links: downwards, round the side of the map.

A feedback link leaves its cause sideways, or from the top if other boxes stand between it and the
side, runs down in a lane of its own beside the boxes, and comes back to its effect sideways, or
from below. Lanes nest: the shortest way down runs innermost.
"""

from collections.abc import Mapping

from msgspec import Struct

from .frame import Row
from .model import Box, Geometry, Key, Link, LinkPath
from .pen import Pen
from .routes import PORT_GAP, route_key

CHANNEL = 9  # px between a row and the first link that runs along it
CORNER = 10  # px, radius


class Detour(Struct):
    """A feedback link with its side (-1 left, 1 right) and its lane, 0 the innermost."""

    link: Link
    side: int
    lane: int


def plan_detours(
    links: list[Link], middle: Mapping[Key, int], band: Mapping[Key, int], width: int
) -> list[Detour]:
    """Choose side and lane of each feedback link; middles are counted from the content's edge."""
    lanes = {-1: 0, 1: 0}
    out = []
    for link in sorted(links, key=lambda one: (band[one.effect] - band[one.cause], route_key(one))):
        side = -1 if middle[link.cause] + middle[link.effect] < width else 1
        out.append(Detour(link, side, lanes[side]))
        lanes[side] += 1
    return out


def lanes_width(detours: list[Detour], side: int, geometry: Geometry) -> int:
    """Width to keep free beside the boxes on one side."""
    count = sum(detour.side == side for detour in detours)
    return 2 * CORNER + count * geometry.lane if count else 0


def draw_detour(
    detour: Detour,
    boxes: Mapping[Key, Box],
    rows: list[Row],
    edges: tuple[int, int],
    geometry: Geometry,
) -> LinkPath:
    """The way of one feedback link; edges: x of the left and right end of the content."""
    link, side = detour.link, detour.side
    cause, effect = boxes[link.cause], boxes[link.effect]
    edge = edges[1] if side > 0 else edges[0]
    lane = edge + side * (2 * CORNER + detour.lane * geometry.lane)
    bow = PORT_GAP * (detour.lane % 3 - 1)
    along = CHANNEL + 4 * ((2 * detour.lane + (side > 0)) % 5)
    if outermost(cause, rows, side):
        pen = Pen(cause.x + (cause.width if side > 0 else 0), cause.y + cause.height / 2 + bow)
    else:
        pen = Pen(cause.middle + side * (PORT_GAP + bow / 2), cause.y)
        pen.upright(cause.y - along + CORNER / 2)
        pen.turn(pen.x + side * CORNER / 2, cause.y - along, level_first=False)
    pen.level(lane - side * CORNER)
    pen.turn(lane, pen.y + CORNER, level_first=True)
    arrive(pen, effect, side, bow, None if outermost(effect, rows, side) else along)
    middle = round((cause.y + effect.y + effect.height) / 2, 1)
    return LinkPath(link.cause, link.effect, pen.data(), "feedback", float(lane), middle)


def arrive(pen: Pen, effect: Box, side: int, bow: float, along: float | None) -> None:
    """From the lane to the effect: sideways, or from below, coming in `along` px under its row."""
    lane, foot = pen.x, effect.y + effect.height
    y = effect.y + effect.height / 2 + bow if along is None else foot + along
    pen.upright(y - CORNER)
    pen.turn(lane - side * CORNER, y, level_first=False)
    if along is None:
        pen.level(effect.x + (effect.width if side > 0 else 0))
        return
    end = effect.middle + side * (PORT_GAP + bow / 2)
    pen.level(end + side * CORNER / 2)
    pen.turn(end, y - CORNER / 2, level_first=True)
    pen.upright(foot)


def outermost(box: Box, rows: list[Row], side: int) -> bool:
    """Whether nothing stands between a box and the side."""
    row = next(row for row in rows if row.top == box.y)
    return (row.boxes[-1] if side > 0 else row.boxes[0]) is box
