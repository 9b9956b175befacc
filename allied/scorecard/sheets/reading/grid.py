"""A sheet as cells, before anything is known about their meaning."""

from dataclasses import dataclass
from datetime import date
from typing import Final

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 60


class UnreadableFile(Exception):
    """The file as a whole cannot be read. The text is a translated sentence for the user."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that shows an error, such as #DIV/0!, or a formula that was never calculated."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell calculated by a formula, with the value that the spreadsheet programme kept."""

    value: "str | float | bool | date | Percent"


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that the cell shows in percent: 68 for 68 %."""

    value: float


Cell = str | float | bool | date | Percent | Formula | Broken | None
"""None is an empty cell. Text stands as it was written, a date carries no time of day."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, each with its number as a spreadsheet programme shows it (from 1)."""

    rows: list[tuple[int, list[Cell]]]
    is_text: bool
    """Every cell is text, as in a CSV file, so that numbers are yet to be read."""
