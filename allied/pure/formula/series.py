"""A formula computed for one measure and many periods, each value with the reason where none.

Standard library only: the server computes with this. Many measures at once: ``vectorised``.
"""

from collections.abc import Callable, Mapping, Sequence

from .outcomes import (
    NO_PREVIOUS,
    YEAR_INCOMPLETE,
    Missing,
    Value,
    arithmetic,
    checked,
    compare,
    put_together,
)
from .tree import Arithmetic, Call, Comparison, Input, Many, Negative, Node, Number
from .vocabulary import OVER_MANY

Inputs = Mapping[str, Sequence[float | None]]


def evaluate(tree: Node, inputs: Inputs, place_in_year: Sequence[int]) -> list[Value]:
    """The value of each period, oldest first, or :class:`Missing`.

    ``inputs`` gives each key its values by period, None for no data; ``place_in_year`` is 0 for
    the first period of a fiscal year, 1 for the second. What the formula names must have data;
    of several measures (``Many``) mean, min and max leave out those without, and sum does not.
    """
    return _Series(inputs, place_in_year).of(tree)


class _Series:
    def __init__(self, inputs: Inputs, place_in_year: Sequence[int]) -> None:
        self.inputs = inputs
        self.places = place_in_year
        self.count = len(place_in_year)

    def of(self, node: Node) -> list[Value]:
        if isinstance(node, Number):
            return [node.value] * self.count
        if isinstance(node, Input):
            return self._input(node.key)
        if isinstance(node, Negative):
            return _each(lambda value: -value, self.of(node.inner))
        if isinstance(node, Arithmetic):
            sign = node.sign
            return _each(
                lambda a, b: arithmetic(sign, a, b), self.of(node.left), self.of(node.right)
            )
        if isinstance(node, Comparison):
            sign = node.sign
            return _each(lambda a, b: compare(sign, a, b), self.of(node.left), self.of(node.right))
        assert isinstance(node, Call), "names are bound, and several stand in a function"
        return self._call(node)

    def _input(self, key: str) -> list[Value]:
        missing = Missing("missing", {"key": key})
        return [missing if value is None else value for value in self.inputs[key]]

    def _call(self, node: Call) -> list[Value]:
        if node.name in OVER_MANY:
            return self._over_many(node)
        found = [self.of(value) for value in node.values]
        if node.name == "if":
            return [_branch(*each) for each in zip(*found, strict=True)]
        if node.name == "previous":
            return [NO_PREVIOUS, *found[0][:-1]] if self.count else []
        if node.name == "ytd":
            return self._year_to_date(found[0])
        factor = {"share": 0.01, "percent": 100.0}.get(node.name, 1.0)
        return _each(lambda value: checked(value * factor), found[0])

    def _over_many(self, node: Call) -> list[Value]:
        named: list[list[Value]] = []
        several: list[Sequence[float | None]] = []
        for value in node.values:
            if isinstance(value, Many):
                several += [self.inputs[key] for key in value.keys]
                if node.name == "sum":
                    named += [self._input(key) for key in value.keys]
            else:
                named.append(self.of(value))
        if node.name == "sum":
            several = []
        return [
            _together(node.name, [each[n] for each in named], [each[n] for each in several])
            for n in range(self.count)
        ]

    def _year_to_date(self, values: Sequence[Value]) -> list[Value]:
        """From the first period of the year on; what is missing in between leaves no data."""
        made: list[Value] = []
        running: Value = YEAR_INCOMPLETE
        for place, value in zip(self.places, values, strict=True):
            if place == 0:
                running = value
            elif not isinstance(running, Missing):
                running = value if isinstance(value, Missing) else checked(running + value)
            made.append(running)
        return made


def _each(operation: Callable[..., Value], *series: Sequence[Value]) -> list[Value]:
    """The operation period by period; what is missing on the left is said first."""
    return [
        next((value for value in values if isinstance(value, Missing)), None) or operation(*values)
        for values in zip(*series, strict=True)
    ]


def _branch(condition: Value, yes: Value, no: Value) -> Value:
    if isinstance(condition, Missing):
        return condition
    return yes if condition != 0 else no


def _together(name: str, named: Sequence[Value], several: Sequence[float | None]) -> Value:
    numbers: list[float] = []
    for value in named:
        if isinstance(value, Missing):
            return value
        numbers.append(value)
    numbers += [value for value in several if value is not None]
    return put_together(name, numbers) if numbers else Missing("none_of_many")
