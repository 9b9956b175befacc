"""What is drawn of a map, ready for the template.

Lengths are CSS pixels at the drawing's natural size; those a template writes are kept as text,
because it would put a thousands separator into a number.
"""

from django.utils.safestring import SafeString
from msgspec import Struct

from allied.pure.maplayout import Box


class Win(Struct, frozen=True):
    """What one partner hopes to win, as it is written in a box."""

    partner: str
    text: str


class Face(Struct, frozen=True):
    """What stands in the box of an objective. `theme` is its colour, 1 to 8.

    `signs` stand in place of the status: what a version says of it (`signs.SIGNS`). With neither
    signs nor a status nothing stands at its corner. `tensions`: where work and
    result part, in words.
    """

    id: int
    title: str
    theme: int
    theme_name: str
    status: str
    trend: str
    better: bool | None
    wins: tuple[Win, ...] = ()
    signs: tuple[str, ...] = ()
    tensions: tuple[str, ...] = ()


class BandFace(Struct, frozen=True):
    """What stands at the left edge of a band; no mark where it has no status."""

    id: int
    name: str
    status: str


class Line(Struct, frozen=True):
    """One line of text; `lead` is set apart before it."""

    x: str
    y: str
    text: str
    lead: str = ""
    rtl: bool = False


class DrawnBox(Struct, frozen=True):
    """An objective. `state` in a trace: chosen, cause, effect, both or apart.

    `attributes` and `inner` are markup put together in Python: a template would look up some
    forty values a box, and a map has up to 300 boxes.
    """

    id: str
    classes: str
    place: Box
    label: str
    state: str
    attributes: SafeString
    inner: SafeString


class DrawnLink(Struct, frozen=True):
    """A link with its arrow head. `state` in a trace: lit or apart."""

    cause: int
    effect: int
    state: str
    svg: SafeString


class DrawnBand(Struct, frozen=True):
    """The stripe of a perspective with its name."""

    id: str
    y: str
    height: str
    is_even: bool
    is_empty: bool
    name: str
    lines: tuple[Line, ...]
    mark: SafeString
    mark_at: str


class Drawing(Struct, frozen=True):
    """All that is drawn. `fits`: it is shrunk to the page, down to `least_width`, then scrolled."""

    width: str
    height: str
    shown_width: str
    least_width: str
    inner_width: str
    inner_x: str
    shift: str
    fits: bool
    bands: list[DrawnBand]
    boxes: list[DrawnBox]
    links: list[DrawnLink]
