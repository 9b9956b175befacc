"""The scorecard as a page shows it: groups of objectives with wins, measures and initiatives."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from msgspec import Struct, field

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared
from allied.pure.scoring import Status
from allied.strategy.models import JointWin

from ..formats import Number, unit_text, value_texts
from .nodes import (
    NodeRows,
    ObjectiveNode,
    ObjectiveRow,
    PerspectiveRow,
    ThemeRow,
    nodes_of,
)
from .rows import InitiativeRow, MeasureRow, NodeScore
from .scorecard import Scorecard, scorecard_of

By = Literal["theme", "perspective"]
Only = Literal["", "off_track", "no_data", "mine"]
FILTERS: Final = ("off_track", "no_data", "mine")
WITHOUT_DATA: Final = frozenset({Status.NO_DATA.value, Status.STALE.value})


class Win(NamedTuple):
    """What one partner hopes to win."""

    company: str
    text: str
    is_ours: bool


class BoardMeasure(Struct):
    """A row of a measure with its values in words."""

    row: MeasureRow
    unit: str
    baseline: str
    target: str
    actual: str
    is_mine: bool


class BoardObjective(Struct):
    """An objective with all that hangs on it."""

    id: int
    title: str
    theme_id: int
    theme: str
    colour: int
    perspective: str
    is_ours: bool
    score: NodeScore
    wins: Sequence[Win]
    measures: Sequence[BoardMeasure]
    initiatives: Sequence[InitiativeRow]

    @property
    def rows(self) -> int:
        """Lines of the table that it spans."""
        return max(1, len(self.measures))


class BoardGroup(Struct):
    """A theme or a perspective with its objectives."""

    id: int
    name: str
    note: str
    colour: int
    is_ours: bool
    score: NodeScore
    objectives: list[BoardObjective] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"group-{self.id}"


class Board(Struct):
    """The whole page. The counts are of all that is visible, whatever the filter."""

    scorecard: Scorecard
    groups: Sequence[BoardGroup]
    objectives: int
    measures: int
    attention: Mapping[str, int]
    counts: Mapping[str, int]
    has_illustrative: bool


def board_of(alliance: Alliance, actor: Actor, by: By = "theme", only: Only = "") -> Board:
    """The scorecard by theme or by perspective, narrowed to what is asked for. Six queries."""
    nodes = nodes_of(alliance, actor)
    card = scorecard_of(alliance, actor, nodes=nodes)
    frame = _Frame(
        card, {item.pk: item for item in nodes.perspectives},
        {item.pk: item for item in nodes.themes}, actor.person_id, value_texts(),
    )  # fmt: skip
    groups, wins = _groups(by, nodes, card), _wins(alliance, actor)
    for objective in nodes.objectives:
        if objective.theme_id not in frame.themes or (
            objective.perspective_id not in frame.perspectives
        ):
            continue
        group = groups[getattr(objective, f"{by}_id")]
        made = _objective(objective, frame, wins.get(objective.pk, ()))
        if only:
            made.measures = [item for item in made.measures if KEEPS[only](item)]
        if made.measures or not only:
            group.objectives.append(made)
    return Board(
        card,
        [group for group in groups.values() if group.objectives or not only],
        len(nodes.objectives),
        len(card.measures),
        _attention(card, nodes.objectives),
        _counts(card.measures, actor.person_id),
        any(row.is_illustrative for row in card.measures),
    )


class _Frame(NamedTuple):
    """What all objectives of a page are put together from."""

    card: Scorecard
    perspectives: Mapping[int, PerspectiveRow]
    themes: Mapping[int, ThemeRow]
    person_id: int | None
    said: Callable[[Number | None, str, str], str]


KEEPS: Final[Mapping[str, Callable[[BoardMeasure], bool]]] = {
    "off_track": lambda item: item.row.needs_attention,
    "no_data": lambda item: item.row.status in WITHOUT_DATA,
    "mine": lambda item: item.is_mine,
}
"""What a filter lets through: off track takes caution along, no data what is stale."""


def _groups(by: By, nodes: NodeRows, card: Scorecard) -> dict[int, BoardGroup]:
    joint = card.nodes.joint_room_id
    if by == "theme":
        return {
            item.pk: BoardGroup(
                item.pk, item.name, item.statement, item.colour, item.room_id != joint,
                card.themes[item.pk],
            )
            for item in nodes.themes
        }  # fmt: skip
    # From the top of the map down, as it is read.
    return {
        item.pk: BoardGroup(
            item.pk, item.name, item.question, 0, item.room_id != joint,
            card.perspectives[item.pk],
        )
        for item in reversed(nodes.perspectives)
    }  # fmt: skip


def _objective(item: ObjectiveRow, frame: _Frame, wins: Sequence[Win]) -> BoardObjective:
    card, theme = frame.card, frame.themes[item.theme_id]
    return BoardObjective(
        item.pk, item.title, theme.pk, theme.name, theme.colour,
        frame.perspectives[item.perspective_id].name, item.room_id != card.nodes.joint_room_id,
        card.objectives[item.pk], wins,
        [_measure(row, frame) for row in card.measures_of(item.pk)],
        card.initiatives_of(item.pk),
    )  # fmt: skip


def _measure(row: MeasureRow, frame: _Frame) -> BoardMeasure:
    kind, currency, said, person_id = row.kind, row.currency, frame.said, frame.person_id
    return BoardMeasure(
        row,
        unit_text(kind, row.unit, currency),
        said(row.baseline, kind, currency),
        said(row.target, kind, currency),
        said(row.value, kind, currency),
        person_id is not None and row.owner_id == person_id,
    )


def _wins(alliance: Alliance, actor: Actor) -> dict[int, list[Win]]:
    joint = actor.seats[alliance.pk].joint_room_id
    found: dict[int, list[Win]] = defaultdict(list)
    for objective_id, company, text, room_id in _WINS.rows(actor, alliance_id=alliance.pk):
        if text:
            found[objective_id].append(Win(company, text, room_id != joint))
    return found


def _joint_wins(actor: Actor, *, alliance_id: int) -> Any:
    rows = JointWin.objects.visible_to(actor).filter(alliance_id=alliance_id)
    return rows.values_list("objective_id", "partner__company__name", "text", "room_id")


_WINS: Final = Prepared(_joint_wins)


def _attention(card: Scorecard, objectives: Iterable[ObjectiveNode]) -> dict[str, int]:
    """How many objectives of the joint room have each status."""
    counts: dict[str, int] = defaultdict(int)
    for item in objectives:
        if item.room_id == card.nodes.joint_room_id:
            counts[card.objectives[item.pk].status] += 1
            counts["all"] += 1
    return dict(counts)


def _counts(rows: Sequence[MeasureRow], person_id: int | None) -> dict[str, int]:
    return {
        "off_track": sum(row.needs_attention for row in rows),
        "no_data": sum(row.status in WITHOUT_DATA for row in rows),
        "mine": sum(person_id is not None and row.owner_id == person_id for row in rows),
    }
