"""The trail in words. Each context registers what its acts and kinds are called.

    words.register(acts={"notes.write": _("wrote a note on")}, kinds={"note": _("note")})
    words.register(details={"role": (_("role"), dict(Role.choices))})

An act reads between its author and its subject: “Solvay, CFO” wrote a note on “Grow value”.
"""

from collections.abc import Mapping

Detail = tuple[object, Mapping[str, object]]

_acts: dict[str, object] = {}
_kinds: dict[str, object] = {}
_details: dict[str, Detail] = {}


def register(
    *,
    acts: Mapping[str, object] = {},
    kinds: Mapping[str, object] = {},
    details: Mapping[str, Detail] = {},
) -> None:
    """`details`: what a detail is called, and what its codes mean."""
    _acts.update(acts)
    _kinds.update(kinds)
    _details.update(details)


def detail_in_words(name: str) -> str:
    """What a detail is called; its name in the code where nobody said."""
    return str(_details[name][0]) if name in _details else name.replace("_", " ")


def value_in_words(name: str, value: object) -> object:
    """What a code of this detail means; the value itself where it is none."""
    codes = _details[name][1] if name in _details else {}
    return str(codes[value]) if isinstance(value, str) and value in codes else value


def act_in_words(act: str) -> str:
    """What stands between author and subject; the name of the act where nobody said."""
    return str(_acts.get(act) or act.rpartition(".")[2].replace("_", " "))


def kind_in_words(kind: str) -> str:
    return str(_kinds.get(kind) or kind.replace("_", " "))


def kinds() -> list[tuple[str, str]]:
    """All kinds with their names, by name."""
    return sorted(((kind, str(name)) for kind, name in _kinds.items()), key=lambda row: row[1])
