"""What may be added to what: a unit is a product of powers of base units, or a date."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from .faults import FormulaFault, Word
from .tree import Arithmetic, Call, Comparison, Input, Many, Negative, Node, Number
from .vocabulary import OVER_MANY


class Unit(Struct, frozen=True):
    """``powers``: base units with whole exponents, sorted. ``form`` is empty but for the three
    that are no product: ``any`` (a number written out, which takes the unit of what it is put
    to), ``truth`` (yes or no) and ``date``.
    """

    powers: tuple[tuple[str, int], ...] = ()
    form: str = ""

    def name(self) -> str:
        """Such as EUR million, or people per days; a :class:`Word` where it is one of ours."""
        if not self.powers:
            return Word(_FORMS.get(self.form, "a plain number"))
        if self == DAYS:
            return Word("days")
        above = [_raised(base, power) for base, power in self.powers if power > 0]
        below = [_raised(base, -power) for base, power in self.powers if power < 0]
        over = _TIMES.join(above) or "1"
        return f"{over} / {_TIMES.join(below)}" if below else over


def base(name: str) -> Unit:
    """The unit of that name alone; a plain number for none."""
    return Unit(((" ".join(name.split()), 1),)) if name.strip() else NUMBER


ANY: Final = Unit(form="any")
NUMBER: Final = Unit()
TRUTH: Final = Unit(form="truth")
DATE: Final = Unit(form="date")
PERCENT: Final = base("%")
DAYS: Final = base("days")

_TIMES: Final = " \N{MIDDLE DOT} "
_FORMS: Final = {"truth": "yes or no", "date": "a date"}

UnitOf = Callable[[str], Unit]


def unit_of(node: Node, unit: UnitOf) -> Unit:
    """The unit of what the formula gives, where ``unit`` says that of each key.

    Raises :class:`FormulaFault` at the first operator or function that puts together what does
    not go together.
    """
    if isinstance(node, Number):
        return ANY
    if isinstance(node, Input):
        return unit(node.key)
    if isinstance(node, Many):
        raise FormulaFault("alone", node.at, node.length, key=node.label)
    if isinstance(node, Negative):
        return _as_number(unit_of(node.inner, unit), node)
    if isinstance(node, Comparison):
        _agreed([unit_of(node.left, unit), unit_of(node.right, unit)], node)
        return TRUTH
    if isinstance(node, Arithmetic):
        return _arithmetic(node, unit_of(node.left, unit), unit_of(node.right, unit))
    assert isinstance(node, Call), "a name is bound first"
    return _call(node, unit)


def refuse_result(found: Unit, wanted: Unit, at: int, length: int) -> None:
    """Raise where a measure in ``wanted`` cannot hold what the formula gives.

    A number written out fits everywhere. A measure with a name of its own for its unit (points,
    people) also takes a plain number and a compound, which no measure can be in otherwise.
    """
    if found in {wanted, ANY} or (found == TRUTH and wanted == NUMBER):
        return
    named = wanted not in {PERCENT, DAYS, DATE, TRUTH} and not is_money(wanted)
    compound = len(found.powers) > 1 or any(power != 1 for _, power in found.powers)
    if named and (found in {NUMBER, TRUTH} or compound):
        return
    raise FormulaFault("result_unit", at, length, unit=found.name(), other=wanted.name())


def is_money(unit: Unit) -> bool:
    """Whether it is an amount of one currency."""
    return any(name.startswith(MONEY) for name, _ in unit.powers)


MONEY: Final = "\N{CURRENCY SIGN}"
"""Stands before the name of a base unit that is money; never shown."""


def _raised(name: str, power: int) -> str:
    shown = name.removeprefix(MONEY)
    return shown if power == 1 else f"{shown}^{power}"


def _as_number(unit: Unit, node: Node) -> Unit:
    if unit == DATE:
        raise FormulaFault("unit_product", node.at, node.length)
    return NUMBER if unit == TRUTH else unit


def _agreed(units: Sequence[Unit], node: Node) -> Unit:
    """The one unit of all; numbers written out take it. Yes counts as 1 beside plain numbers."""
    told = [unit for unit in units if unit != ANY]
    if not told:
        return ANY
    if len(set(told)) == 1:
        return told[0]
    plain = [NUMBER if unit == TRUTH else unit for unit in told]
    for other in plain[1:]:
        if other != plain[0]:
            raise FormulaFault(
                "units_differ", node.at, node.length, unit=plain[0].name(), other=other.name()
            )
    return plain[0]


def _arithmetic(node: Arithmetic, left: Unit, right: Unit) -> Unit:
    if node.sign in "+-":
        return _sum(node, left, right)
    left, right = _as_number(left, node), _as_number(right, node)
    if node.sign == "^":
        return _power(node, left, right)
    if left == right == ANY:
        return ANY
    way = 1 if node.sign == "*" else -1
    powers = dict(left.powers)
    for name, power in right.powers:
        powers[name] = powers.get(name, 0) + way * power
    return Unit(tuple(sorted((n, p) for n, p in powers.items() if p)))


def _sum(node: Arithmetic, left: Unit, right: Unit) -> Unit:
    if left == right == DATE:
        if node.sign == "+":
            raise FormulaFault("date_sum", node.at, node.length)
        return DAYS
    days = {DAYS, ANY}
    if (left == DATE and right in days) or (node.sign == "+" and right == DATE and left in days):
        return DATE
    found = _agreed([left, right], node)
    return NUMBER if found == TRUTH else found


def _power(node: Arithmetic, left: Unit, right: Unit) -> Unit:
    if right not in {ANY, NUMBER}:
        raise FormulaFault("exponent", node.at, node.length)
    if left == ANY:
        return ANY if right == ANY else NUMBER
    if left == NUMBER:
        return NUMBER
    power = written_number(node.right)
    if power is None or power != int(power) or abs(power) > 9:
        raise FormulaFault("exponent_of_unit", node.at, node.length, unit=left.name())
    return Unit(tuple((name, each * int(power)) for name, each in left.powers)) if power else NUMBER


def written_number(node: Node) -> float | None:
    """The number, where it is one written out, with or without a minus sign."""
    if isinstance(node, Negative):
        inner = written_number(node.inner)
        return None if inner is None else -inner
    return node.value if isinstance(node, Number) else None


def _call(node: Call, unit: UnitOf) -> Unit:
    if node.name in OVER_MANY:
        return _over_many(node, unit)
    units = [unit_of(value, unit) for value in node.values]
    first = units[0]
    if node.name == "if":
        if first != TRUTH:
            raise FormulaFault("condition", node.values[0].at, node.values[0].length)
        return _agreed(units[1:], node)
    if node.name == "previous":
        return first
    if node.name == "ytd":
        if first == DATE:
            raise FormulaFault("date_sum", node.at, node.length)
        return NUMBER if first == TRUTH else first
    return _changed(node, first)


def _over_many(node: Call, unit: UnitOf) -> Unit:
    units: list[Unit] = []
    for value in node.values:
        if isinstance(value, Many):
            units += [unit(key) for key in value.keys]
        else:
            units.append(unit_of(value, unit))
    found = _agreed(units, node)
    if found == DATE and node.name == "sum":
        raise FormulaFault("date_sum", node.at, node.length)
    return NUMBER if found == TRUTH and node.name in {"sum", "mean"} else found


def _changed(node: Call, unit: Unit) -> Unit:
    """The functions that only say what a value is."""
    if unit == DATE:
        raise FormulaFault("number_of_date", node.at, node.length)
    if node.name == "share":
        if unit not in {PERCENT, ANY}:
            raise FormulaFault("share_of", node.at, node.length, unit=unit.name())
        return NUMBER
    if node.name == "percent":
        if unit not in {NUMBER, TRUTH, ANY}:
            raise FormulaFault("percent_of", node.at, node.length, unit=unit.name())
        return PERCENT
    return NUMBER
