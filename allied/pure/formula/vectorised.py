"""A formula computed for very many measures and periods at once, in NumPy.

The same values as :mod:`.series` gives, NaN for no data (a test holds the two together). Not
imported by the package: a page must not carry NumPy's memory.
"""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from allied.pure.scoring.vocabulary import NEAR

from .tree import Arithmetic, Call, Comparison, Input, Many, Negative, Node, Number
from .vocabulary import LARGEST, OVER_MANY

Floats = NDArray[np.float64]


def evaluate_many(
    tree: Node, inputs: Mapping[str, Floats], place_in_year: Sequence[int] = ()
) -> Floats:
    """The formula over arrays of one shape, NaN for no data; the inputs are left as they are.

    The first axis is time, oldest first, where the formula says previous or ytd; then
    ``place_in_year`` has one number for each period, 0 for the first of a fiscal year.
    """
    shape = np.broadcast_shapes(*(np.shape(each) for each in inputs.values()))
    with np.errstate(all="ignore"):
        found = _Arrays(inputs, np.asarray(place_in_year), shape).of(tree)
        return np.array(np.broadcast_to(found, shape), dtype=float)


class _Arrays:
    def __init__(
        self, inputs: Mapping[str, Floats], places: NDArray[np.int_], shape: tuple[int, ...]
    ) -> None:
        self.inputs = inputs
        self.places = places
        self.shape = shape

    def of(self, node: Node) -> Floats:
        if isinstance(node, Number):
            return np.float64(node.value)  # type: ignore[return-value]
        if isinstance(node, Input):
            return self.inputs[node.key]
        if isinstance(node, Negative):
            return np.negative(self.of(node.inner))
        if isinstance(node, Arithmetic):
            return _arithmetic(node.sign, self.of(node.left), self.of(node.right))
        if isinstance(node, Comparison):
            return _compare(node.sign, self.of(node.left), self.of(node.right))
        assert isinstance(node, Call), "names are bound, and several stand in a function"
        return self._call(node)

    def _call(self, node: Call) -> Floats:
        if node.name in OVER_MANY:
            return self._over_many(node)
        found = [self.of(value) for value in node.values]
        if node.name == "if":
            made = np.where(found[0] != 0, found[1], found[2])
            unknown = np.isnan(found[0])
            return np.where(unknown, np.nan, made) if unknown.any() else made
        if node.name == "previous":
            shifted = np.full(self.shape, np.nan)
            shifted[1:] = np.broadcast_to(found[0], self.shape)[:-1]
            return shifted
        if node.name == "ytd":
            return self._year_to_date(np.broadcast_to(found[0], self.shape))
        if node.name == "number":
            return found[0]
        return _kept(found[0] * (0.01 if node.name == "share" else 100.0))

    def _over_many(self, node: Call) -> Floats:
        named: list[Floats] = []
        several: list[Floats] = []
        for value in node.values:
            if isinstance(value, Many):
                into = named if node.name == "sum" else several
                into += [self.inputs[key] for key in value.keys]
            else:
                named.append(self.of(value))
        if not several:
            return _strict(node.name, named)
        return self._leaving_out(node.name, named, several)

    def _leaving_out(self, name: str, named: list[Floats], several: list[Floats]) -> Floats:
        """min, max and mean of those with data; what is named must have some."""
        there = np.stack([np.broadcast_to(each, self.shape) for each in (*named, *several)])
        if name == "mean":
            has = ~np.isnan(there)
            made = np.where(has, there, 0.0).sum(axis=0) / has.sum(axis=0)
        else:
            made = (np.fmin if name == "min" else np.fmax).reduce(there, axis=0)
        for each in named:
            made = np.where(np.isnan(each), np.nan, made)
        return _kept(made)

    def _year_to_date(self, values: Floats) -> Floats:
        made = np.full(self.shape, np.nan)
        starts = [*np.flatnonzero(self.places == 0).tolist(), len(self.places)]
        for first, end in itertools.pairwise(starts):
            np.cumsum(values[first:end], axis=0, out=made[first:end])
        return _kept(made)


def _arithmetic(sign: str, left: Floats, right: Floats) -> Floats:
    if sign == "+":
        return _kept(np.add(left, right))
    if sign == "-":
        return _kept(np.subtract(left, right))
    if sign == "*":
        return _kept(np.multiply(left, right))
    # A division by zero is infinite or no number, so no data like whatever is too large.
    if sign == "/":
        return _kept(np.divide(left, right))
    made = np.power(left, right)
    # NumPy holds that NaN ** 0 and 1 ** NaN are 1.
    return _kept(np.where(np.isnan(left) | np.isnan(right), np.nan, made))


def _kept(made: Floats) -> Floats:
    """The values, no data where one is too large. The common case costs one pass and no copy."""
    if made.ndim == 0:
        return made if abs(made) < LARGEST else np.float64(np.nan)  # type: ignore[return-value]
    if max(np.fmax.reduce(made, axis=None), -np.fmin.reduce(made, axis=None)) >= LARGEST:
        made[np.abs(made) >= LARGEST] = np.nan
    return made


def _compare(sign: str, left: Floats, right: Floats) -> Floats:
    gap = np.subtract(left, right)
    if gap.ndim == 0:
        gap = gap.reshape(1)
    size = np.maximum(np.maximum(np.abs(left), np.abs(right)), 1.0)
    size *= NEAR
    if sign in {"=", "!="}:
        met = np.abs(gap) <= size if sign == "=" else np.abs(gap) > size
    elif sign in {"<", "<="}:
        met = gap < -size if sign == "<" else gap <= size
    else:
        met = gap > size if sign == ">" else gap >= -size
    made = met.astype(float)
    unknown = np.isnan(gap)
    if unknown.any():
        made[unknown] = np.nan
    return made


def _strict(name: str, values: list[Floats]) -> Floats:
    """Of values that must all be there: NaN goes through."""
    made = values[0]
    combine = {"min": np.minimum, "max": np.maximum}.get(name, np.add)
    for each in values[1:]:
        made = combine(made, each)
    return _kept(np.divide(made, len(values)) if name == "mean" else np.array(made, dtype=float))
