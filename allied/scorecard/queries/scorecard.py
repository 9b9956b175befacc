"""The scorecard of an alliance, read from what is kept: five queries for any number of rows."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from msgspec import Struct, field

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.pure.scoring import Explanation

from ..initiatives.tensions import Tensions, tensions_of
from .explanations import explanations_of
from .initiative_rows import initiative_rows
from .measure_rows import measure_rows
from .nodes import NamedNode, Nodes, ObjectiveNode, nodes_of
from .rollups import roll_up_nodes
from .rows import InitiativeRow, MeasureRow, NodeScore


class MapNodes(Protocol):
    """What a map that is loaded already offers, so that its nodes need not be read again."""

    @property
    def perspectives(self) -> Sequence[NamedNode]: ...
    @property
    def themes(self) -> Sequence[NamedNode]: ...
    @property
    def objectives(self) -> Sequence[ObjectiveNode]: ...


class Scorecard(Struct, dict=True):
    """Scores of all nodes, rows of all measures and initiatives that the actor may see."""

    today: date
    alliance_score: NodeScore
    perspectives: dict[int, NodeScore]
    themes: dict[int, NodeScore]
    objectives: dict[int, NodeScore]
    measures: list[MeasureRow]
    initiatives: list[InitiativeRow]
    nodes: Nodes
    _measures_of: dict[int, list[MeasureRow]] = field(default_factory=dict)
    _initiatives_of: dict[int, list[InitiativeRow]] = field(default_factory=dict)

    @cached_property
    def tensions(self) -> Tensions[InitiativeRow, MeasureRow]:
        """Milestones green and measure red; measures off track that nothing is to move."""
        return tensions_of(self.initiatives, self.measures)

    def measures_of(self, objective_id: int) -> list[MeasureRow]:
        return self._measures_of.get(objective_id, [])

    def initiatives_of(self, objective_id: int) -> list[InitiativeRow]:
        return self._initiatives_of.get(objective_id, [])


def scorecard_of(
    alliance: Alliance,
    actor: Actor,
    today: date | None = None,
    *,
    nodes: MapNodes | None = None,
    with_initiatives: bool = True,
) -> Scorecard:
    """The scorecard as it stands on the alliance's today; for a given day, as it stood then.

    A given day is made from the readings of periods ended by then, at a cost that grows with the
    measures but not with their readings. Pass the map as `nodes` where it is loaded already: it
    saves three of the five queries; a page without initiatives saves one more. Joint scores
    count measures of the joint room.
    """
    day = today or alliance.today()
    loaded = _nodes(alliance, actor, nodes)
    lazy = _Explanations(day)
    rows = [
        row
        for row in measure_rows(alliance, actor, day, lazy.of, as_of=today)
        if row.objective_id in loaded.objectives_by_id
    ]
    lazy.rows = rows
    measures_of: dict[int, list[MeasureRow]] = defaultdict(list)
    for row in rows:
        measures_of[row.objective_id].append(row)
    scores = roll_up_nodes(alliance.name, loaded, measures_of, day)
    known = loaded.objectives_by_id
    found = initiative_rows(alliance, actor, known, day) if with_initiatives else []
    initiatives_of: dict[int, list[InitiativeRow]] = defaultdict(list)
    for initiative in found:
        initiatives_of[initiative.objective_id].append(initiative)
    return Scorecard(
        day, scores.alliance, scores.perspectives, scores.themes, scores.objectives, rows,
        found, loaded, measures_of, initiatives_of,
    )  # fmt: skip


class _Explanations:
    """All explanations of a scorecard, made when the first is asked for."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.rows: list[MeasureRow] = []
        self.made: dict[int, Explanation] | None = None

    def of(self, measure_id: int) -> Explanation:
        if self.made is None:
            self.made = explanations_of(self.rows, self.day)
        return self.made[measure_id]


def _nodes(alliance: Alliance, actor: Actor, given: MapNodes | None) -> Nodes:
    if given is None:
        return nodes_of(alliance, actor)
    if isinstance(given, Nodes):
        return given
    joint = actor.seats[alliance.pk].joint_room_id
    return Nodes(given.perspectives, given.themes, given.objectives, joint)
