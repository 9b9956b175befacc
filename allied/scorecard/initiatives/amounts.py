"""Amounts of money and days that may be stored."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from allied.foundation.access.refusal import Refused
from allied.pure.money import MINOR_UNITS, MoneyError, check_currency
from allied.pure.periods import FIRST_YEAR, LAST_YEAR

from ..formats import value_text
from ..models import Kind
from ..values import exact


def amount_of(value: Decimal | None, field: str, *, below_zero: bool = False) -> Decimal | None:
    """The amount as it is stored; Refused where it is no sum of money."""
    if value is None:
        return None
    amount = exact(value, field)
    if amount < 0 and not below_zero:
        raise Refused(_("A budget is not below zero."), field)
    return amount


def checked_currency(code: str, field: str) -> str:
    """The code in capitals; empty stays empty; Refused where there is no such currency."""
    code = code.strip().upper()
    if not code:
        return ""
    try:
        return check_currency(code)
    except MoneyError:
        raise Refused(
            _("“%(code)s” is not a currency: write three letters, such as EUR.")
            % {"code": code[:10]},
            field,
        ) from None


def refuse_fractions(amount: Decimal, currency: str, field: str) -> None:
    """Refused where the amount is finer than the currency's smallest coin."""
    places = MINOR_UNITS[currency]
    if amount != round(amount, places):
        raise Refused(
            _("%(currency)s has %(places)s decimals at most.")
            % {"currency": currency, "places": places},
            field,
        )


def checked_day(day: date | None, field: str) -> date | None:
    """The day; Refused outside the years a record can speak of."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(
            _("Enter a date between %(first)s and %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR},
            field,
        )
    return day


def money_text(amount: Decimal | None, currency: str) -> str:
    """1,250,000 EUR; empty for no amount."""
    text = value_text(amount, Kind.MONEY, currency)
    return f"{text}\N{NO-BREAK SPACE}{currency}" if text else ""
