"""A drawn sheet: areas, shapes and words at their places, for whoever writes it to a file.

Lengths are points (1/72 inch) on A3, x to the right and y downwards from the upper left corner.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeAlias

from msgspec import Struct, field

from allied.reporting.letters.faces import Lettered

A3_WIDTH: Final = 420 / 25.4 * 72
A3_HEIGHT: Final = 297 / 25.4 * 72

PAPERS: Final = {"a4": 0.5**0.5, "a3": 1.0, "a2": 2**0.5, "a1": 2.0}
"""By name: how many times as wide as A3. The drawing is the same on each."""

Step: TypeAlias = tuple[str, tuple[float, ...]]
Steps: TypeAlias = tuple[Step, ...]
"""A path in absolute M, L, C and Z."""


class Area(Struct, frozen=True):
    """A rectangle, its corners rounded."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0
    fill: str = ""
    stroke: str = ""
    line: float = 0


class Shape(Struct, frozen=True):
    """A path."""

    steps: Steps
    fill: str = ""
    stroke: str = ""
    line: float = 0
    dash: tuple[float, ...] = ()


class Words(Struct, frozen=True):
    """One line of text; x: its left end, y: the line it stands on.

    continues: it goes on with what the words before it say. role: H1 or P.
    """

    x: float
    y: float
    size: float
    lettered: Lettered
    fill: str = "#23211d"
    continues: bool = False
    role: str = "P"

    @property
    def width(self) -> float:
        return self.lettered.width * self.size


Item: TypeAlias = Area | Shape | Words


class Sheet(Struct, frozen=True):
    """A poster. Its words stand in the order in which they are read.

    title_size: of all objectives; cut: how many of their titles end in an ellipsis; missing: the
    letters that no face has; name: of the page among others.
    """

    title: str
    description: str
    language: str
    day: date
    items: Sequence[Item]
    title_size: float
    cut: int = 0
    missing: frozenset[str] = field(default_factory=frozenset)
    width: float = A3_WIDTH
    height: float = A3_HEIGHT
    name: str = ""

    def words(self) -> list[Words]:
        return [item for item in self.items if isinstance(item, Words)]


def rounded(area: Area) -> Steps:
    """The outline of an area."""
    x, y, right, bottom = area.x, area.y, area.x + area.width, area.y + area.height
    r = min(area.radius, area.width / 2, area.height / 2)
    if not r:
        corners = ((x, y), (right, y), (right, bottom), (x, bottom))
        return (("M", corners[0]), *(("L", corner) for corner in corners[1:]), ("Z", ()))
    k = r * 0.4477  # of the radius from the corner: the handle of a quarter circle
    return (
        ("M", (x + r, y)),
        ("L", (right - r, y)),
        ("C", (right - k, y, right, y + k, right, y + r)),
        ("L", (right, bottom - r)),
        ("C", (right, bottom - k, right - k, bottom, right - r, bottom)),
        ("L", (x + r, bottom)),
        ("C", (x + k, bottom, x, bottom - k, x, bottom - r)),
        ("L", (x, y + r)),
        ("C", (x, y + k, x + k, y, x + r, y)),
        ("Z", ()),
    )
