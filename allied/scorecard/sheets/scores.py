"""The scores of an alliance as plain rows, unrounded: each measure, then what is rolled up."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ..explaining import paragraph
from ..queries import MeasureRow, NodeScore, Scorecard, scorecard_of


class ScoreRow(Struct, frozen=True, kw_only=True):
    """One measure, objective, theme or perspective, or the alliance. None where it has no such."""

    kind: str
    perspective: str | None = None
    theme: str | None = None
    objective: str | None = None
    measure: str | None = None
    period: str | None = None
    value: float | None = None
    baseline: float | None = None
    target: float | None = None
    target_is_proposed: bool = False
    progress: float | None = None
    score: float | None = None
    status: str = ""
    coverage: float | None = None
    explanation: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def scores_as_of(alliance: Alliance, actor: Actor, day: date | None = None) -> list[ScoreRow]:
    """Measures first, then objectives, themes, perspectives and the alliance.

    With `day`: from the readings of periods that ended on the day or before, and stale by that
    day. Without: as the scorecard stands.
    """
    card = scorecard_of(alliance, actor, day)
    return [*_measures(card), *_nodes(card, alliance)]


def _measures(card: Scorecard) -> Iterator[ScoreRow]:
    places = _places(card)
    order = {pk: place for place, pk in enumerate(places)}
    for row in sorted(card.measures, key=lambda row: order[row.objective_id]):
        yield _measure(row, places[row.objective_id])


def _measure(row: MeasureRow, place: Mapping[str, str]) -> ScoreRow:
    return ScoreRow(
        kind="measure", measure=row.name, period=row.period or None, value=row.value,
        baseline=row.baseline, target=row.target, target_is_proposed=row.is_proposed,
        progress=row.progress, score=row.score, status=row.status,
        explanation=paragraph(row.explanation, row.kind),
        perspective=place["perspective"], theme=place["theme"], objective=place["objective"],
    )  # fmt: skip


def _places(card: Scorecard) -> dict[int, dict[str, str]]:
    """Where each objective stands, by its id, from the lowest perspective up."""
    bands = {item.pk: (place, item.name) for place, item in enumerate(card.nodes.perspectives)}
    strands = {item.pk: item.name for item in card.nodes.themes}
    objectives = sorted(
        card.nodes.objectives, key=lambda item: (bands[item.perspective_id][0], item.position)
    )
    return {
        item.pk: {
            "perspective": bands[item.perspective_id][1],
            "theme": strands[item.theme_id],
            "objective": item.title,
        }
        for item in objectives
    }


def _nodes(card: Scorecard, alliance: Alliance) -> Iterator[ScoreRow]:
    for pk, place in _places(card).items():
        yield _node("objective", card.objectives[pk], place)
    for item in card.nodes.themes:
        yield _node("theme", card.themes[item.pk], {"theme": item.name})
    for band in card.nodes.perspectives:
        yield _node("perspective", card.perspectives[band.pk], {"perspective": band.name})
    yield _node("alliance", card.alliance_score, {})


def _node(kind: str, node: NodeScore, place: Mapping[str, str]) -> ScoreRow:
    return ScoreRow(
        kind=kind, score=node.score, status=node.status, coverage=node.coverage,
        explanation=paragraph(node.explanation), perspective=place.get("perspective"),
        theme=place.get("theme"), objective=place.get("objective"),
    )  # fmt: skip


def as_table(rows: Sequence[ScoreRow]) -> list[list[str]]:
    """Headings and rows of a table for people: names cut, numbers to four decimals."""
    table = [
        ["kind", "name", "period", "value", "target", "progress", "score", "status", "coverage"]
    ]
    for row in rows:
        name = row.measure or row.objective or row.theme or row.perspective or ""
        value, *rest = map(_number, (row.value, row.target, row.progress, row.score))
        if row.target_is_proposed:
            rest[0] += " (proposed)"
        table.append(
            [
                row.kind, name if len(name) <= 50 else f"{name[:49]}…", row.period or "",
                value, *rest, row.status.replace("_", " "),
                _number(row.coverage),
            ]
        )  # fmt: skip
    return table


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.4f}".rstrip("0").rstrip(".")
