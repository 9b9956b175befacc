"""Bands, rows and boxes at their places, and the free corridors between the boxes of a row."""

from itertools import pairwise

from msgspec import Struct

from .columns import row_count, row_pattern
from .model import BandBox, Box, Geometry, Key
from .net import Net

CLEARANCE = 6  # px between a link and the boxes it passes
OUTSIDE = 12  # px that links may run outside of all boxes


class Row(Struct):
    """Boxes side by side.

    band: of these boxes; room: between the row and the one above; corridors: the ranges of x,
    left to right, where a link may pass.
    """

    band: int
    top: int
    bottom: int
    room: int
    boxes: list[Box]
    corridors: list[tuple[int, int]]


def stack_bands(net: Net, geometry: Geometry) -> list[BandBox]:
    """Bands from the top, without a gap between them; half a gap_y above and below the boxes."""
    y, out = geometry.margin, []
    for index, keys in enumerate(net.keys):
        rows = row_count(len(keys), geometry)
        height = geometry.empty_band_height
        if rows:
            boxes = rows * geometry.box_height + (rows - 1) * geometry.gap_row
            height = boxes + 2 * (geometry.gap_y // 2)
        out.append(BandBox(index, y, height, rows))
        y += height
    return out


def place_boxes(
    net: Net,
    *,
    orders: list[list[int]],
    at: list[list[int]],
    bands: list[BandBox],
    left: int,
    geometry: Geometry,
) -> dict[Key, Box]:
    """The box of every objective, band by band and left to right."""
    boxes: dict[Key, Box] = {}
    for band in bands:
        keys, pins = net.keys[band.index], net.pins[band.index]
        order = [item for item in orders[band.index] if item < len(keys)]
        rows = row_pattern(net, band.index, order, band.rows) if order else []
        for slot, (item, row) in enumerate(zip(order, rows, strict=True)):
            x = left + at[band.index][item] - geometry.box_width // 2
            y = band.y + geometry.gap_y // 2 + row * (geometry.box_height + geometry.gap_row)
            boxes[keys[item]] = Box(
                x, y, geometry.box_width, geometry.box_height, band.index, row, slot, item in pins
            )
    return boxes


def rows_of(boxes: list[Box], edges: tuple[int, int]) -> list[Row]:
    """All rows that hold boxes, from the top of the drawing; edges: left and right of them all."""
    by_top: dict[int, list[Box]] = {}
    for box in boxes:
        by_top.setdefault(box.y, []).append(box)
    rows: list[Row] = []
    above = 0
    for top, inside in sorted(by_top.items()):
        inside.sort(key=lambda box: box.x)
        bottom = top + inside[0].height
        gaps = corridors(inside, edges)
        rows.append(Row(inside[0].band, top, bottom, top - above, inside, gaps))
        above = bottom
    return rows


def corridors(boxes: list[Box], edges: tuple[int, int]) -> list[tuple[int, int]]:
    """Where links may pass the boxes of a row; at the ends, up to a little beyond the edges."""
    first, last = boxes[0].x, boxes[-1].x + boxes[-1].width
    inner = [(a.x + a.width + CLEARANCE, b.x - CLEARANCE) for a, b in pairwise(boxes)]
    left = (min(edges[0] - OUTSIDE, first - CLEARANCE), first - CLEARANCE)
    right = (last + CLEARANCE, max(edges[1] + OUTSIDE, last + CLEARANCE))
    return [left, *inner, right]
