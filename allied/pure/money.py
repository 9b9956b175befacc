"""Money: an exact amount in one currency, rounded in one place.

Amounts are ``Decimal`` in the currency's main unit (euros, not cents). Currencies and their minor
units are those of ISO 4217 as of 2026-01-01: list one with its funds, without metals, units of
account of banks, and test codes.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Final

from msgspec import Struct

_CODES_BY_MINOR_UNIT: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP "
        "BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD "
        "FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD "
        "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD "
        "NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP "
        "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED "
        "VES WST XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

MINOR_UNITS: Final[dict[str, int]] = {
    code: digits for digits, codes in _CODES_BY_MINOR_UNIT.items() for code in codes.split()
}
"""Decimal places of each currency. Source: ISO 4217."""

# Enough for 10^30 of any currency: rounding must never fail on a number that could be meant.
_CONTEXT: Final = Context(prec=40, rounding=ROUND_HALF_EVEN)


class MoneyError(ValueError):
    """An amount or currency that is none, or two currencies in one sum."""


class Money(Struct, frozen=True):
    """An exact amount in a currency, in its main unit; not rounded until :func:`round_money`.

    Raises :class:`MoneyError` for an amount that is not a finite ``Decimal`` and for a code that
    ISO 4217 does not list.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise MoneyError(f"An amount is a Decimal, not {type(self.amount).__name__}.")
        if not self.amount.is_finite():
            raise MoneyError(f"{self.amount} is not an amount of money.")
        check_currency(self.currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same_currency(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same_currency(other).amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def _same_currency(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise MoneyError(f"{self.currency} and {other.currency} cannot be added: convert one.")
        return other


def check_currency(code: str) -> str:
    """The code, or :class:`MoneyError` where ISO 4217 does not list it in capitals."""
    if code not in MINOR_UNITS:
        raise MoneyError(f"“{code}” is not a currency code: write three capitals, such as EUR.")
    return code


def round_money(money: Money) -> Money:
    """The amount rounded to the currency's minor unit, halves to the even digit.

    2.345 EUR is 2.34 EUR, 2.355 EUR is 2.36 EUR, 0.5 JPY is 0 JPY. Raises :class:`MoneyError`
    where the amount has more digits than a sum of money can.
    """
    unit = Decimal(1).scaleb(-MINOR_UNITS[money.currency])
    try:
        return Money(money.amount.quantize(unit, context=_CONTEXT), money.currency)
    except InvalidOperation as error:
        raise MoneyError(f"{money.amount} is too large an amount to round.") from error
