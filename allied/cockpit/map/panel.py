"""Reads of one objective: all that hangs on it, for the panel beside the map."""

from collections.abc import Sequence

from django.http import Http404
from django.utils.translation import ngettext
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.scorecard.explaining import sentences
from allied.scorecard.formats import full_text, score_text, share_text
from allied.scorecard.initiatives.tensions import Tensions, tensions_of
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


class Neighbour(Struct, frozen=True):
    """A direct cause or effect."""

    id: int
    title: str
    status: str


class Measured(Struct, frozen=True):
    """A measure with its value and target as they are written."""

    row: MeasureRow
    value: str
    target: str


class Panel(Struct, frozen=True):
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
    why_silent: str
    tensions: Tensions[InitiativeRow, MeasureRow]


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
    measures = scores.measures_of(pk)
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
            Measured(row, _written(row, row.value), _written(row, row.target)) for row in measures
        ],
        initiatives=scores.initiatives_of(pk),
        wins=wins,
        own_win=next((win for win in wins if win.partner_id == seat.partner_id), None),
        why_silent=why_silent(score, measures),
        tensions=tensions_of(scores.initiatives_of(pk), measures),
    )


def why_silent(score: NodeScore, measures: Sequence[MeasureRow]) -> str:
    """Why an objective has no data although it has measures with values."""
    stale = sum(row.is_stale for row in measures)
    if score.score is not None or not stale:
        return ""
    if stale == len(measures):
        return ngettext(
            "Its measure is stale: the last reading is too old to count.",
            "Its measures are stale: the last readings are too old to count.",
            stale,
        )
    return ngettext(
        "%(count)d of its measures is stale, its last reading too old to count; the rest have "
        "no score.",
        "%(count)d of its measures are stale, their last readings too old to count; the rest have "
        "no score.",
        stale,
    ) % {"count": stale}


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
