"""Reads of one objective: all that hangs on it, for the panel beside the map."""

from dataclasses import dataclass

from django.http import Http404

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.scorecard.explaining import sentences
from allied.scorecard.formats import full_text, score_text, share_text
from allied.scorecard.queries import InitiativeRow, MeasureRow, NodeScore, scorecard_of
from allied.strategy.models import JointWin, Objective
from allied.strategy.queries import (
    MapData,
    joint_wins_on,
    lines_of,
    links_of,
    objectives_of,
    perspectives_of,
    themes_of,
)

from .page import Told, told, traced


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A direct cause or effect."""

    id: int
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with its value and target as they are written."""

    row: MeasureRow
    value: str
    target: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One objective with its score, its chain and what hangs on it."""

    objective: Objective
    score: NodeScore
    shown_score: str
    coverage: str
    steps: list[str]
    told: Told
    causes: list[Neighbour]
    effects: list[Neighbour]
    measures: list[Measured]
    initiatives: list[InitiativeRow]
    wins: list[JointWin]
    own_win: JointWin | None


def objective_panel(alliance: Alliance, actor: Actor, pk: int) -> Panel:
    """The panel of an objective that the actor sees; else 404."""
    data = _data(alliance, actor)
    objective = next((row for row in data.objectives if row.pk == pk), None)
    if objective is None:
        raise Http404
    scores = scorecard_of(alliance, actor, nodes=data)
    score = scores.objectives[pk]
    around = {
        row.pk: Neighbour(row.pk, row.title, scores.objectives[row.pk].status)
        for row in data.objectives
    }
    wins = joint_wins_on(pk, actor)
    seat = actor.seats[alliance.pk]
    return Panel(
        objective=objective,
        score=score,
        shown_score=score_text(score.score),
        steps=sentences(score.explanation),
        coverage=share_text(score.coverage) if 0 < score.coverage < 1 else "",
        told=told(traced(data, pk), data, scores),
        causes=[around[link.cause_id] for link in data.links if link.effect_id == pk],
        effects=[around[link.effect_id] for link in data.links if link.cause_id == pk],
        measures=[
            Measured(row, _written(row, row.value), _written(row, row.target))
            for row in scores.measures_of(pk)
        ],
        initiatives=scores.initiatives_of(pk),
        wins=wins,
        own_win=next((win for win in wins if win.partner_id == seat.partner_id), None),
    )


def _data(alliance: Alliance, actor: Actor) -> MapData:
    """The map without its joint wins, which are read for the one objective."""
    perspectives, themes = perspectives_of(alliance, actor), themes_of(alliance, actor)
    return MapData(
        strategy_map=lines_of(alliance, actor),
        perspectives=perspectives,
        themes=themes,
        objectives=objectives_of(alliance, actor, perspectives, themes),
        links=links_of(alliance, actor),
    )


def _written(row: MeasureRow, value: float | None) -> str:
    return full_text(value, row.kind, row.unit, row.currency)
