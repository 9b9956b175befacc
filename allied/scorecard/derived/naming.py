"""A formula as it is kept, with numbers, and as people read it, with names."""

from collections import Counter
from collections.abc import Iterable

from allied.pure.formula import Brace, FormulaFault, Input, Leaf, Name, parse, rewritten

from .binding import STORED, folded, group_of, meaning
from .catalogue import Scope, Term

_BRACKETS = str.maketrans("[]{}", "()()")


def with_numbers(text: str, scope: Scope) -> str:
    """The text as typed, each measure by its number. FormulaFault where one is not known."""
    return rewritten(text.strip(), parse(text.strip()), lambda leaf: _numbered(leaf, scope))


def with_names(text: str, scope: Scope) -> str:
    """The same with the names of today; what is not there any more keeps its number."""
    names = Counter(folded(term.name) for term in [*scope.live(), scope.own])
    return rewritten(text, parse(text, STORED), lambda leaf: _named(leaf, scope, names))


def _numbered(leaf: Leaf, scope: Scope) -> str:
    found = meaning(leaf, scope)
    if isinstance(leaf, Name):
        assert isinstance(found, Input)
        return f"[#{found.key.removeprefix('m')}]"
    if isinstance(found, Input):
        return f"{{{leaf.kind} #{found.key.partition(':')[2]}}}"
    group = group_of(leaf, scope)
    return f"{{{leaf.kind} #{group[0]}}}" if group else f"{{{leaf.kind}}}"


def _named(leaf: Leaf, scope: Scope, names: Counter[str]) -> str:
    try:
        found = meaning(leaf, scope)
        group = group_of(leaf, scope) if isinstance(leaf, Brace) and leaf.kind == "theme" else None
        if isinstance(leaf, Brace) and leaf.kind == "objective":
            group = group_of(leaf, scope)
    except FormulaFault:
        return f"[{leaf.text}]" if isinstance(leaf, Name) else f"{{{leaf.kind} {leaf.text}}}"
    if isinstance(leaf, Name):
        term = scope.term(found.key) if isinstance(found, Input) else None
        return reference(term, names) if term else f"[{leaf.text}]"
    if isinstance(found, Input):
        term = scope.term(found.key)
        return f"{{{leaf.kind} #{term.pk} {_safe(term.name)}}}" if term else ""
    if group is None:
        return f"{{{leaf.kind}}}"
    return f"{{{leaf.kind} {_called(*group, group[1] != _safe(group[1]))}}}"


def reference(term: Term, names: Counter[str]) -> str:
    """How a formula names the measure: by its name where that is enough, else by number too."""
    unclear = names[folded(term.name)] > 1 or term.name != _safe(term.name) or not term.is_live
    return f"[{_called(term.pk, term.name, unclear)}]"


def counted(terms: Iterable[Term]) -> Counter[str]:
    """How often each name comes."""
    return Counter(folded(term.name) for term in terms)


def _called(pk: int, name: str, unclear: bool) -> str:
    return f"#{pk} {_safe(name)}" if unclear or name.startswith("#") else _safe(name)


def _safe(name: str) -> str:
    return " ".join(name.translate(_BRACKETS).split())
