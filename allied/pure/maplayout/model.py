"""The words of a map's layout: what goes in, what comes out, and the refusal.

All lengths are CSS pixels (px), x to the right and y downwards from the upper left corner. Band 0
is the uppermost band. These classes carry values only; the work is done in the other modules.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

Key: TypeAlias = int | str
Order: TypeAlias = list[list[Key]]
Kind: TypeAlias = Literal["up", "level", "feedback", "long"]


class LayoutRefusal(ValueError):
    """The input cannot be laid out; the text says which objective or link is at fault."""


class Node(Struct, frozen=True):
    """One objective.

    band: its band, 0 at the top.
    pin: the slot a person chose, counted from 0 at the left among the objectives of the band;
        a fraction is rounded down, a slot past the end means the last one, and of two objectives
        pinned to one slot the lower key takes it and the other the nearest free one. A slot says
        what a drop in a browser says: how many boxes stand to the left of it.
    group: the position of its theme. Where it costs no crossing, themes stand left to right in
        this order.
    """

    key: Key
    band: int
    pin: float | None = None
    group: int = 0


class Link(Struct, frozen=True):
    """A cause and its effect, both by key."""

    cause: Key
    effect: Key


class Geometry(Struct, frozen=True):
    """Sizes in px. Width and height of a drawing follow from them and from the map.

    gap_x: between two boxes of one row; gap_y: between the boxes of two bands; gap_row: between
    two rows of one band; lane: between two links that run side by side. A band with more than
    max_per_row objectives is broken into rows, at most max_rows; past that its rows grow longer.
    """

    box_width: int = 168
    box_height: int = 72
    gap_x: int = 24
    gap_y: int = 72
    gap_row: int = 40
    band_label_width: int = 120
    margin: int = 16
    max_per_row: int = 6
    max_rows: int = 3
    empty_band_height: int = 56
    lane: int = 8


class Box(Struct, frozen=True):
    """Where an objective stands: upper left corner, size, row in its band, slot in its band."""

    x: int
    y: int
    width: int
    height: int
    band: int
    row: int
    slot: int
    pinned: bool

    @property
    def middle(self) -> int:
        """x of the middle of the box."""
        return self.x + self.width // 2


class BandBox(Struct, frozen=True):
    """The stripe of one band over the full width of the drawing."""

    index: int
    y: int
    height: int
    rows: int


class LinkPath(Struct, frozen=True):
    """One link as drawn: SVG path data `d`, and a point on it for a label.

    kind: up (to the next band above), long (over one band or more), level (within a band),
    feedback (downwards).
    """

    cause: Key
    effect: Key
    d: str
    kind: Kind
    label_x: float
    label_y: float


class Layout(Struct, frozen=True):
    """A drawing: its size, bands from the top, boxes by key, links in the order of their keys."""

    width: int
    height: int
    bands: list[BandBox]
    boxes: Mapping[Key, Box]
    paths: list[LinkPath]


def sort_key(key: Key) -> tuple[bool, Key]:
    """Numbers before texts, each in their own order: one order for keys of both kinds."""
    return isinstance(key, str), key
