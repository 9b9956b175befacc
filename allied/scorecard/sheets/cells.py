"""One cell read as what its column holds; a sentence where it is something else."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from msgspec import Struct

from .columns import Column, Holds
from .numbers import NotANumber, from_float, from_text
from .reading import Broken, Cell, Formula, Percent
from .texts import (
    FORMULA_STARTS,
    forbidden_character,
    looks_like_formula,
    many_lines,
    one_line,
    undefused,
    wording,
)
from .words import EXPECTED, NO, NONE, WORDS, YES

_ISO_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)


class Clear:
    """The word "none" in a cell: what is known is taken away."""


CLEAR: Final = Clear()


class Share(Struct, frozen=True):
    """A number written in percent: 68 for 68 %. Only a measure in percent takes it."""

    value: Decimal


class NotExpected(ValueError):
    """The cell does not hold what its column does. The text is a translated sentence."""


class CellReader:
    """Reads cells of one file. `is_text`: the file knows text only, as CSV does."""

    def __init__(self, *, is_text: bool, decimal_comma: bool) -> None:
        self.is_text = is_text
        self.decimal_comma = decimal_comma
        self._readers: dict[Holds, Callable[[Column, Cell], Any]] = {
            Holds.LINE: self._line,
            Holds.TEXT: self._text,
            Holds.PERSON: self._line,
            Holds.WORD: self._word,
            Holds.NUMBER: self._number,
            Holds.PLAIN: self._number,
            Holds.DATE: self._date,
            Holds.YES_NO: self._yes_no,
            Holds.PERIOD: self._period,
        }

    def read(self, column: Column, cell: Cell) -> Any:
        """None for an empty cell, CLEAR for the word "none", else what the column holds."""
        if cell is None:
            return None
        if isinstance(cell, Broken):
            raise NotExpected(_("the cell shows an error instead of a value."))
        return self._readers[column.holds](column, cell)

    def _line(self, column: Column, cell: Cell) -> Any:
        text = self._checked_text(column, cell, one_line)
        if column.holds is Holds.PERSON and text.casefold() == NONE:
            return CLEAR
        return text or None

    def _text(self, column: Column, cell: Cell) -> Any:
        text = self._checked_text(column, cell, many_lines)
        return text or None

    def _checked_text(self, column: Column, cell: Cell, tidy: Callable[[str], str]) -> str:
        if isinstance(cell, Formula):
            raise NotExpected(_("the cell holds a formula, and text is expected."))
        text = _as_text(cell)
        if len(text) > 2 * column.longest:  # without tidying what may be megabytes
            raise NotExpected(_too_long(len(text), column.longest))
        if code := forbidden_character(text):
            raise NotExpected(_("the text holds a control character (%(code)s).") % {"code": code})
        text = tidy(text)
        if self.is_text:
            if looks_like_formula(text):
                raise NotExpected(_formula(text))
            text = undefused(text)
        if len(text) > column.longest:
            raise NotExpected(_too_long(len(text), column.longest))
        return text

    def _word(self, column: Column, cell: Cell) -> Any:
        word = wording(_as_text(cell))
        if word not in WORDS[column.name]:
            raise NotExpected(_("expected: %(words)s.") % {"words": EXPECTED[column.name]})
        return word

    def _number(self, column: Column, cell: Cell) -> Any:
        """A Decimal; a date or a truth where the cell holds one, for the measure to judge."""
        if isinstance(cell, Formula):
            cell = cell.value
        if isinstance(cell, bool | date):
            return cell
        try:
            if isinstance(cell, Percent):
                return Share(from_float(cell.value))
            if isinstance(cell, float):
                return from_float(cell)
            return self._number_in_text(str(cell))
        except NotANumber as error:
            raise NotExpected(str(error)) from error

    def _number_in_text(self, text: str) -> Any:
        word = text.strip().casefold()
        if word == NONE:
            return CLEAR
        if word in {"yes", "true"}:
            return True
        if word in {"no", "false"}:
            return False
        if _ISO_DATE.fullmatch(word):
            return _iso_date(word)
        if len(text) > 60:
            raise NotANumber(_("a number is expected, such as 12.5, without a unit."))
        if word.endswith("%"):
            return Share(from_text(word[:-1], decimal_comma=self.decimal_comma))
        return from_text(text, decimal_comma=self.decimal_comma)

    def _date(self, column: Column, cell: Cell) -> Any:
        value = cell.value if isinstance(cell, Formula) else cell
        if isinstance(value, date):
            return value
        text = _as_text(value).strip()
        if text.casefold() == NONE:
            return CLEAR
        if not _ISO_DATE.fullmatch(text):
            raise NotExpected(_("a date is expected, such as 2022-01-31."))
        return _iso_date(text)

    def _yes_no(self, column: Column, cell: Cell) -> Any:
        value = cell.value if isinstance(cell, Formula) else cell
        if isinstance(value, bool):
            return value
        word = _as_text(value).strip().casefold()
        if word not in YES | NO:
            raise NotExpected(_("expected: yes, no."))
        return word in YES

    def _period(self, column: Column, cell: Cell) -> Any:
        """The text of a period; a date as a spreadsheet programme makes of 2022-03."""
        value = cell.value if isinstance(cell, Formula) else cell
        if isinstance(value, date):
            return value
        text = _as_text(value).strip()
        return _iso_date(text) if _ISO_DATE.fullmatch(text) else text


def _as_text(cell: Cell) -> str:
    """A cell as text: a whole number without its point."""
    if isinstance(cell, Formula):
        cell = cell.value
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Percent):
        return f"{cell.value:.15g} %"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    return str(cell)


def _iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotExpected(_("there is no such day.")) from None


def _too_long(length: int, longest: int) -> str:
    return _("%(length)s characters, where at most %(longest)s are kept.") % {
        "length": f"{length:,}",
        "longest": f"{longest:,}",
    }


def _formula(text: str) -> str:
    return _(
        "the text begins with “%(sign)s”, as a formula does: write an apostrophe (') before it if "
        "it is meant as text, or leave out %(signs)s at the beginning."
    ) % {"sign": text[0], "signs": " ".join(FORMULA_STARTS)}


def shown_cell(cell: Cell) -> str:
    """The cell as a fault and the preview show it."""
    if cell is None:
        return ""
    if isinstance(cell, Broken):
        return cell.text
    return _as_text(cell)
