"""What is wrong with a sheet: by row and column, with the cell's text and what is expected."""

import unicodedata
from typing import Final

from django.utils.translation import gettext as _
from msgspec import Struct, field

from .columns import BY_NAME

SHOWN: Final = 200
"""So many faults are kept to be shown; all are counted."""
_LONGEST_VALUE: Final = 60


class Fault(Struct, frozen=True):
    """One fault. `row` as a spreadsheet programme numbers it; None for the file as a whole."""

    row: int | None
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        row = _("row %(row)s") % {"row": self.row} if self.row else ""
        place = ", ".join(part for part in (row, self.column) if part)
        shown = f" “{self.value}”" if self.value else ""
        return f"{place}{shown}: {self.message}" if place else self.message


class Faults(Struct):
    """All faults of one file, counted, of which the first are kept."""

    kept: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, row: int | None, column: str, value: object, message: str) -> None:
        self.count += 1
        if len(self.kept) < SHOWN:
            self.kept.append(Fault(row, column, shown_value(value), message))

    def __bool__(self) -> bool:
        return self.count > 0

    def in_order(self) -> list[Fault]:
        """Those kept, by row and column."""
        columns = list(BY_NAME)

        def place(fault: Fault) -> tuple[int, int]:
            return fault.row or 0, columns.index(fault.column) if fault.column in BY_NAME else 0

        return sorted(self.kept, key=place)

    @property
    def hidden(self) -> int:
        """How many are counted but not kept."""
        return self.count - len(self.kept)


def shown_value(value: object) -> str:
    """A cell's text in one short line; what cannot be seen is shown by a sign."""
    if value is None:
        return ""
    text = str(value)
    cut = text[:_LONGEST_VALUE] + ("…" if len(text) > _LONGEST_VALUE else "")
    return "".join(_visible(character) for character in cut)


def _visible(character: str) -> str:
    if character in "\n\t\r":
        return " "
    if unicodedata.category(character) in {"Cc", "Cs", "Cn"}:
        return "\N{REPLACEMENT CHARACTER}"
    return character
