"""No data, with the reason; and the arithmetic that gives it instead of an error."""

from collections.abc import Mapping, Sequence
from math import fsum, isnan
from typing import Final

from msgspec import Struct, field

from allied.pure.scoring.vocabulary import NEAR

from .vocabulary import LARGEST


class Missing(Struct, frozen=True):
    """No data. ``code`` is a key of :data:`~.explaining.MESSAGES`, ``values`` fill it."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


Value = float | Missing

ZERO_DIVISION: Final = Missing("division_by_zero")
NO_ROOT: Final = Missing("no_root")
TOO_LARGE: Final = Missing("too_large")
NO_PREVIOUS: Final = Missing("no_previous")
YEAR_INCOMPLETE: Final = Missing("year_incomplete")


def checked(value: float) -> Value:
    """The value, or no data where it cannot be kept as a reading."""
    return TOO_LARGE if isnan(value) or abs(value) >= LARGEST else value


def arithmetic(sign: str, left: float, right: float) -> Value:
    """One operation. No data for a division by zero, a root of what is below zero, 1e15 and up."""
    if sign == "+":
        return checked(left + right)
    if sign == "-":
        return checked(left - right)
    if sign == "*":
        return checked(left * right)
    if sign == "/":
        return ZERO_DIVISION if right == 0 else checked(left / right)
    return _power(left, right)


def _power(left: float, right: float) -> Value:
    if left == 0 and right < 0:
        return ZERO_DIVISION
    if left < 0 and right != int(right):
        return NO_ROOT
    try:
        return checked(left**right)
    except OverflowError:
        return TOO_LARGE


def compare(sign: str, left: float, right: float) -> float:
    """1 or 0. Two values within a billionth are equal, so that 0.1 + 0.2 = 0.3 holds."""
    equal = abs(left - right) <= NEAR * max(1.0, abs(left), abs(right))
    if sign in {"=", "!="}:
        return float(equal == (sign == "="))
    if equal:
        return float(sign in {"<=", ">="})
    return float(left < right) if sign in {"<", "<="} else float(left > right)


def put_together(name: str, values: Sequence[float]) -> Value:
    """min, max, mean or sum of at least one value."""
    if name == "min":
        return min(values)
    if name == "max":
        return max(values)
    total = fsum(values)
    return checked(total / len(values) if name == "mean" else total)
