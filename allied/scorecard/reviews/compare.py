"""What moved between two reviews: statuses first, then scores and values, targets, what is new."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from allied.pure.scoring import WORST_FIRST, same

from .payload import FrozenMeasure, FrozenNode, FrozenObjective, FrozenScorecard

NEAR: Final = 1e-9
_RANK: Final = {status.value: rank for rank, status in enumerate(WORST_FIRST)}
_JUDGED_BY: Final = ("baseline", "target", "direction", "preset", "weight")


class Subject(Struct, frozen=True):
    """What is compared. `place`: the perspective of an objective, the objective of a measure."""

    kind: str
    name: str
    place: str
    is_ours: bool


class Stood(Struct, frozen=True):
    """How it stood in one review. `value` with its text, for measures."""

    status: str
    score: float | None
    value: float | None = None
    text: str = ""


class Moved(Struct, frozen=True):
    """One objective or measure in both reviews. `better` None: neither better nor worse."""

    subject: Subject
    before: Stood
    after: Stood
    renamed_from: str = ""

    @property
    def status_moved(self) -> bool:
        return self.before.status != self.after.status

    @property
    def better(self) -> bool | None:
        """By the status; where that stands still, by the score."""
        old, new = _RANK.get(self.before.status), _RANK.get(self.after.status)
        if old is not None and new is not None and old != new:
            return new > old
        if not self.score_change:
            return None
        return self.score_change > 0

    @property
    def score_change(self) -> float:
        """0 where the score stands still or one review has none."""
        if self.before.score is None or self.after.score is None:
            return 0.0
        change = self.after.score - self.before.score
        return 0.0 if abs(change) <= NEAR else change

    @property
    def value_trend(self) -> str:
        """Where the value moved: up, down, flat, or nothing."""
        old, new = self.before.value, self.after.value
        if old is None or new is None:
            return ""
        if same(old, new):
            return "flat"
        return "up" if new > old else "down"

    @property
    def has_moved(self) -> bool:
        return (
            self.status_moved
            or self.score_change != 0
            or (self.before.score is None) is not (self.after.score is None)
            or (self.before.value is None) is not (self.after.value is None)
            or self.value_trend in {"up", "down"}
            or bool(self.renamed_from)
        )


class Retargeted(Struct, frozen=True):
    """A measure that is judged otherwise: what of it, before and after."""

    subject: Subject
    changes: Sequence[tuple[str, str, str]]


class OneSided(Struct, frozen=True):
    """An objective or measure that only one of the reviews has."""

    subject: Subject
    stood: Stood


class Comparison(Struct, frozen=True):
    """`same`: how many measures stand as they stood."""

    alliance: Moved
    statuses: Sequence[Moved]
    moved: Sequence[Moved]
    retargeted: Sequence[Retargeted]
    appeared: Sequence[OneSided]
    disappeared: Sequence[OneSided]
    same: int

    @property
    def better(self) -> int:
        """How many measures rose."""
        return sum(item.better is True for item in self._measures)

    @property
    def worse(self) -> int:
        return sum(item.better is False for item in self._measures)

    @property
    def otherwise(self) -> int:
        """How many changed without a better or worse status or score, such as a value alone."""
        return sum(item.better is None for item in self._measures)

    @property
    def _measures(self) -> Iterator[Moved]:
        return (i for i in (*self.statuses, *self.moved) if i.subject.kind == "measure")

    @property
    def is_empty(self) -> bool:
        return not (
            self.statuses or self.moved or self.retargeted or self.appeared or self.disappeared
        )


def compared(before: FrozenScorecard, after: FrozenScorecard) -> Comparison:
    """Objectives and measures are matched by their ids, so that a new name hides nothing."""
    old, new = _Side(before), _Side(after)
    both = [
        *(_objective(old.objectives[pk], item) for pk, item in new.objectives.items()
          if pk in old.objectives),
        *(_measure(old.measures[pk], item) for pk, item in new.measures.items()
          if pk in old.measures),
    ]  # fmt: skip
    judged = [
        _judged(old.measures[pk], item) for pk, item in new.measures.items() if pk in old.measures
    ]
    return Comparison(
        alliance=Moved(
            Subject("alliance", "", "", False), _node_stood(before.score), _node_stood(after.score)
        ),
        statuses=sorted((item for item in both if item.status_moved), key=order),
        moved=sorted(
            (item for item in both if item.has_moved and not item.status_moved), key=order
        ),
        retargeted=[item for item in judged if item.changes],
        appeared=list(new.not_in(old)),
        disappeared=list(old.not_in(new)),
        same=sum(item.subject.kind == "measure" and not item.has_moved for item in both),
    )


_Placed = tuple[FrozenObjective, FrozenMeasure]


class _Side:
    """One review by ids."""

    def __init__(self, card: FrozenScorecard) -> None:
        self.objectives = {objective.id: objective for objective in card.objectives}
        self.measures: Mapping[int, _Placed] = {
            measure.data["id"]: (objective, measure)
            for objective in card.objectives
            for measure in objective.measures
        }

    def not_in(self, other: "_Side") -> Iterator[OneSided]:
        for pk, objective in self.objectives.items():
            if pk not in other.objectives:
                yield OneSided(_of_objective(objective), _node_stood(objective.score))
        for pk, placed in self.measures.items():
            if pk not in other.measures:
                yield OneSided(_of_measure(placed), _stood(placed[1]))


def order(item: Moved) -> tuple[int, int, float]:
    """What fell first, then what rose, then the rest; objectives before measures; by how much."""
    place = {False: 0, True: 1, None: 2}[item.better]
    return place, 0 if item.subject.kind == "objective" else 1, -abs(item.score_change)


def _of_objective(item: FrozenObjective) -> Subject:
    return Subject("objective", item.title, item.perspective, item.is_ours)


def _of_measure(placed: _Placed) -> Subject:
    objective, measure = placed
    data = measure.data
    return Subject("measure", data["name"], objective.title, bool(data.get("ours")))


def _node_stood(node: FrozenNode) -> Stood:
    return Stood(node.status, node.score)


def _stood(measure: FrozenMeasure) -> Stood:
    data = measure.data
    return Stood(data["status"], data.get("score"), data.get("value"), measure.actual)


def _objective(old: FrozenObjective, new: FrozenObjective) -> Moved:
    renamed = old.title if old.title != new.title else ""
    return Moved(_of_objective(new), _node_stood(old.score), _node_stood(new.score), renamed)


def _measure(old: _Placed, new: _Placed) -> Moved:
    names = old[1].data["name"], new[1].data["name"]
    renamed = names[0] if names[0] != names[1] else ""
    return Moved(_of_measure(new), _stood(old[1]), _stood(new[1]), renamed)


def _judged(old: _Placed, new: _Placed) -> Retargeted:
    before, after = old[1], new[1]
    changes = [
        (name, _said(before, name), _said(after, name))
        for name in _JUDGED_BY
        if not _equal(before.data.get(name), after.data.get(name))
    ]
    return Retargeted(_of_measure(new), changes)


def _equal(before: Any, after: Any) -> bool:
    if isinstance(before, float | int) and isinstance(after, float | int):
        return same(before, after)
    return bool(before == after)


def _said(measure: FrozenMeasure, name: str) -> str:
    if name in {"baseline", "target"}:
        return measure.text(name)
    value = measure.data.get(name)
    return f"{value:g}" if isinstance(value, float | int) else str(value or "")
