"""A level of the ladder while it is being agreed."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Body, Rung


@dataclass(frozen=True, slots=True)
class Step:
    """A body, or none for the executive sponsors, with its days."""

    body: Body | None
    days: int


def steps_of(rungs: Iterable[Rung]) -> list[Step]:
    return [Step(rung.body, rung.days) for rung in rungs]
