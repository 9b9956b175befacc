"""What differs between two maps. Objectives are matched by their ids: a new name hides nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from .document import FrozenMap, FrozenObjective

ADDED, REMOVED, MOVED, REWORDED = "added", "removed", "moved", "reworded"
CHANGED: Final = "changed"
Arrow = tuple[int, int]


class Line(Struct, frozen=True):
    """One thing that was said otherwise; `what` is a code, such as title or win."""

    what: str
    before: str
    after: str
    of: str = ""


class Differing(Struct, frozen=True):
    """One objective, perspective, theme or line of the map. `acts`: in how many ways it differs."""

    kind: str
    id: int
    name: str
    acts: tuple[str, ...]
    lines: tuple[Line, ...] = ()


class DifferingLink(Struct, frozen=True):
    cause_id: int
    effect_id: int
    cause: str
    effect: str
    act: str


class Comparison(Struct, frozen=True):
    """All that differs, the objectives by id for the drawing too."""

    objectives: Sequence[Differing]
    links: Sequence[DifferingLink]
    frame: Sequence[Differing]

    @property
    def count(self) -> int:
        return len(self.objectives) + len(self.links) + len(self.frame)

    @property
    def is_empty(self) -> bool:
        return not self.count

    @property
    def by_objective(self) -> Mapping[int, Differing]:
        return {row.id: row for row in self.objectives}

    def counted(self) -> dict[str, int]:
        """How many objectives were added, removed, moved and reworded or changed otherwise."""
        counts: dict[str, int] = {}
        for row in self.objectives:
            for act in row.acts:
                counts[act] = counts.get(act, 0) + 1
        return counts


def compared(before: FrozenMap, after: FrozenMap) -> Comparison:
    return Comparison(
        objectives=list(_objectives(before, after)),
        links=list(_links(before, after)),
        frame=[*_lines(before, after), *_bands(before, after), *_themes(before, after)],
    )


def same_text(
    old: FrozenObjective, before: FrozenMap, new: FrozenObjective, after: FrozenMap
) -> bool:
    """Whether an objective says the same in both, so that an answer to one holds for the other."""
    return not _acts_and_lines(old, before, new, after)[0]


def _objectives(before: FrozenMap, after: FrozenMap) -> Iterator[Differing]:
    old = {row.id: row for row in before.objectives}
    new = {row.id: row for row in after.objectives}
    for pk, row in new.items():
        if pk not in old:
            yield Differing("objective", pk, row.title, (ADDED,))
            continue
        acts, lines = _acts_and_lines(old[pk], before, row, after)
        if acts:
            yield Differing("objective", pk, row.title, acts, lines)
    for pk, row in old.items():
        if pk not in new:
            yield Differing("objective", pk, row.title, (REMOVED,))


def _acts_and_lines(
    old: FrozenObjective, before: FrozenMap, new: FrozenObjective, after: FrozenMap
) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    place = [
        *_said("perspective", _name(before.perspectives, old.perspective_id),
               _name(after.perspectives, new.perspective_id)),
        *_said("theme", _name(before.themes, old.theme_id), _name(after.themes, new.theme_id)),
    ]  # fmt: skip
    moved = (old.perspective_id, old.theme_id) != (new.perspective_id, new.theme_id)
    words = [
        *_said("title", old.title, new.title),
        *_said("description", old.description, new.description),
    ]
    other = [*_wins(old, new), *_said("weight", old.weight, new.weight)]
    acts = (MOVED,) * moved + (REWORDED,) * bool(words) + (CHANGED,) * bool(other)
    return acts, tuple([*(place if moved else ()), *words, *other])


def _wins(old: FrozenObjective, new: FrozenObjective) -> Iterator[Line]:
    companies = {win.partner_id: win.company for win in (*old.wins, *new.wins)}
    for partner, company in companies.items():
        yield from _said("win", old.win_of(partner), new.win_of(partner), company)


def _links(before: FrozenMap, after: FrozenMap) -> Iterator[DifferingLink]:
    """Links that came or went with an objective count too: each is said once."""
    titles = {row.id: row.title for row in (*before.objectives, *after.objectives)}
    old, new = set(before.links), set(after.links)
    for act, arrows in ((ADDED, new - old), (REMOVED, old - new)):
        for cause, effect in sorted(arrows):
            yield DifferingLink(cause, effect, titles.get(cause, ""), titles.get(effect, ""), act)


def _lines(before: FrozenMap, after: FrozenMap) -> Iterator[Differing]:
    for kind, old, new in (
        ("mission", before.mission, after.mission),
        ("values", before.values_line, after.values_line),
    ):
        said = tuple(_said("text", old, new))
        if said:
            yield Differing(kind, 0, "", (REWORDED,), said)


def _bands(before: FrozenMap, after: FrozenMap) -> Iterator[Differing]:
    old = {row.id: row for row in before.perspectives}
    new = {row.id: row for row in after.perspectives}
    stood = [pk for pk in old if pk in new]
    stands = [pk for pk in new if pk in old]
    for pk, row in new.items():
        if pk not in old:
            yield Differing("perspective", pk, row.name, (ADDED,))
            continue
        was = old[pk]
        words = [*_said("name", was.name, row.name), *_said("question", was.question, row.question)]
        other = list(_said("weight", was.weight, row.weight))
        moved = stood.index(pk) != stands.index(pk)
        acts = (MOVED,) * moved + (REWORDED,) * bool(words) + (CHANGED,) * bool(other)
        if acts:
            yield Differing("perspective", pk, row.name, acts, tuple([*words, *other]))
    for pk in sorted(old.keys() - new.keys()):
        yield Differing("perspective", pk, old[pk].name, (REMOVED,))


def _themes(before: FrozenMap, after: FrozenMap) -> Iterator[Differing]:
    old = {row.id: row for row in before.themes}
    new = {row.id: row for row in after.themes}
    for pk, row in new.items():
        if pk not in old:
            yield Differing("theme", pk, row.name, (ADDED,))
            continue
        was = old[pk]
        words = [
            *_said("name", was.name, row.name), *_said("statement", was.statement, row.statement)
        ]  # fmt: skip
        other = list(_said("weight", was.weight, row.weight))
        acts = (REWORDED,) * bool(words) + (CHANGED,) * bool(other)
        if acts:
            yield Differing("theme", pk, row.name, acts, tuple([*words, *other]))
    for pk in sorted(old.keys() - new.keys()):
        yield Differing("theme", pk, old[pk].name, (REMOVED,))


def _said(what: str, before: str, after: str, of: str = "") -> Iterator[Line]:
    if before != after:
        yield Line(what, before, after, of)


def _name(rows: Sequence[object], pk: int) -> str:
    return next((row.name for row in rows if row.id == pk), "")  # type: ignore[attr-defined]
