"""A sheet as cells, before anything is known about their meaning."""

from datetime import date
from typing import Final

from msgspec import Struct

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 60


class UnreadableFile(Exception):
    """The file as a whole cannot be read. The text is a translated sentence for the user."""


class Broken(Struct, frozen=True):
    """A cell that shows an error, such as #DIV/0!, or a formula that was never calculated."""

    text: str


class Formula(Struct, frozen=True):
    """A cell calculated by a formula, with the value that the spreadsheet programme kept."""

    value: "str | float | bool | date | Percent"


class Percent(Struct, frozen=True):
    """A number that the cell shows in percent: 68 for 68 %."""

    value: float


Cell = str | float | bool | date | Percent | Formula | Broken | None
"""None is an empty cell. Text stands as it was written, a date carries no time of day."""


class Grid(Struct, frozen=True):
    """Rows of cells, each with its number as a spreadsheet programme shows it (from 1)."""

    rows: list[tuple[int, list[Cell]]]
    is_text: bool
    """Every cell is text, as in a CSV file, so that numbers are yet to be read."""
