"""Numbers in cells: exact, with at most 15 significant digits, never guessed at."""

import re
from decimal import Decimal
from math import isfinite
from typing import Final

from django.utils.translation import gettext as _

DIGITS: Final = 15
PLACES: Final = 10
LIMIT: Final = Decimal(10) ** 15

_PLAIN: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?", re.ASCII)
_COMMA: Final = re.compile(r"[+-]?[0-9]+,[0-9]+", re.ASCII)
_THOUSAND_BY_COMMA: Final = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", re.ASCII)
_THOUSAND_BY_POINT: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
_ENGLISH: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", re.ASCII)
_CONTINENTAL: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?", re.ASCII)
_SPACED: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}( [0-9]{3})+([.,][0-9]+)?", re.ASCII)
_ONLY_DECIMAL_COMMA: Final = re.compile(
    r"[+-]?(0,[0-9]+|[0-9]+,([0-9]{1,2}|[0-9]{4,})|[0-9]{4,},[0-9]+"
    r"|[0-9]{1,3}([. \u00a0\u202f][0-9]{3})+,[0-9]+)",
    re.ASCII,
)
"""Numbers that make sense with a decimal comma only: 0,5 and 12,75 and 1.234,5; not 1,234."""
_NOT_FINITE: Final = frozenset(
    {"nan", "inf", "infinity", "+inf", "-inf", "+infinity", "-infinity", "∞", "-∞"}
)
_QUANTUM: Final = Decimal(1).scaleb(-PLACES)


class NotANumber(ValueError):
    """The text is a translated sentence for the user."""


def has_decimal_comma(text: str) -> bool:
    """Whether the text can only be a number with a decimal comma."""
    return "," in text and _ONLY_DECIMAL_COMMA.fullmatch(text.strip()) is not None


def from_float(number: float) -> Decimal:
    """A number of a workbook: 15 significant digits, as spreadsheet programmes show them.

    Binary noise and thirds are rounded to the ten decimals that are kept.
    """
    if not isfinite(number):
        raise NotANumber(_("a number is expected, neither NaN nor infinity."))
    value = Decimal(f"{number:.15g}")
    if abs(value) < LIMIT:
        value = value.quantize(_QUANTUM).normalize()
    return checked(value)


def from_text(text: str, *, decimal_comma: bool = False) -> Decimal:
    """A number as written: 1234.5, 1,234.5, 1.234,5, 1 234,5, 12,5, 1.5e3.

    What can be read in two ways is refused: 1,234 always, and 1.234 in a file where other numbers
    have a decimal comma (`decimal_comma`).
    """
    plain = text.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    if plain.casefold() in _NOT_FINITE:
        raise NotANumber(_("a number is expected, neither NaN nor infinity."))
    if _THOUSAND_BY_COMMA.fullmatch(plain) or (
        decimal_comma and _THOUSAND_BY_POINT.fullmatch(plain)
    ):
        raise NotANumber(_ambiguous(plain))
    return checked(Decimal(_english(plain)))


def _english(plain: str) -> str:
    """The number without thousands' signs and with a decimal point."""
    if _PLAIN.fullmatch(plain):
        return plain
    if _COMMA.fullmatch(plain):
        return plain.replace(",", ".")
    if _ENGLISH.fullmatch(plain):
        return plain.replace(",", "")
    if _CONTINENTAL.fullmatch(plain):
        return plain.replace(".", "").replace(",", ".")
    if _SPACED.fullmatch(plain):
        return plain.replace(" ", "").replace(",", ".")
    raise NotANumber(_("a number is expected, such as 12.5, without a unit."))


def _ambiguous(plain: str) -> str:
    whole = plain.replace(",", "").replace(".", "")
    broken = plain.replace(",", ".")
    return _("this can be read in two ways: write %(whole)s or %(broken)s0.") % {
        "whole": whole,
        "broken": broken,
    }


def checked(value: Decimal) -> Decimal:
    """The value, if it is within what is kept exactly."""
    if abs(value) >= LIMIT:
        raise NotANumber(_("the number is too large: use a larger unit (below 10¹⁵)."))
    # In this order, as 1e-9999 has a single digit.
    if value and value.normalize().as_tuple().exponent < -PLACES:  # type: ignore[operator]
        raise NotANumber(_("at most 10 decimal places are kept: round the number."))
    if len(value.normalize().as_tuple().digits) > DIGITS:
        raise NotANumber(_("at most 15 significant digits are kept exactly: round the number."))
    return value.normalize() + 0


def plain(value: Decimal) -> str:
    """The number with all its digits and no more: 1000, 0.5, -2; never an exponent."""
    text = f"{value.normalize():f}"
    return "0" if text == "-0" else text
