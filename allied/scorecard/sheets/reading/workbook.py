"""An XLSX workbook as cells: the first sheet that is not hidden.

Read with the standard library's XML parser, sparsely and once. Why not with a ready-made reader:
docs/decisions/0006-own-xlsx-reader.md.
"""

import re
from datetime import date, datetime, timedelta
from posixpath import join, normpath
from typing import Final

from django.utils.translation import gettext as _

from .archive import Archive, damaged
from .grid import MAX_COLUMNS, MAX_ROWS, Broken, Cell, Formula, Grid, Percent, UnreadableFile
from .xml import Attributes, Handler, local, parse

LONGEST_TEXT: Final = 32_768
"""One more than a cell of a spreadsheet programme holds; the rest of a longer text is dropped."""

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_NOT_IN_DATES: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_BUILT_IN_PERCENTS: Final = frozenset({9, 10})
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


def read_workbook(data: bytes) -> Grid:
    """The cells of the first visible sheet. UnreadableFile where the file is no such workbook."""
    archive = Archive(data)
    book = _Book()
    parse(archive.read("xl/workbook.xml"), book)
    part = _part_of(archive, book.first_visible())
    texts = _Texts()
    if "xl/sharedStrings.xml" in archive:
        parse(archive.read("xl/sharedStrings.xml"), texts)
    styles = _Styles()
    if "xl/styles.xml" in archive:
        parse(archive.read("xl/styles.xml"), styles)
    sheet = _Sheet(texts.found, styles, _day_zero(book.from_1904))
    parse(archive.read(part), sheet)
    return Grid(sheet.dense_rows(), is_text=False)


def _part_of(archive: Archive, relation: str) -> str:
    relations = _Relations()
    parse(archive.read("xl/_rels/workbook.xml.rels"), relations)
    target = relations.targets.get(relation, "")
    return target[1:] if target.startswith("/") else normpath(join("xl", target))


def _day_zero(from_1904: bool) -> datetime:
    # Spreadsheets count a 29 February 1900 that never was, hence 30 December.
    return datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001


class _Book(Handler):
    """The sheets in their order."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            self.sheets.append((relation, attributes.get("state", "visible") == "visible"))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in {"1", "true"}

    def first_visible(self) -> str:
        relation = next((relation for relation, visible in self.sheets if visible), None)
        if relation is None:
            raise damaged()
        return relation


class _Relations(Handler):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Texts(Handler):
    """The texts that cells share by their number."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._inside = False
        self._phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._parts, self._length = [], 0
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._inside = not self._phonetic

    def text(self, data: str) -> None:
        if self._inside and self._length < LONGEST_TEXT:
            self._parts.append(data)
            self._length += len(data)

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.found.append(_unescaped("".join(self._parts)))


class _Styles(Handler):
    """Which styles of cells show a number as something else."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._cells: list[int] = []
        self._in_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            number = _integer(attributes.get("numFmtId"))
            self._formats[number] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._cells.append(_integer(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def dates(self) -> frozenset[str]:
        """The styles, by their number, that show a number as a date."""
        return frozenset(str(n) for n, form in enumerate(self._cells) if self._shows_date(form))

    def percents(self) -> frozenset[str]:
        """Those that show 0.68 as 68 %."""
        return frozenset(str(n) for n, form in enumerate(self._cells) if self._shows_percent(form))

    def _shows_percent(self, number: int) -> bool:
        if number not in self._formats:
            return number in _BUILT_IN_PERCENTS
        return "%" in _NOT_IN_DATES.sub("", self._formats[number])

    def _shows_date(self, number: int) -> bool:
        if number not in self._formats:
            return number in _BUILT_IN_DATES
        code = _NOT_IN_DATES.sub("", self._formats[number]).lower()
        return "general" not in code and any(letter in code for letter in "dmyh")


class _Sheet(Handler):
    """The cells that hold something, by row and column."""

    def __init__(self, texts: list[str], styles: _Styles, day_zero: datetime) -> None:
        self._texts = texts
        self._dates, self._percents = styles.dates(), styles.percents()
        self._day_zero = day_zero
        self.rows: dict[int, dict[int, Cell]] = {}
        self._row = self._column = 0
        self._type = self._style = ""
        self._parts: list[str] = []
        self._inside = self._phonetic = self._is_formula = self._has_value = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "t"}:
            self._inside = not self._phonetic
            self._has_value = True
        elif name == "f":
            self._is_formula = True
        elif name == "row":
            self._row = _integer(attributes.get("r"), self._row + 1)
            self._column = -1
        elif name == "rPh":
            self._phonetic = True

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            match = _REFERENCE.fullmatch(reference)
            if match is None:
                raise damaged()
            self._row, self._column = int(match[2]), _column_number(match[1])
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._parts = []
        self._is_formula = self._has_value = False

    def text(self, data: str) -> None:
        if self._inside and len(self._parts) < LONGEST_TEXT:
            self._parts.append(data)

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name in {"v", "t"}:
            self._inside = False
        elif name == "rPh":
            self._phonetic = False

    def _end_cell(self) -> None:
        value = self._value("".join(self._parts)) if self._has_value else None
        if value is None or value == "":
            if not self._is_formula:
                return
            value = Broken(_("formula without a value")) if value is None else ""
        elif self._is_formula and not isinstance(value, Broken | Formula):
            value = Formula(value)
        if value == "":
            return
        if self._column >= MAX_COLUMNS:
            raise too_many_columns()
        self.rows.setdefault(self._row, {})[self._column] = value
        if len(self.rows) > MAX_ROWS + 1:
            raise too_many_rows()

    def _value(self, text: str) -> Cell:
        match self._type:
            case "s":
                return self._shared(text)
            case "str" | "inlineStr":
                return _unescaped(text[:LONGEST_TEXT])
            case "b":
                return text.strip() == "1"
            case "e":
                return Broken(text)
            case "d":
                return _iso_date(text)
        return self._number(text)

    def _shared(self, text: str) -> str:
        place = _integer(text, -1)
        if not 0 <= place < len(self._texts):
            raise damaged()
        return self._texts[place]

    def _number(self, text: str) -> Cell:
        if not text.strip():
            return None
        try:
            number = float(text)
        except ValueError:
            return Broken(text[:60])
        if self._style in self._percents:
            return Percent(float(f"{number * 100:.15g}"))
        if self._style in self._dates:
            try:
                return (self._day_zero + timedelta(days=number)).date()
            except (OverflowError, ValueError):
                return Broken(text[:60])
        return number

    def dense_rows(self) -> list[tuple[int, list[Cell]]]:
        """The rows that hold something, in their order, each as wide as its last cell."""
        return [
            (number, [cells.get(column) for column in range(max(cells) + 1)])
            for number, cells in sorted(self.rows.items())
        ]


def too_many_rows() -> UnreadableFile:
    limit = MAX_ROWS
    return UnreadableFile(
        _("The sheet has more than %(limit)s rows: split it into several files.")
        % {"limit": f"{limit:,}"}
    )


def too_many_columns() -> UnreadableFile:
    return UnreadableFile(
        _("The sheet has more than %(limit)s columns: keep those of the template.")
        % {"limit": MAX_COLUMNS}
    )


def _unescaped(text: str) -> str:
    """Characters that XML cannot hold are written by their number, such as _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _iso_date(text: str) -> Cell:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return Broken(text[:60])


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _integer(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default
