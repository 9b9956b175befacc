"""The trail in words. Each context registers what its acts and kinds are called.

    words.register(acts={"notes.write": _("wrote a note on")}, kinds={"note": _("note")})

An act reads between its author and its subject: “Solvay, CFO” wrote a note on “Grow value”.
"""

from collections.abc import Mapping

_acts: dict[str, object] = {}
_kinds: dict[str, object] = {}


def register(*, acts: Mapping[str, object] = {}, kinds: Mapping[str, object] = {}) -> None:
    _acts.update(acts)
    _kinds.update(kinds)


def act_in_words(act: str) -> str:
    """What stands between author and subject; the name of the act where nobody said."""
    return str(_acts.get(act) or act.rpartition(".")[2].replace("_", " "))


def kind_in_words(kind: str) -> str:
    return str(_kinds.get(kind) or kind.replace("_", " "))


def kinds() -> list[tuple[str, str]]:
    """All kinds with their names, by name."""
    return sorted(((kind, str(name)) for kind, name in _kinds.items()), key=lambda row: row[1])
