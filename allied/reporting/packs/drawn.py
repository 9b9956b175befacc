"""Pages drawn: each part as the words, lines and areas of a sheet, for the PDF."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from allied.reporting.letters.faces import REGULAR, letter
from allied.reporting.letters.setting import line_of
from allied.reporting.posters.drawing import Region, map_items, place_map
from allied.reporting.sheets.placing import RISE, line_at
from allied.reporting.sheets.sheet import Area, Item, Shape, Sheet, Words
from allied.reporting.sheets.signs import LINE, MUTED, RULE, STATUSES, sign

from .content import Pack
from .drawn_chart import chart_items
from .flow import PAD_X, PAD_Y
from .paper import LEADING, Chart, Grid, Line, Lines, MapAt, Page, Paper, Part, Text

FOOT = 9.0
SHRINK = 1.3  # a map is laid out so many times as large as it is shown: its titles may be smaller
LABEL = 84.0
MAP_WIDTH, MAP_HEIGHT = 960.0, 400.0


class Frame(Struct, frozen=True):
    """What all pages of a file share. `foot`: stands below each page, before its number."""

    title: str
    foot: str
    language: str
    made_at: datetime


def sheets_of(pages: Sequence[Page], paper: Paper, frame: Frame) -> list[Sheet]:
    return [
        Sheet(
            title=frame.title,
            description=frame.foot,
            language=frame.language,
            day=frame.made_at,
            items=[item for part in page.parts for item in items_of(part)]
            + list(_foot(paper, frame, at, len(pages))),
            title_size=0.0,
            width=paper.width,
            height=paper.height,
            name=page.title[:200],
        )
        for at, page in enumerate(pages, 1)
    ]


def items_of(part: Part) -> Iterator[Item]:
    match part:
        case Text():
            yield from _lines(part.lines, part.x, part.y, part.width, part.role)
        case Grid():
            yield from _grid(part)
        case Chart():
            yield from chart_items(part)
        case MapAt():
            yield from map_at(part)


def _foot(paper: Paper, frame: Frame, at: int, count: int) -> Iterator[Item]:
    y = paper.height - 24
    number = letter(page_words(at, count), REGULAR)
    wide = number.width * FOOT
    yield Shape(
        (("M", (paper.margin, y - 13)), ("L", (paper.width - paper.margin, y - 13))),
        stroke=RULE, line=0.7,
    )  # fmt: skip
    left = line_of(frame.foot, (paper.inner - wide - 20) / FOOT, REGULAR)
    yield line_at(left, paper.margin, paper.inner - wide - 20, y, FOOT, fill=MUTED)
    yield line_at(number, paper.width - paper.margin - wide, wide, y, FOOT, fill=MUTED)


def page_words(at: int, count: int) -> str:
    return _("%(at)d of %(count)d") % {"at": at, "count": count}


def _lines(
    lines: Lines, x: float, y: float, width: float, role: str = "P", *, right: bool = False
) -> Iterator[Item]:
    for line in lines:
        size = line.para.size
        base = y + line.gap + size * (LEADING - 1) / 2 + size * 0.86
        at, room = x, width
        if line.indent:
            if line.opens:
                yield from _sign(line, x, base, width)
            at, room = (
                (x, width - line.indent) if line.rtl else (x + line.indent, width - line.indent)
            )
        set_line = letter(line.text, line.para.weight, line.rtl)
        if right:
            at, room = x + width - set_line.width * size, set_line.width * size
        words = line_at(set_line, at, room, base, size, fill=line.para.fill)
        yield replace(words, continues=not line.opens, role=role)
        y += line.high


def _sign(line: Line, x: float, base: float, width: float) -> Iterator[Item]:
    size = line.para.size
    left = x + width - size if line.rtl else x
    if line.para.sign in STATUSES:
        yield from sign(line.para.sign, left, base - size * 0.84, size * 0.95)
    else:
        dot = size * 0.26
        yield Area(left + size * 0.3, base - size * RISE - dot / 2, dot, dot, dot / 2, fill=MUTED)


def _grid(grid: Grid) -> Iterator[Item]:
    y = grid.y
    right = grid.x + sum(grid.widths)
    for row in grid.rows:
        x = grid.x
        for cell, wide in zip(row.cells, grid.widths, strict=True):
            yield from _lines(cell.lines, x + PAD_X, y + PAD_Y, wide - 2 * PAD_X, right=cell.right)
            x += wide
        y += row.height
        yield Shape(
            (("M", (grid.x, y)), ("L", (right, y))), stroke=LINE if row.head else RULE, line=0.7
        )


def map_at(part: MapAt) -> Iterator[Item]:
    """The map as on a poster, laid out larger and shrunk."""
    if not part.poster.bands:
        return
    placed = place_map(part.poster, region_of(part))
    for item in map_items(part.poster, placed, lights=True):
        yield shrunk(item, part.x, part.y)


def map_sheet(pack: Pack) -> Sheet:
    """The map of a pack alone, for its page."""
    title = _("Strategy map of %(name)s") % {"name": pack.cover.alliance}
    items: list[Item] = []
    if pack.map is not None:
        items += map_at(MapAt(8, 8, MAP_WIDTH - 16, MAP_HEIGHT - 16, pack.map, title))
    return Sheet(title, title, pack.language, pack.made_at, items, 0.0,
                 width=MAP_WIDTH, height=MAP_HEIGHT)  # fmt: skip


def region_of(part: MapAt) -> Region:
    return Region(0, 0, part.width * SHRINK, part.height * SHRINK, LABEL * SHRINK)


def shrunk(item: Item, x: float, y: float) -> Item:
    """An item of a map at its place on the page."""
    k = 1 / SHRINK
    match item:
        case Words():
            return replace(item, x=item.x * k + x, y=item.y * k + y, size=item.size * k)
        case Area():
            return replace(
                item, x=item.x * k + x, y=item.y * k + y, width=item.width * k,
                height=item.height * k, radius=item.radius * k, line=item.line * k,
            )  # fmt: skip
        case Shape():
            steps = tuple(
                (name, tuple(each * k + (y if at % 2 else x) for at, each in enumerate(points)))
                for name, points in item.steps
            )
            dash = tuple(each * k for each in item.dash)
            return replace(item, steps=steps, line=item.line * k, dash=dash)
