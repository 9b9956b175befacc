"""Values as people read them: by kind, in the reader's language, units apart."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import log10
from typing import Final

from django.utils.formats import date_format, get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allied.pure.money import MINOR_UNITS

from .models import Kind

Number = Decimal | float | int

MINUS: Final = "\N{MINUS SIGN}"
PERCENT_KINDS: Final = frozenset({Kind.PERCENTAGE.value, Kind.COVERAGE.value})
_GROUP_SPACES: Final = (
    " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'\N{RIGHT SINGLE QUOTATION MARK}"
)


def value_text(value: Number | None, kind: str = Kind.NUMBER, currency: str = "") -> str:
    """A value without its unit: 1,234.5 · yes · 31 March 2022. Empty for no value.

    At most four decimals, and none beyond the seventh digit; four significant digits for what is
    smaller than one.
    """
    return "" if value is None else _value_text(value, kind, currency, get_language())


def value_texts() -> Callable[[Number | None, str, str], str]:
    """`value_text` for a whole table: the reader's language is asked for once."""
    language = get_language()

    def said(value: Number | None, kind: str, currency: str) -> str:
        return "" if value is None else _value_text(value, kind, currency, language)

    return said


@lru_cache(maxsize=8192)
def _value_text(value: Number, kind: str, currency: str, language: str | None) -> str:
    if kind == Kind.YES_NO:
        return _("yes") if value else _("no")
    if kind == Kind.DATE:
        return _date_text(value)
    return localised(_plain(value, MINOR_UNITS.get(currency, 0) if kind == Kind.MONEY else 0))


def exact_text(value: Number | None, kind: str = Kind.NUMBER) -> str:
    """As `value_text`, with every stored digit."""
    if value is None or kind in {Kind.YES_NO, Kind.DATE}:
        return value_text(value, kind)
    return localised(_digits(value))


def full_text(value: Number | None, kind: str, unit: str, currency: str = "") -> str:
    """A value with its unit: 84 % · 1,200 EUR million · 12 days."""
    text, after = value_text(value, kind, currency), unit_text(kind, unit, currency)
    return f"{text}\N{NO-BREAK SPACE}{after}" if text and after else text


def unit_text(kind: str, unit: str, currency: str = "") -> str:
    """The unit as a head says it: %, EUR million, days, points."""
    if kind in PERCENT_KINDS:
        return unit if "%" in unit else f"% {unit}".strip()
    if kind == Kind.MONEY:
        return (
            currency
            if unit.startswith(currency) and unit == currency
            else f"{currency} {unit}".strip()
        )
    if kind == Kind.DURATION:
        return unit or _("days")
    return "" if kind in {Kind.YES_NO, Kind.DATE} else unit


def input_text(value: Number | None, kind: str) -> str:
    """What stands in an input: every digit, no grouping; an ISO date; 1 or 0."""
    if value is None:
        return ""
    if kind == Kind.DATE:
        return date.fromordinal(int(value)).isoformat() if _is_day(value) else ""
    if kind == Kind.YES_NO:
        return "1" if value else "0"
    point, _group = separators(get_language())
    return _digits(value).replace(".", point)


def score_text(score: float | None) -> str:
    """A score: 0.67."""
    return "" if score is None else localised(f"{score:.2f}")


def share_text(share: float | None) -> str:
    """A share in whole percent: 75 %."""
    if share is None:
        return ""
    return _("%(number)s\N{NO-BREAK SPACE}%%") % {"number": localised(f"{share * 100:.0f}")}


def number_text(number: float) -> str:
    """A number in a sentence: up to ten significant digits, a large one with all it has."""
    digits = 10 if abs(number) < 1e6 else 15
    return localised(_digits(float(f"{number:.{digits}g}")))


@lru_cache(maxsize=32)
def separators(language: str | None) -> tuple[str, str]:
    """The decimal point and the mark between groups of a language."""
    return str(get_format("DECIMAL_SEPARATOR")), str(get_format("THOUSAND_SEPARATOR"))


def _digits(value: Number) -> str:
    """Every digit, as 1234.5: no exponent, no zeros at the end."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    text = f"{number:.10f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _plain(value: Number, minor_digits: int) -> str:
    number = float(value)
    if abs(number) >= 1:
        places = min(4, max(0, 6 - int(log10(abs(number)))))
        text = f"{number:.{places}f}"
    else:
        text = f"{float(f'{number:.4g}'):.10f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        return "0"
    # Cents stand whole or not at all: 12.50, and 12.
    whole, point, fraction = text.partition(".")
    return f"{whole}{point}{fraction.ljust(minor_digits, '0')}" if point else text


def localised(text: str) -> str:
    """Plain digits with the separators of the language and a true minus sign."""
    point, group = separators(get_language())
    sign = MINUS if text.startswith("-") else ""
    whole, dot, decimals = text.lstrip("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", group) if len(whole) > 3 else whole
    return f"{sign}{grouped}{point}{decimals}" if dot else f"{sign}{grouped}"


def _is_day(value: Number) -> bool:
    return 1 <= value <= date.max.toordinal()


def _date_text(value: Number) -> str:
    return date_format(date.fromordinal(int(value)), "SHORT_DATE_FORMAT") if _is_day(value) else "?"
