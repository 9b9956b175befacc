"""What a poster says: plain data, so that a map of today and a frozen version are drawn alike.

Whoever has a map draws it: `drawing.draw_poster(PosterMap(...), lights=...)` gives a `Sheet`, and
`svg.svg_of` and `pdf.pdf_of` write it. Nothing here reads the database.
"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from allied.pure.maplayout import Link, Node


class PosterWin(Struct, frozen=True):
    """What one partner hopes to win from an objective."""

    partner: str
    text: str


class PosterObjective(Struct, frozen=True):
    """One objective. `theme`: its place in `PosterMap.themes`; `status`: a key of STATUS_WORDS."""

    title: str
    theme: int
    status: str = "no_data"
    wins: tuple[PosterWin, ...] = ()


class PosterTheme(Struct, frozen=True):
    """One theme. `colour`: 1 to 8."""

    name: str
    colour: int


class PosterMap(Struct, frozen=True):
    """All of one map at one day.

    bands: their names from the top. objectives: by the keys that `nodes` and `links` use.
    order: the keys of each band as they stood when the map was drawn last, or None.
    edition: what the map is, such as "Version 2, in force"; empty for the map as it stands.
    confidential: the words of the mark, where a poster shows more than the joint room; else empty.
    """

    name: str
    partners: tuple[str, ...]
    day: date
    mission: str
    values_line: str
    bands: tuple[str, ...]
    themes: tuple[PosterTheme, ...]
    objectives: Mapping[int, PosterObjective]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    order: tuple[tuple[int, ...], ...] | None = None
    edition: str = ""
    confidential: str = ""
    language: str = "en"
