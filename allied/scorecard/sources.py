"""Where a derived measure's values can come from beside other measures.

An upper context offers what it counts itself, from its `apps.py`:

    sources.register(Source(kind="survey", label=_("survey"), offers=…, since=…, values=…))

A formula then says `{survey #4}`, alone or with anything else, and is checked, computed, kept and
explained like every other. When something behind a value changes, the context calls, in the same
transaction, `derived.services.source_changed(alliance=…, kind="survey", key=4)`.
"""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from allied.pure.periods import Period


class Offer(Struct, frozen=True):
    """One series that a source has: by number, in a room, with a unit like a measure's."""

    key: int
    name: str
    room_id: int
    kind: str
    unit: str = ""
    currency: str = ""
    address: str = ""


class Source(Struct, frozen=True):
    """One kind of source. All callables take the id of the alliance first.

    `offers(alliance_id)` gives what there is, of all rooms: only what lives in the measure's room,
    or in the joint room, is used. `since(alliance_id, key)` is the first day of which something is
    known, or None. `values(alliance_id, key, periods)` has a value for each period, None for no
    data, and must not depend on who asks.
    """

    kind: str
    label: object
    offers: Callable[[int], Sequence[Offer]]
    since: Callable[[int, int], date | None]
    values: Callable[[int, int, Sequence[Period]], Sequence[float | None]]


_sources: dict[str, Source] = {}
_TAKEN = frozenset({"children", "objective", "theme"})


def register(source: Source) -> None:
    """Offer a kind of source. A second registration, or a word of formulas: ValueError."""
    if source.kind in _TAKEN or not source.kind.isalpha() or not source.kind.islower():
        raise ValueError(f"a source cannot be called {source.kind}")
    if _sources.setdefault(source.kind, source) is not source:
        raise ValueError(f"two registrations of the source {source.kind}")


def unregister(kind: str) -> None:
    """Take a kind back, for tests."""
    _sources.pop(kind, None)


def source_of(kind: str) -> Source | None:
    return _sources.get(kind)


def kinds() -> list[str]:
    """The registered kinds, in order."""
    return sorted(_sources)
