"""Text in lines of a known width, and the parts that a page is made of, at their places.

Lines are measured in Noto Sans, which is wider than the faces slides are shown in, so that what
fits here fits there. Lengths are points from the upper left corner.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from allied.reporting.letters.faces import BOLD, REGULAR
from allied.reporting.letters.lettering import tidy
from allied.reporting.letters.setting import set_text
from allied.reporting.posters.content import PosterMap
from allied.reporting.sheets.signs import INK

from .content import Series

LEADING: Final = 1.28
BETWEEN: Final = 0.45  # of the size: from one paragraph to the next
HANG: Final = 1.45  # of the size: what a sign or a bullet takes before the text
LONGEST: Final = 400  # letters of a name; a text may be as long as it likes
ALL: Final = 10**6


class Paper(Struct, frozen=True):
    """flowing: one section follows the other, as in a document; else each begins a page."""

    width: float
    height: float
    margin: float
    size: float
    flowing: bool = False

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin

    @property
    def bottom(self) -> float:
        return self.height - 44


SLIDE: Final = Paper(960, 540, 40, 14)
A4: Final = Paper(595.28, 841.89, 52, 10.5, flowing=True)


class Para(Struct, frozen=True):
    """A paragraph. `sign`: a status before it, or "•"."""

    text: str
    size: float
    weight: int = REGULAR
    fill: str = INK
    sign: str = ""


class Line(Struct, frozen=True):
    """One set line. `opens`: it begins its paragraph; `glue`: what stood before the next line."""

    text: str
    para: Para
    rtl: bool
    opens: bool
    glue: str = ""
    gap: float = 0.0

    @property
    def high(self) -> float:
        return self.para.size * LEADING + self.gap

    @property
    def indent(self) -> float:
        return self.para.size * HANG if self.para.sign else 0.0


Lines: TypeAlias = tuple[Line, ...]


class Text(Struct, frozen=True):
    """Lines at a place. `role`: H1 or P."""

    x: float
    y: float
    width: float
    lines: Lines
    role: str = "P"

    @property
    def height(self) -> float:
        return high(self.lines)


class Cell(Struct, frozen=True):
    lines: Lines
    right: bool = False


class Row(Struct, frozen=True):
    cells: tuple[Cell, ...]
    height: float
    head: bool = False


class Grid(Struct, frozen=True):
    """A table. `label`: what it is, for those who cannot see it."""

    x: float
    y: float
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    label: str

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)


class Chart(Struct, frozen=True):
    x: float
    y: float
    width: float
    height: float
    series: Series
    label: str


class MapAt(Struct, frozen=True):
    x: float
    y: float
    width: float
    height: float
    poster: PosterMap
    label: str


Part: TypeAlias = Text | Grid | Chart | MapAt


class Page(Struct):
    """One page or slide. `title`: its heading, for lists of pages; `notes`: for who speaks."""

    title: str
    parts: list[Part] = field(default_factory=list)
    notes: str = ""


def name(text: str) -> str:
    """A name in one line, shortened where nobody would read all of it."""
    said = tidy(text)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def set_lines(paras: Iterable[Para], width: float) -> Lines:
    """The paragraphs in lines; a break in a text begins a paragraph of its own."""
    out: list[Line] = []
    for para in paras:
        for at, piece in enumerate(filter(None, map(tidy, para.text.splitlines()))):
            own = replace(para, text=piece, sign="" if at else para.sign)
            room = width - para.size * HANG if own.sign else width
            gap = para.size * BETWEEN if out else 0.0
            out += _lines(own, max(room, para.size), gap)
    return tuple(out)


def _lines(para: Para, room: float, gap: float) -> Iterator[Line]:
    setting = set_text(para.text, room / para.size, ALL, para.weight)
    at = 0
    for number, text in enumerate(setting.lines):
        at = para.text.find(text, at) + len(text)
        glue = " " if para.text[at : at + 1] == " " else ""
        yield Line(text, para, setting.rtl, not number, glue, 0.0 if number else gap)


def high(lines: Sequence[Line]) -> float:
    return sum(line.high for line in lines)


def cut(lines: Lines, room: float) -> tuple[Lines, Lines]:
    """The lines that stand in the room, and the others."""
    used = 0.0
    for at, line in enumerate(lines):
        used += line.high
        if used > room + 0.01:
            rest = lines[at:]
            return lines[:at], (replace(rest[0], gap=0.0), *rest[1:])
    return lines, ()


def paragraphs(lines: Lines) -> Iterator[tuple[Line, str]]:
    """The first line of each paragraph with the whole text of it, as one who edits it wants it."""
    first: Line | None = None
    text = ""
    for line in lines:
        if first is None or line.opens:
            if first is not None:
                yield first, text.strip()
            first, text = line, ""
        text += line.text + line.glue
    if first is not None:
        yield first, text.strip()


def strong(text: str, size: float, fill: str = INK) -> Para:
    return Para(text, size, BOLD, fill)
