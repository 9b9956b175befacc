"""A score as a cell shows it: number, status, where it moved; and the gap of two views."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from allied.pure.scoring import Status

from ..models import Answer

WIDE_GAP: Final = 0.2
"""From here on the two views part: about one step of a scale from 1 to 5."""
NEAR: Final = 0.005
"""What two decimals do not show is no movement."""


class Cell(Struct, frozen=True):
    """A score from 0 to 1 with the difference to the round before; nothing where there is none."""

    score: float | None = None
    status: str = Status.NO_DATA.value
    move: float | None = None

    @property
    def css(self) -> str:
        return self.status.replace("_", "-")

    @property
    def trend(self) -> str:
        if self.move is None:
            return ""
        if abs(self.move) < NEAR:
            return "flat"
        return "up" if self.move > 0 else "down"

    @property
    def is_better(self) -> bool | None:
        return None if self.trend in {"", "flat"} else self.trend == "up"


EMPTY: Final = Cell()


class Gap(Struct, frozen=True):
    """Their score less ours: below zero where the counterpart sees it worse than we do."""

    size: float | None = None

    @property
    def is_wide(self) -> bool:
        return self.size is not None and abs(self.size) >= WIDE_GAP - 1e-9


class Scores(Struct, frozen=True):
    """The scores of one answer, by key: `whole`, p<id> for a dimension, c<id> for a criterion."""

    by_key: Mapping[str, tuple[float | None, str]]
    coverage: float = 0.0

    def cell(self, key: str, before: "Scores | None" = None) -> Cell:
        score, status = self.by_key.get(key, (None, Status.NO_DATA.value))
        past = before.by_key.get(key, (None, ""))[0] if before else None
        move = None if score is None or past is None else score - past
        return Cell(score, status, move)


NO_SCORES: Final = Scores({})


def scores_of(answer: Answer | None) -> Scores:
    if answer is None:
        return NO_SCORES
    kept: dict[str, Any] = answer.scores
    by_key = {"whole": (answer.score, answer.status or Status.NO_DATA.value)}
    for letter, name in (("p", "parts"), ("c", "criteria")):
        for pk, row in kept.get(name, {}).items():
            by_key[f"{letter}{pk}"] = (row[0], row[1])
    return Scores(by_key, answer.coverage)


def gap_of(ours: Cell, theirs: Cell) -> Gap:
    if ours.score is None or theirs.score is None:
        return Gap()
    return Gap(theirs.score - ours.score)
