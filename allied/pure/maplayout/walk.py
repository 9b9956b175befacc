"""Walking the map with the arrow keys."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from .frame import Row, rows_of
from .model import Box, Key, Layout

Way: TypeAlias = Literal["left", "right", "up", "down"]


def neighbours_for_walk(layout: Layout) -> dict[Key, dict[Way, Key | None]]:
    """For each objective, the one that each arrow key goes to; None where the map ends.

    Left and right go along a row; up and down go to the box of the next row, over empty bands,
    whose middle is nearest (the left one of two).
    """
    key_of = {(box.x, box.y): key for key, box in layout.boxes.items()}
    rows = rows_of(list(layout.boxes.values()), (0, layout.width))
    steps: dict[Key, dict[Way, Key | None]] = {}
    for index, row in enumerate(rows):
        for place, box in enumerate(row.boxes):
            found: Mapping[Way, Box | None] = {
                "left": row.boxes[place - 1] if place else None,
                "right": row.boxes[place + 1] if place + 1 < len(row.boxes) else None,
                "up": closest(rows[index - 1], box) if index else None,
                "down": closest(rows[index + 1], box) if index + 1 < len(rows) else None,
            }
            steps[key_of[box.x, box.y]] = {
                way: key_of[to.x, to.y] if to else None for way, to in found.items()
            }
    return {key: steps[key] for key in layout.boxes}


def closest(row: Row, box: Box) -> Box:
    """The box of a row whose middle is nearest to that of a box."""
    return min(row.boxes, key=lambda other: abs(other.middle - box.middle))
