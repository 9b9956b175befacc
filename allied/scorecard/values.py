"""Which numbers may be stored: finite, at most 15 digits, in the bounds of their kind."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _

from allied.foundation.access.refusal import Refused
from allied.pure.periods import FIRST_YEAR, LAST_YEAR

from .models import Kind

LARGEST: Final = Decimal(10) ** 15
DIGITS: Final = 15
DECIMALS: Final = 10

_FIRST_DAY: Final = date(FIRST_YEAR, 1, 1).toordinal()
_LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()


def exact(value: Decimal | float | int, field: str = "value") -> Decimal:
    """The number as it is stored. A float is taken to 15 digits: 0.1 + 0.2 is 0.3.

    Refused where it is not finite, 1e15 or more either way, or has more than 15 digits or 10
    decimals.
    """
    try:
        number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    except (InvalidOperation, ValueError, TypeError):
        raise Refused(_("Enter a number."), field) from None
    if not number.is_finite():
        raise Refused(_("Enter a finite number."), field)
    if abs(number) >= LARGEST:
        raise Refused(_("This number is too large: use a larger unit, such as millions."), field)
    if isinstance(value, float):
        number = round(number, DECIMALS)
    return _short_enough(number, field)


def _short_enough(number: Decimal, field: str) -> Decimal:
    # Decimal.normalize would round to 28 digits without a word.
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    kept = list(digits)
    while len(kept) > 1 and kept[-1] == 0:
        kept.pop()
        exponent += 1
    if number == 0:
        return Decimal(0)
    if -exponent > DECIMALS:
        raise Refused(_("Give at most 10 decimals."), field)
    if number.adjusted() - min(exponent, 0) + 1 > DIGITS:
        raise Refused(_("Give at most 15 digits."), field)
    return Decimal((sign, tuple(kept), exponent))


def checked(value: Decimal | float | int, kind: str, field: str = "value") -> Decimal:
    """The number as it is stored, if a measure of this kind can have it; else Refused."""
    number = exact(value, field)
    if kind == Kind.YES_NO and number not in (0, 1):
        raise Refused(_("Answer yes or no."), field)
    if kind == Kind.DATE and not (
        number == number.to_integral_value() and _FIRST_DAY <= number <= _LAST_DAY
    ):
        raise Refused(
            _("Enter a date between %(first)s and %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR},
            field,
        )
    if kind == Kind.COVERAGE and not 0 <= number <= 100:
        raise Refused(_("A coverage is between 0 and 100 %."), field)
    return number
