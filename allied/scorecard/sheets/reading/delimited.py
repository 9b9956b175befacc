"""A CSV file as cells: its encoding, its delimiter, and how it writes numbers."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from .grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, UnreadableFile
from .workbook import too_many_columns, too_many_rows

DELIMITERS: Final = (",", ";", "\t")


def read_delimited(data: bytes, known: Callable[[str], bool]) -> Grid:
    """The records of a CSV file. `known` says whether a text is the heading of a column."""
    text = decoded(data)
    text, delimiter = _delimiter(text, known)
    rows: list[tuple[int, list[Cell]]] = []
    for number, record in _records(text, delimiter):
        if not any(field.strip() for field in record):
            continue
        if len(record) > MAX_COLUMNS and any(field.strip() for field in record[MAX_COLUMNS:]):
            raise too_many_columns()
        if len(rows) > MAX_ROWS:
            raise too_many_rows()
        rows.append((number, [field if field.strip() else None for field in record]))
    return Grid(rows, is_text=True)


def decoded(data: bytes) -> str:
    """The text: by its byte order mark, else UTF-8, else Windows-1252."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        _("The file is not a text in UTF-8 or Windows-1252. Save it as “CSV UTF-8”, or as .xlsx.")
    )


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records with their number, which is the row in a spreadsheet programme."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile(_broken_record(reader.line_num, str(error))) from error


def _broken_record(line: int, error: str) -> str:
    if "field larger" in error:
        return _("Line %(line)s: a cell holds more text than a cell can.") % {"line": line}
    return _(
        "Line %(line)s: the quotation marks do not match. A cell that holds a quotation mark, a "
        "delimiter or a line break stands in quotation marks, and those inside it are doubled."
    ) % {"line": line}


def _delimiter(text: str, known: Callable[[str], bool]) -> tuple[str, str]:
    """The text without a line that only names the delimiter, and the delimiter.

    It is the one by which the first line has most known headings, so that commas in a cell of a
    file with semicolons mislead nobody.
    """
    first, _end, rest = text.lstrip("\r\n").partition("\n")
    if first.strip().lower().startswith("sep=") and first.strip()[4:5] in DELIMITERS:
        # A line for the spreadsheet programme; an empty one in its place keeps the row numbers.
        return "\n" + rest, first.strip()[4:5]
    return text, max(DELIMITERS, key=lambda delimiter: _headings(first, delimiter, known))


def _headings(line: str, delimiter: str, known: Callable[[str], bool]) -> int:
    try:
        cells = next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return 0
    return sum(known(cell) for cell in cells)
