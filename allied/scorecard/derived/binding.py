"""From the numbers and names in a formula to the measures that it means."""

from typing import TYPE_CHECKING, Final

from allied.pure.formula import Brace, FormulaFault, Input, Leaf, Many, Name, Node, bind, parse

from .. import sources
from ..models.formulas import LONGEST_FORMULA

if TYPE_CHECKING:
    from .catalogue import Scope, Term

STORED: Final = 4 * LONGEST_FORMULA
GROUPS: Final = ("children", "objective", "theme")


def bound(text: str, scope: "Scope", longest: int = STORED) -> Node:
    """The formula with its measures; FormulaFault, at its place, where there is one missing."""
    return bind(parse(text, longest), lambda leaf: meaning(leaf, scope))


def meaning(leaf: Leaf, scope: "Scope") -> Input | Many:
    """What a name or brace means to this measure."""
    if isinstance(leaf, Name):
        return Input(_measure(leaf, scope).key, at=leaf.at, length=leaf.length)
    if leaf.kind not in GROUPS:
        return Input(_series(leaf, scope).key, at=leaf.at, length=leaf.length)
    group = group_of(leaf, scope)
    own = scope.own.key
    keys = tuple(term.key for term in _members(leaf.kind, group, scope) if term.key != own)
    label = "{" + " ".join(filter(None, (leaf.kind, group and group[1]))) + "}"
    if not keys:
        raise FormulaFault("children_empty", leaf.at, leaf.length, key=label)
    return Many(keys, label, at=leaf.at, length=leaf.length)


def group_of(leaf: Brace, scope: "Scope") -> tuple[int, str] | None:
    """The objective or theme, number and name, that a brace means; None for the children."""
    if leaf.kind == "children":
        if leaf.text:
            raise FormulaFault("unknown_group", leaf.at, leaf.length, key=leaf.text)
        return None
    found = {
        (t.objective_id, t.objective) if leaf.kind == "objective" else (t.theme_id, t.theme)
        for t in [*scope.live(), scope.own]
    }
    return _one(leaf, sorted(found), "unknown_group")


def _members(kind: str, group: tuple[int, str] | None, scope: "Scope") -> list["Term"]:
    if kind == "theme":
        return [term for term in scope.live() if group and term.theme_id == group[0]]
    objective_id = group[0] if group else scope.own.objective_id
    return [term for term in scope.live() if term.objective_id == objective_id]


def _measure(leaf: Name, scope: "Scope") -> "Term":
    number = number_in(leaf.text)
    if number is not None:
        term = scope.term(f"m{number}")
        if term is None:
            raise FormulaFault("unknown", leaf.at, leaf.length, key=leaf.text)
        return term
    by_pk = {term.pk: term for term in [*scope.live(), scope.own]}
    pk, _name = _one(leaf, [(term.pk, term.name) for term in by_pk.values()], "unknown")
    return by_pk[pk]


def _series(leaf: Brace, scope: "Scope") -> "Term":
    if sources.source_of(leaf.kind) is None:
        names = ", ".join(sorted({*GROUPS, *sources.kinds()}))
        raise FormulaFault("group_kind", leaf.at, leaf.length, key=leaf.kind[:40], names=names)
    by_pk = {term.pk: term for term in scope.series() if term.source == leaf.kind}
    pk, _name = _one(leaf, [(term.pk, term.name) for term in by_pk.values()], "unknown_group")
    return by_pk[pk]


def _one(leaf: Leaf, choices: list[tuple[int, str]], code: str) -> tuple[int, str]:
    number = number_in(leaf.text)
    wanted = folded(leaf.text)
    found = [
        c for c in choices if (c[0] == number if number is not None else folded(c[1]) == wanted)
    ]
    if not found:
        raise FormulaFault(code, leaf.at, leaf.length, key=leaf.text[:140])
    if len(found) > 1:
        raise FormulaFault("ambiguous", leaf.at, leaf.length, key=leaf.text[:140])
    return found[0]


def number_in(text: str) -> int | None:
    """12, of `#12` or `#12 any words`; None where a name stands."""
    first = text.partition(" ")[0]
    digits = first.removeprefix("#")
    if first.startswith("#") and digits.isascii() and digits.isdigit() and len(digits) < 19:
        return int(digits)
    return None


def folded(name: str) -> str:
    """The name as a reader tells it from others."""
    return " ".join(name.split()).casefold()
