"""What stands above the map and below it: name, partners, date, mission; values and legends."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct, field

from allied.foundation.ui.marks import STATUS_WORDS
from allied.reporting.letters.faces import BOLD, REGULAR, Lettered, letter
from allied.reporting.letters.setting import line_of
from allied.reporting.sheets.placing import RISE, largest, line_at, lines_at
from allied.reporting.sheets.sheet import A3_HEIGHT, A3_WIDTH, Area, Item, Shape
from allied.reporting.sheets.signs import MUTED, OURS_BAR, OURS_INK, THEMES, sign

from .content import PosterMap

MARGIN = 30.0
WIDTH = A3_WIDTH - 2 * MARGIN
TITLES, MISSIONS, VALUES = (30, 26, 22, 18, 15), (20, 18, 16, 14, 12), (16, 14, 12, 11)
LEGENDS = (13.0, 11.0, 9.0, 7.0)
LEGEND_ROWS = 2
NAME_ROOM = 0.3  # of the width, at most, for the name of a theme
BAR = 24.0


class Margin(Struct):
    """What stands above or below the map, and the height where the map begins or ends."""

    items: list[Item] = field(default_factory=list)
    edge: float = 0.0


class Entry(Struct, frozen=True):
    """A word of a legend behind its sign: the colour of a theme, or a status."""

    word: Lettered
    colour: str = ""
    status: str = ""


def head(poster: PosterMap) -> Margin:
    """From the upper edge down to where the map begins."""
    margin = Margin(edge=MARGIN)
    if poster.confidential:
        margin.items.append(Area(0, 0, A3_WIDTH, BAR, fill=OURS_BAR))
        block = largest(poster.confidential, WIDTH, (13.0, 10.0), 1)
        margin.items += lines_at(block, MARGIN, WIDTH, 5.5, OURS_INK, middle=True)
        margin.edge += BAR - 8
    _name(poster, margin)
    if poster.mission:
        block = largest(poster.mission, WIDTH * 0.86, MISSIONS, 2)
        left = MARGIN + WIDTH * 0.07
        margin.items += lines_at(block, left, WIDTH * 0.86, margin.edge, middle=True)
        margin.edge += block.height + 12
    return margin


def _name(poster: PosterMap, margin: Margin) -> None:
    """The alliance and its partners at the left, what this is and the day at the right."""
    day = date_format(poster.day, "DATE_FORMAT")
    told = [_("Strategy map · %(day)s") % {"day": day}, poster.edition]
    right = [line_of(text, WIDTH * 0.36 / 12, REGULAR) for text in told if text]
    room = WIDTH - 24 - max(each.width for each in right) * 12
    block = largest(poster.name, room, TITLES, 1)
    top = margin.edge
    margin.items += lines_at(block, MARGIN, room, top)
    partners = largest(" · ".join(poster.partners), room, (14.0, 12.0, 10.0), 1, REGULAR)
    margin.items += lines_at(partners, MARGIN, room, top + block.height + 5, MUTED)
    for i, each in enumerate(right):
        at = A3_WIDTH - MARGIN - each.width * 12
        margin.items.append(line_at(each, at, each.width * 12, top + 12 + i * 16, 12, fill=MUTED))
    margin.edge = top + block.height + 5 + partners.height + 14


def foot(poster: PosterMap, *, lights: bool) -> Margin:
    """From the lower edge up to where the map ends; its words are read from the top down."""
    margin = Margin(edge=A3_HEIGHT - MARGIN)
    rows: list[list[Item]] = []
    if lights:
        rows.append(_row_of(_statuses(poster), 11.0, margin))
    size, lines = _flow(_themes(poster))
    rows += [_row_of(line, size, margin) for line in reversed(lines)]
    if poster.values_line:
        block = largest(poster.values_line, WIDTH * 0.9, VALUES, 2, REGULAR)
        margin.edge -= block.height + 6
        left = MARGIN + WIDTH * 0.05
        rows.append([*lines_at(block, left, WIDTH * 0.9, margin.edge, middle=True)])
    margin.items = [item for row in reversed(rows) for item in row]
    margin.edge -= 12
    return margin


def _themes(poster: PosterMap) -> list[tuple[str, str]]:
    return [(theme.name, THEMES[theme.colour]) for theme in poster.themes]


def _statuses(poster: PosterMap) -> list[Entry]:
    """The signs that stand on the map, in the order of the house."""
    found = {each.status for each in poster.objectives.values()}
    return [
        Entry(letter(str(word), REGULAR), status=status)
        for status, word in STATUS_WORDS.items()
        if status in found
    ]


def _flow(themes: Sequence[tuple[str, str]]) -> tuple[float, list[list[Entry]]]:
    """The legend of the themes in rows: the largest letters at which two rows are enough."""
    size, lines = LEGENDS[0], list[list[Entry]]()
    for size in LEGENDS:
        entries = [
            Entry(line_of(name, WIDTH * NAME_ROOM / size, BOLD), colour) for name, colour in themes
        ]
        lines = _rows(entries, size)
        if len(lines) <= LEGEND_ROWS:
            return size, lines
    left_out = len(themes)
    kept = lines[:LEGEND_ROWS]
    kept[-1] = kept[-1][:-1]
    left_out -= sum(len(line) for line in kept)
    said = ngettext("… and %(n)d more", "… and %(n)d more", left_out) % {"n": left_out}
    kept[-1].append(Entry(letter(said, REGULAR)))
    return size, kept


def _rows(entries: Sequence[Entry], size: float) -> list[list[Entry]]:
    lines: list[list[Entry]] = []
    for entry in entries:
        if lines and _long([*lines[-1], entry], size) <= WIDTH:
            lines[-1].append(entry)
        else:
            lines.append([entry])
    return lines


def _long(entries: Sequence[Entry], size: float) -> float:
    return sum((entry.word.width + 1.5 + 1.8) * size for entry in entries) - 1.8 * size


def _row_of(entries: Sequence[Entry], size: float, margin: Margin) -> list[Item]:
    """One row of a legend about the middle of the sheet, above what stands already."""
    items: list[Item] = []
    if not entries:
        return items
    y = margin.edge - size * 0.25
    x = MARGIN + (WIDTH - _long(entries, size)) / 2
    for entry in entries:
        items += _sign_of(entry, x, y, size)
        at = x + size * 1.5 if entry.colour or entry.status else x
        items.append(line_at(entry.word, at, entry.word.width * size, y, size))
        x += (entry.word.width + 1.5 + 1.8) * size
    margin.edge -= size * 1.7
    return items


def _sign_of(entry: Entry, x: float, y: float, size: float) -> list[Area] | list[Shape]:
    top = y - size * RISE - size * 0.55
    if entry.colour:
        return [Area(x, top, size * 1.1, size * 1.1, size * 0.3, fill=entry.colour)]
    return sign(entry.status, x, top, size * 1.1) if entry.status else []
