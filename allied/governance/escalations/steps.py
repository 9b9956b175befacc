"""A level of the ladder while it is being agreed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..models import Body, Ladder, Matter, Rung


class Step(Struct, frozen=True):
    """A body, or none for the executive sponsors, with its days."""

    body: Body | None
    days: int


def steps_of(rungs: Iterable[Rung]) -> list[Step]:
    return [Step(rung.body, rung.days) for rung in rungs]


def same_ladder(
    row: Ladder, levels: Sequence[Step], values: Mapping[str, Any], matters: Sequence[Matter]
) -> bool:
    """Whether a ladder says already what is about to be proposed."""
    before = [
        (step.body.pk if step.body else None, step.days) for step in steps_of(row.rungs.all())
    ]
    after = [(step.body.pk if step.body else None, step.days) for step in levels]
    return (
        before == after
        and all(getattr(row, name) == value for name, value in values.items())
        and set(row.final_matters.all()) == set(matters)
    )
