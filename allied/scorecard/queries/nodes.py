"""The nodes of the map as the scorecard needs them: light rows, three prepared queries."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, Protocol

from django.db.models import QuerySet
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared, list_of
from allied.strategy.models import Objective, Perspective, Theme


class RolledUpNode(Protocol):
    """What a roll-up asks of a perspective, theme or objective."""

    pk: int
    room_id: int
    weight: Any
    weights: Any
    roll_up_rule: str
    missing_policy: str
    judgement: float | None


class NamedNode(RolledUpNode, Protocol):
    """A perspective or a theme."""

    name: str


class ObjectiveNode(RolledUpNode, Protocol):
    """An objective, in its perspective and theme."""

    title: str
    perspective_id: int
    theme_id: int
    position: int


class _Node(Struct):
    pk: int
    room_id: int
    weight: float
    weights: Any
    roll_up_rule: str
    missing_policy: str
    judgement: float | None


class PerspectiveRow(_Node):
    name: str
    question: str


class ThemeRow(_Node):
    name: str
    statement: str
    colour: int


class ObjectiveRow(_Node):
    title: str
    perspective_id: int
    theme_id: int
    position: int


class Nodes(Struct, frozen=True, dict=True):
    """The nodes as they are visible, perspectives from the bottom up."""

    perspectives: Sequence[NamedNode]
    themes: Sequence[NamedNode]
    objectives: Sequence[ObjectiveNode]
    joint_room_id: int

    @cached_property
    def objectives_by_id(self) -> dict[int, ObjectiveNode]:
        return {objective.pk: objective for objective in self.objectives}


class NodeRows(Nodes, frozen=True):
    """The same in light rows, with what a page shows of them."""

    perspectives: Sequence[PerspectiveRow]
    themes: Sequence[ThemeRow]
    objectives: Sequence[ObjectiveRow]


ROLL_UP: Final = (
    "pk", "room_id", "weight", "weights", "roll_up_rule", "missing_policy", "judgement",
)  # fmt: skip
_WEIGHTS: Final = ROLL_UP.index("weights")


def _prepared(model: Any, *more: str) -> Prepared:
    def build(actor: Actor, *, alliance_id: int) -> QuerySet[Any, tuple[Any, ...]]:
        rows = model.objects.visible_to(actor).filter(alliance_id=alliance_id, removed_at=None)
        found: QuerySet[Any, tuple[Any, ...]] = rows.values_list(*ROLL_UP, *more)
        return found

    return Prepared(build)


_PERSPECTIVES: Final = _prepared(Perspective, "name", "question")
_THEMES: Final = _prepared(Theme, "name", "statement", "colour")
_OBJECTIVES: Final = _prepared(Objective, "title", "perspective_id", "theme_id", "position")


def nodes_of(alliance: Alliance, actor: Actor) -> NodeRows:
    """Perspectives, themes and objectives of the alliance that the actor sees."""

    def rows(prepared: Prepared) -> Sequence[tuple[Any, ...]]:
        found = prepared.rows(actor, alliance_id=alliance.pk)
        return [(*row[:_WEIGHTS], list_of(row[_WEIGHTS]), *row[_WEIGHTS + 1 :]) for row in found]

    return NodeRows(
        [PerspectiveRow(*row) for row in rows(_PERSPECTIVES)],
        [ThemeRow(*row) for row in rows(_THEMES)],
        [ObjectiveRow(*row) for row in rows(_OBJECTIVES)],
        actor.seats[alliance.pk].joint_room_id,
    )
