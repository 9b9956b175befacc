"""Whether a formula holds for its measure: inputs, periods, units, circles."""

from collections.abc import Iterator
from typing import Final

from allied.pure.formula import (
    FormulaFault,
    Input,
    Many,
    Node,
    Word,
    circle_through,
    is_coarser,
    keys_of,
    refuse_result,
    unit_of,
)
from allied.pure.formula.tree import walk
from allied.pure.periods import Frequency

from .binding import STORED, bound
from .catalogue import Scope, Term

_WORDS: Final = {
    Frequency.MONTH: Word("month"), Frequency.QUARTER: Word("quarter"),
    Frequency.HALF_YEAR: Word("half-year"), Frequency.YEAR: Word("year"),
}  # fmt: skip


def checked_tree(text: str, scope: Scope, longest: int = STORED) -> Node:
    """The bound tree of a formula that holds; else FormulaFault at its place."""
    tree = bound(text, scope, longest)
    if not keys_of(tree):
        raise FormulaFault("constant", 0, len(text))
    for leaf in _inputs(tree):
        _check_input(leaf, scope)
    found = unit_of(tree, lambda key: _term(key, scope).counts_in)
    refuse_result(found, scope.own.counts_in, 0, len(text))
    _refuse_circle(tree, scope)
    return tree


def _inputs(tree: Node) -> Iterator[Input | Many]:
    for node in walk(tree):
        if isinstance(node, Input | Many):
            yield node


def _term(key: str, scope: Scope) -> Term:
    term = scope.term(key)
    assert term is not None, "bound to what the scope has"
    return term


def _check_input(leaf: Input | Many, scope: Scope) -> None:
    keys = leaf.keys if isinstance(leaf, Many) else (leaf.key,)
    if scope.own.key in keys:
        raise FormulaFault("itself", leaf.at, leaf.length)
    ours = Frequency(scope.own.frequency)
    for key in keys:
        term = _term(key, scope)
        if term.frequency and is_coarser(Frequency(term.frequency), ours):
            raise FormulaFault(
                "coarser", leaf.at, leaf.length, key=term.name,
                theirs=_WORDS[Frequency(term.frequency)], ours=_WORDS[ours],
            )  # fmt: skip


def _refuse_circle(tree: Node, scope: Scope) -> None:
    """Formulas of another partner's room never feed this one, so a circle names what we may see."""
    own = scope.own.key
    uses = {**scope.catalogue.uses, own: set(keys_of(tree))}
    circle = circle_through(own, uses)
    if not circle:
        return
    for leaf in _inputs(tree):
        if circle[1] in (leaf.keys if isinstance(leaf, Many) else (leaf.key,)):
            names = " → ".join(_term(key, scope).name for key in circle)
            raise FormulaFault("cycle", leaf.at, leaf.length, keys=names)
