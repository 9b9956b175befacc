"""Sheets as files: CSV as lines, XLSX with a second sheet that says how to read the first."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Final

from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from .columns import BY_NAME, Holds
from .export import Value
from .help import HELP, RULES
from .numbers import plain
from .texts import defused

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WIDTHS: Final = {
    "perspective": 22, "theme": 22, "objective": 40, "measure": 40, "preset": 20, "note": 50,
    "description": 50, "source": 30, "owner": 24,
}  # fmt: skip
_USUAL_WIDTH: Final = 12


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The sheet as CSV, a few rows at a time. Text that starts as a formula does is defused."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([_csv_cell(value) for value in row])
        if number % 200 == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else defused(value)


# Two exports of the same scorecard are the same bytes: a date in the file would part them.
_NO_DAY = datetime(1980, 1, 1)  # noqa: DTZ001  (the format knows no zones)


def write_workbook(
    file: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[Value]], title: str
) -> None:
    """The sheet as XLSX. Text is written as text, so that nothing of it is ever a formula."""
    from xlsxwriter import Workbook  # noqa: PLC0415  (slow to load, and no page needs it)

    # Row by row to a temporary file: a workbook of many readings need not fit into memory.
    with Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title, "created": _NO_DAY})
        _write_rows(book, columns, rows)
        _write_read_me(book, columns, title)


def write_table(
    file: IO[bytes],
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    title: str,
    numbers: Collection[int] = (),
) -> None:
    """Any table as XLSX, in one sheet; `numbers` are the places of the columns that hold them.

    Text is never a formula.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415  (slow to load, and no page needs it)

    with Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title, "created": _NO_DAY})
        widths = {0: 34, len(columns) - 1: 50}
        _write_sheet(book, columns, rows, numbers, widths)


def _write_rows(book: "Workbook", columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    kinds = {Holds.NUMBER, Holds.PLAIN}
    numbers = {place for place, name in enumerate(columns) if BY_NAME[name].holds in kinds}
    widths = {place: _WIDTHS[name] for place, name in enumerate(columns) if name in _WIDTHS}
    _write_sheet(book, columns, rows, numbers, widths)


def _write_sheet(
    book: "Workbook",
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    numbers: Collection[int],
    widths: Mapping[int, int],
) -> None:
    sheet = book.add_worksheet("Scorecard")
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    head_of_numbers = book.add_format({"bold": True, "bottom": 1, "align": "right"})
    formats = {
        "number": book.add_format({"num_format": "#,##0.##########"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "text": book.add_format({"num_format": "@"}),
    }
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, widths.get(place, _USUAL_WIDTH))
        sheet.write_string(0, place, column, head_of_numbers if place in numbers else head)
    number = 0
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            _write_cell(sheet, number, place, value, formats)
    sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)


def _write_cell(sheet: Any, row: int, place: int, value: Value, formats: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, Decimal):
        kind = "whole" if value == value.to_integral_value() else "number"
        sheet.write_number(row, place, float(value), formats[kind])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, formats["date"])
    elif value:
        sheet.write_string(row, place, value, formats["text"])


def _write_read_me(book: "Workbook", columns: Sequence[str], title: str) -> None:
    sheet = book.add_worksheet(_("Read me"))
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    lines: list[tuple[str, str]] = [("", title), ("", "")]
    lines += [("", force_str(rule)) for rule in RULES]
    lines += [("", "")]
    lines += [(column, force_str(HELP[column])) for column in BY_NAME]
    for row, (name, text) in enumerate(lines):
        if name:
            sheet.write_string(row, 0, name, bold if name in columns else None)
        if text:
            sheet.write_string(row, 1, text, bold if row == 0 else wrapped)
