"""From the values of one answer to its scores: of criteria, of dimensions, and of the whole.

What was not answered is left out and lowers the coverage; it is never zero.
"""

from collections.abc import Mapping
from decimal import Decimal
from math import fsum
from typing import Any

from msgspec import Struct

from allied.pure.scoring import Child, Status, roll_up, score_value

from .definition import Asked, Definition, Part

Values = Mapping[int, Decimal]


class Judged(Struct, frozen=True):
    """What an answer comes to; `scores` is kept with it."""

    score: float | None
    status: str
    coverage: float
    scores: dict[str, Any]


class _Rolled(Struct, frozen=True):
    score: float | None
    status: Status
    coverage: float
    criteria: dict[str, Any]


def judge(definition: Definition, values: Values, view: str) -> Judged:
    """The scores of one side. Only what was asked of that side counts."""
    parts = [part for part in definition.parts if part.asked_of(view)]
    rolled = {part.id: _part(part, values, view) for part in parts}
    whole = roll_up(
        [
            Child(
                key=str(part.id), score=rolled[part.id].score, weight=part.weight,
                status=rolled[part.id].status,
            )
            for part in parts
        ]
    )  # fmt: skip
    return Judged(
        whole.score,
        whole.status.value,
        _coverage(parts, rolled),
        {
            "parts": {
                str(pk): [each.score, each.status.value, each.coverage]
                for pk, each in rolled.items()
            },
            "criteria": {k: v for each in rolled.values() for k, v in each.criteria.items()},
        },
    )


def _part(part: Part, values: Values, view: str) -> _Rolled:
    children = [_child(each, values.get(each.id)) for each in part.asked_of(view)]
    rolled = roll_up(children)
    criteria = {each.key: [each.score, (each.status or Status.NO_DATA).value] for each in children}
    return _Rolled(rolled.score, rolled.status, rolled.coverage, criteria)


def _child(asked: Asked, value: Decimal | None) -> Child:
    scored = score_value(None if value is None else float(value), asked.yardstick)
    return Child(
        key=str(asked.id), score=scored.score, weight=asked.weight, status=scored.status
    )  # fmt: skip


def _coverage(parts: list[Part], rolled: Mapping[int, _Rolled]) -> float:
    """The share of all weight that was answered, through both levels."""
    total = fsum(part.weight for part in parts)
    if not total:
        return 0.0
    return fsum(part.weight * rolled[part.id].coverage for part in parts) / total
