"""Bands, rows and boxes at their places, and the free corridors between the boxes of a row."""

from dataclasses import dataclass
from itertools import pairwise

from .columns import row_count, row_pattern
from .model import BandBox, Box, Geometry, Key
from .net import Net

CLEARANCE = 6  # px between a link and the boxes it passes


@dataclass(slots=True)
class Row:
    """Boxes side by side, with the band they belong to and the room above them."""

    band: int
    top: int
    bottom: int
    room: int
    boxes: list[Box]

    def corridors(self, left: int, right: int) -> list[tuple[int, int]]:
        """The ranges of x where a link may pass; left and right bound the outer two."""
        spans = [(box.x, box.x + box.width) for box in self.boxes]
        inner = [(a[1] + CLEARANCE, b[0] - CLEARANCE) for a, b in pairwise(spans)]
        first, last = spans[0][0] - CLEARANCE, spans[-1][1] + CLEARANCE
        return [(min(left, first), first), *inner, (last, max(right, last))]


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


def rows_of(boxes: list[Box]) -> list[Row]:
    """All rows that hold boxes, from the top of the drawing."""
    places = sorted({(box.y, box.band) for box in boxes})
    rows: list[Row] = []
    above = 0
    for y, band in places:
        inside = sorted((box for box in boxes if box.y == y), key=lambda box: box.x)
        bottom = y + inside[0].height
        rows.append(Row(band, y, bottom, y - above, inside))
        above = bottom
    return rows
