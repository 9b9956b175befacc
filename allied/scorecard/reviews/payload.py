"""The frozen copy of a scorecard: plain JSON, read back without asking anything that lives on.

Numbers are unrounded; explanations are codes with values, so that they read in any language.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct, field

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.pure.scoring import ALGORITHM, Explanation, Status
from allied.strategy.queries import lines_of, links_of

from ..formats import unit_text, value_text
from ..queries.board import BoardGroup, BoardObjective, board_of
from ..queries.rows import InitiativeRow, MeasureRow, NodeScore

FORMAT: Final = 1


def frozen_scorecard(alliance: Alliance, actor: Actor) -> dict[str, Any]:
    """All that the actor sees of the scorecard now, in the present view."""
    board = board_of(alliance, actor, "theme")
    card, lines = board.scorecard, lines_of(alliance, actor)
    return {
        "format": FORMAT,
        "algorithm": ALGORITHM,
        "alliance": alliance.name,
        "as_of": card.today.isoformat(),
        "mission": lines.mission,
        "values": lines.values_line,
        "score": _node(card.alliance_score),
        "perspectives": [
            {"id": item.pk, "name": item.name, "score": _node(card.perspectives[item.pk])}
            for item in card.nodes.perspectives
        ],
        "themes": [_theme(group) for group in board.groups],
        "objectives": [_objective(item) for group in board.groups for item in group.objectives],
        "links": [[link.cause_id, link.effect_id] for link in links_of(alliance, actor)],
    }


def _theme(group: BoardGroup) -> dict[str, Any]:
    return {
        "id": group.id, "name": group.name, "statement": group.note, "colour": group.colour,
        "ours": group.is_ours, "score": _node(group.score),
    }  # fmt: skip


def _objective(item: BoardObjective) -> dict[str, Any]:
    return {
        "id": item.id, "title": item.title, "theme": item.theme_id,
        "perspective": item.perspective, "ours": item.is_ours, "score": _node(item.score),
        "wins": [
            {"company": win.company, "text": win.text, "ours": win.is_ours} for win in item.wins
        ],
        "measures": [_measure(measure.row) for measure in item.measures],
        "initiatives": [_initiative(row) for row in item.initiatives],
    }  # fmt: skip


def _node(node: NodeScore) -> dict[str, Any]:
    return {
        "score": node.score, "status": node.status, "coverage": node.coverage,
        "trend": node.trend, "leading": node.leading, "lagging": node.lagging,
        "explanation": node.explanation.to_json(),
    }  # fmt: skip


def _measure(row: MeasureRow) -> dict[str, Any]:
    return {
        "id": row.id, "name": row.name, "unit": row.unit, "kind": row.kind,
        "currency": row.currency, "direction": row.direction, "preset": row.preset,
        "frequency": row.frequency, "leading": row.is_leading, "ours": row.is_ours,
        "illustrative": row.is_illustrative, "owner": row.owner_name, "period": row.period,
        "value": row.value, "baseline": row.baseline, "target": row.target, "weight": row.weight,
        "proposed": row.is_proposed,
        "progress": row.progress, "score": row.score, "previous_score": row.previous_score,
        "status": row.status, "computed_status": row.computed_status,
        "by_hand": bool(row.status_by_hand), "reason": row.by_hand_reason,
        "trend": row.trend, "better": row.better,
        "spark": list(row.spark), "explanation": row.explanation.to_json(),
    }  # fmt: skip


def _initiative(row: InitiativeRow) -> dict[str, Any]:
    return {
        "name": row.name, "state": row.state, "owner": row.owner_name,
        "starts_on": row.starts_on and row.starts_on.isoformat(),
        "ends_on": row.ends_on and row.ends_on.isoformat(),
        "ours": row.is_ours, "illustrative": row.is_illustrative,
    }  # fmt: skip


# Read back


class FrozenNode(Struct, frozen=True):
    """The score of a node as it was."""

    score: float | None = None
    status: str = Status.NO_DATA.value
    coverage: float = 0.0
    trend: str = ""
    leading: float | None = None
    lagging: float | None = None
    explanation: Explanation = field(default_factory=Explanation)

    @property
    def better(self) -> bool | None:
        return {"up": True, "down": False}.get(self.trend)


class FrozenMeasure(Struct, frozen=True):
    """A measure as it was, with its values in words."""

    data: Mapping[str, Any]
    explanation: Explanation

    @property
    def unit(self) -> str:
        return unit_text(self.kind, self.data.get("unit", ""), self.data.get("currency", ""))

    @property
    def kind(self) -> str:
        return str(self.data.get("kind", "number"))

    def text(self, name: str) -> str:
        return value_text(self.data.get(name), self.kind, self.data.get("currency", ""))

    @property
    def baseline(self) -> str:
        return self.text("baseline")

    @property
    def target(self) -> str:
        return self.text("target")

    @property
    def actual(self) -> str:
        return self.text("value")


class FrozenObjective(Struct, frozen=True):
    id: int
    title: str
    perspective: str
    is_ours: bool
    score: FrozenNode
    wins: Sequence[Mapping[str, Any]]
    measures: Sequence[FrozenMeasure]
    initiatives: Sequence[Mapping[str, Any]]

    @property
    def rows(self) -> int:
        return max(1, len(self.measures))


class FrozenTheme(Struct, frozen=True):
    id: int
    name: str
    statement: str
    colour: int
    is_ours: bool
    score: FrozenNode
    objectives: Sequence[FrozenObjective]


class FrozenScorecard(Struct, frozen=True):
    """A whole review, by theme. Also of what an older version froze: what is missing is empty."""

    as_of: str
    algorithm: str
    mission: str
    score: FrozenNode
    perspectives: Sequence[tuple[str, FrozenNode]]
    themes: Sequence[FrozenTheme]

    @property
    def objectives(self) -> list[FrozenObjective]:
        return [objective for theme in self.themes for objective in theme.objectives]

    @property
    def measures(self) -> int:
        return sum(len(objective.measures) for objective in self.objectives)

    @property
    def attention(self) -> dict[str, int]:
        """How many joint objectives have each status, and `all` of them."""
        counts: dict[str, int] = {}
        for objective in self.objectives:
            if not objective.is_ours:
                for name in (objective.score.status, "all"):
                    counts[name] = counts.get(name, 0) + 1
        return counts


def thawed(data: Mapping[str, Any]) -> FrozenScorecard:
    """The frozen copy as a page shows it."""
    objectives: dict[int, list[FrozenObjective]] = {}
    for item in data.get("objectives", ()):
        objectives.setdefault(item["theme"], []).append(_frozen_objective(item))
    return FrozenScorecard(
        as_of=data.get("as_of", ""),
        algorithm=data.get("algorithm", ""),
        mission=data.get("mission", ""),
        score=frozen_node(data.get("score")),
        perspectives=[
            (item["name"], frozen_node(item["score"])) for item in data.get("perspectives", ())
        ],
        themes=[
            FrozenTheme(
                item["id"], item["name"], item.get("statement", ""), item.get("colour", 0),
                item.get("ours", False), frozen_node(item["score"]),
                objectives.get(item["id"], ()),
            )
            for item in data.get("themes", ())
        ],
    )  # fmt: skip


def frozen_node(data: Mapping[str, Any] | None) -> FrozenNode:
    known = {name: value for name, value in (data or {}).items() if name in _NODE}
    known["explanation"] = Explanation.from_json(known.get("explanation", []))
    return FrozenNode(**known)


_NODE: Final = frozenset(FrozenNode.__struct_fields__)


def _frozen_objective(item: Mapping[str, Any]) -> FrozenObjective:
    return FrozenObjective(
        item["id"], item["title"], item.get("perspective", ""), item.get("ours", False),
        frozen_node(item["score"]), item.get("wins", ()),
        [
            FrozenMeasure(measure, Explanation.from_json(measure.get("explanation", [])))
            for measure in item.get("measures", ())
        ],
        item.get("initiatives", ()),
    )  # fmt: skip
