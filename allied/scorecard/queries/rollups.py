"""From rows of measures to the scores of objectives, themes, perspectives and the alliance."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import fsum
from typing import Final

from msgspec import Struct

from allied.pure.scoring import (
    Child,
    Explanation,
    MissingPolicy,
    Movement,
    RollUpRule,
    Status,
    movement,
    roll_up,
)
from allied.strategy.weights import weight_on

from .nodes import NamedNode, Nodes, ObjectiveNode, RolledUpNode
from .rows import MeasureRow, NodeScore

_STATUSES: Final = {status.value: status for status in Status}
_UNTOLD: Final = Explanation()
_TRENDS: Final = {Movement.BETTER: "up", Movement.WORSE: "down", Movement.SAME: "flat", None: ""}


class Scores(Struct, frozen=True):
    alliance: NodeScore
    perspectives: dict[int, NodeScore]
    themes: dict[int, NodeScore]
    objectives: dict[int, NodeScore]


def roll_up_nodes(
    name: str, nodes: Nodes, measures_of: Mapping[int, Sequence[MeasureRow]], day: date
) -> Scores:
    """Scores of all nodes by their weights of the day.

    A node counts children of its own room: ours never move a joint one.
    """
    objectives = {
        item.pk: _roll_up(
            item.title,
            item,
            [
                _of_measure(row)
                for row in measures_of.get(item.pk, ())
                if row.is_ours is (item.room_id != nodes.joint_room_id)
            ],
            day,
        )
        for item in nodes.objectives
    }
    themes = _level(nodes.themes, nodes, objectives, lambda item: item.theme_id, day)
    perspectives = _level(
        nodes.perspectives, nodes, objectives, lambda item: item.perspective_id, day
    )
    joint = [
        perspectives[item.pk] for item in nodes.perspectives if item.room_id == nodes.joint_room_id
    ]
    return Scores(_roll_up(name, None, joint, day), perspectives, themes, objectives)


def _level(
    parents: Sequence[NamedNode],
    nodes: Nodes,
    scores: Mapping[int, NodeScore],
    parent_of: Callable[[ObjectiveNode], int],
    day: date,
) -> dict[int, NodeScore]:
    children: dict[tuple[int, int], list[NodeScore]] = defaultdict(list)
    for objective in nodes.objectives:
        children[parent_of(objective), objective.room_id].append(scores[objective.pk])
    return {
        item.pk: _roll_up(item.name, item, children.get((item.pk, item.room_id), ()), day)
        for item in parents
    }


def _of_measure(row: MeasureRow) -> NodeScore:
    """A measure as a child: stale is as good as no data, and may be carried forward."""
    score = row.counted_score
    return NodeScore(
        name=row.name,
        score=score,
        status=row.status,
        coverage=1.0,
        trend="",
        explanation=_UNTOLD,
        weight=row.weight,
        previous=row.score if row.is_stale else row.previous_score,
        leading=score if row.is_leading else None,
        lagging=None if row.is_leading else score,
        has_leading=row.is_leading,
        has_lagging=not row.is_leading,
    )


def _roll_up(
    name: str, node: RolledUpNode | None, children: Sequence[NodeScore], day: date
) -> NodeScore:
    rule = RollUpRule(node.roll_up_rule) if node else RollUpRule.WEIGHTED_MEAN
    missing = MissingPolicy(node.missing_policy) if node else MissingPolicy.LEAVE_OUT
    made = roll_up(
        [_child(child) for child in children], rule, missing, node.judgement if node else None
    )
    previous = _previous(children, rule, made.score)
    has_leading = any([child.has_leading for child in children])
    has_lagging = any([child.has_lagging for child in children])
    leading, lagging = made.score, made.score
    if has_leading and has_lagging:
        leading = _part(children, rule, missing, "leading")
        lagging = _part(children, rule, missing, "lagging")
    return NodeScore(
        name=name,
        score=made.score,
        status=made.status.value,
        coverage=made.coverage,
        trend=_TRENDS[movement([previous, made.score])],
        explanation=made.explanation,
        weight=float(weight_on(node, day)) if node else 1.0,
        previous=previous,
        leading=leading if has_leading else None,
        lagging=lagging if has_lagging else None,
        has_leading=has_leading,
        has_lagging=has_lagging,
    )


def _child(child: NodeScore) -> Child:
    return Child(
        key=child.name,
        score=child.score,
        weight=child.weight,
        previous_score=child.previous,
        status=_STATUSES[child.status],
    )


def _previous(children: Sequence[NodeScore], rule: RollUpRule, score: float | None) -> float | None:
    """The score as it was before the last readings, of the same children: like with like."""
    if score is None or rule is RollUpRule.JUDGEMENT:
        return None
    counted = [child for child in children if child.score is not None and child.weight > 0]
    if all(child.previous is None for child in counted):
        return None
    before = [
        (child.weight, child.score if child.previous is None else child.previous)
        for child in counted
    ]
    if rule is RollUpRule.WEIGHTED_MEAN:
        weights = fsum(weight for weight, _ in before)
        return fsum(weight * (value or 0.0) for weight, value in before) / weights
    kids = [Child(key="", score=value, weight=weight) for weight, value in before]
    return roll_up(kids, rule).score


def _part(
    children: Sequence[NodeScore], rule: RollUpRule, missing: MissingPolicy, which: str
) -> float | None:
    """The roll-up of the leading or the lagging measures alone."""
    if rule is RollUpRule.JUDGEMENT:
        rule = RollUpRule.WEIGHTED_MEAN
    kids = [
        Child(key=child.name, score=getattr(child, which), weight=child.weight)
        for child in children
        if getattr(child, f"has_{which}")
    ]
    return roll_up(kids, rule, missing).score
