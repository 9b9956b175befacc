"""From a grid to rows whose cells are read, each on its own."""

from typing import Any, Final

from django.utils.translation import gettext as _
from msgspec import Struct, field

from .cells import CellReader, NotExpected, shown_cell
from .columns import BY_NAME, REQUIRED, Column, Holds, column_of
from .faults import Faults
from .numbers import has_decimal_comma
from .reading import Cell, Grid

_OFTEN_LONG: Final = frozenset({Holds.TEXT})
_NUMBERS: Final = frozenset({Holds.NUMBER, Holds.PLAIN})


class Row(Struct):
    """What one row says, by column; empty cells are left out. `number` as a spreadsheet has it."""

    number: int
    said: dict[str, Any]
    cells: list[Cell]
    broken: set[str] = field(default_factory=set)
    """Columns whose cell is at fault already."""

    def get(self, column: str) -> Any:
        return self.said.get(column)

    def about(self, columns: frozenset[str]) -> dict[str, Any]:
        """What the row says under these columns."""
        return {name: said for name, said in self.said.items() if name in columns}


class Table(Struct):
    """All rows of a sheet with its headings. `unknown`: headings that are no columns."""

    rows: list[Row] = field(default_factory=list)
    columns: dict[int, Column] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)

    def shown(self, row: Row) -> list[str]:
        """The row's cells under the known headings, for the preview."""
        return [
            shown_cell(row.cells[place]) if place < len(row.cells) else "" for place in self.columns
        ]

    def index(self, column: str) -> int | None:
        return next(
            (n for n, found in enumerate(self.columns.values()) if found.name == column), None
        )


def read_table(grid: Grid, faults: Faults) -> Table:
    """The rows below the headings. Whatever cannot be read is a fault; the rest is read."""
    table = Table()
    if not grid.rows:
        faults.add(None, "", "", _("The sheet is empty: it needs headings and at least one row."))
        return table
    heading_row, headings = grid.rows[0]
    _read_headings(table, heading_row, headings, faults)
    if faults:
        return table
    reader = _RowReader(table, grid, faults)
    table.rows.extend(reader.read(number, cells) for number, cells in grid.rows[1:])
    if not table.rows:
        faults.add(None, "", "", _("There is no row below the headings."))
    return table


def _read_headings(table: Table, number: int, headings: list[Cell], faults: Faults) -> None:
    for place, heading in enumerate(headings):
        if heading is None:
            continue
        name = column_of(shown_cell(heading))
        if name is None:
            table.unknown[place] = shown_cell(heading)[:60]
        elif any(column.name == name for column in table.columns.values()):
            faults.add(number, name, shown_cell(heading), _("this column stands here twice."))
        else:
            table.columns[place] = BY_NAME[name]
    present = {column.name for column in table.columns.values()}
    if not present:
        faults.add(
            number, "", shown_cell(next(iter(headings), None)),
            _("the first row must hold the headings: perspective, theme, objective, measure, …"),
        )  # fmt: skip
        return
    for name in REQUIRED:
        if name not in present:
            faults.add(number, name, "", _("this column is missing."))


class _RowReader:
    """Reads rows. Texts that come again and again are read once for each column."""

    def __init__(self, table: Table, grid: Grid, faults: Faults) -> None:
        self.table = table
        self.faults = faults
        comma = grid.is_text and _some_decimal_comma(grid, table)
        self.cells = CellReader(is_text=grid.is_text, decimal_comma=comma)
        self._read: dict[int, dict[str, Any]] = {
            place: {} for place, column in table.columns.items() if column.holds not in _OFTEN_LONG
        }

    def read(self, number: int, cells: list[Cell]) -> Row:
        row = Row(number, {}, cells)
        columns = self.table.columns
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            column = columns.get(place)
            if column is not None:
                self._take(row, place, column, cell)
            elif place not in self.table.unknown:
                self.faults.add(
                    number, "", shown_cell(cell), _("there is no heading above this cell.")
                )
        return row

    def _take(self, row: Row, place: int, column: Column, cell: Cell) -> None:
        cache = self._read.get(place) if isinstance(cell, str) else None
        if cache is not None and cell in cache:
            row.said[column.name] = cache[cell]  # type: ignore[index]
            return
        try:
            value = self.cells.read(column, cell)
        except NotExpected as fault:
            row.broken.add(column.name)
            self.faults.add(row.number, column.name, shown_cell(cell), str(fault))
            return
        if value is not None:
            row.said[column.name] = value
            if cache is not None:
                cache[cell] = value  # type: ignore[index]


def _some_decimal_comma(grid: Grid, table: Table) -> bool:
    """Whether a number of the sheet has a decimal comma, so that 1.234 may be a thousand."""
    places = [place for place, column in table.columns.items() if column.holds in _NUMBERS]
    return any(
        isinstance(cell, str) and has_decimal_comma(cell)
        for _number, cells in grid.rows[1:]
        for cell in (cells[place] for place in places if place < len(cells))
    )
