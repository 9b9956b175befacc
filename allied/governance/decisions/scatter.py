"""Days to decide against importance: geometry only, no word and no colour.

Horizontal places are shares of the width (0 to 100), vertical ones pixels from the top. Days stand
on a logarithmic scale, where a day, a week and a quarter are told apart.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import log1p
from typing import Final, NamedTuple

from msgspec import Struct

from allied.pure.deliberation import Question

HEIGHT: Final = 260
TOP: Final = 12
BOTTOM: Final = HEIGHT - 30
MARKS: Final = (0, 1, 7, 30, 91, 365, 1096)
LEVELS: Final = 5
SPREAD: Final = 2.2
"""Shares of the width between dots that would lie on each other."""

MOST_BESIDE: Final = 7


class Dot(NamedTuple):
    x: str
    y: str
    on_the_spot: bool
    title: str


class Line(NamedTuple):
    y: str
    days: int


class Column(NamedTuple):
    x: str
    importance: int


class Scatter(Struct, frozen=True):
    dots: Sequence[Dot]
    lines: Sequence[Line]
    columns: Sequence[Column]
    height: int = HEIGHT
    bottom: int = BOTTOM


def draw(rows: Sequence[Question], days: Sequence[float], titles: Sequence[str]) -> Scatter | None:
    """The dots of all decisions, with their days and what is said of each; None for no decision."""
    if not rows:
        return None
    longest = max(days)
    top = next((mark for mark in MARKS[1:] if mark >= longest), longest)
    lines = [Line(f"{_y(mark, top):.1f}", mark) for mark in MARKS if mark <= top]
    columns = [Column(f"{_x(level):.2f}", level) for level in range(1, LEVELS + 1)]
    return Scatter(_dots(rows, days, titles, top), lines, columns)


def _dots(
    rows: Sequence[Question], days: Sequence[float], titles: Sequence[str], top: float
) -> list[Dot]:
    """Side by side, from the middle outwards, where several lie at about the same height."""
    taken: dict[tuple[int, int], int] = defaultdict(int)
    found = []
    for row, took, title in zip(rows, days, titles, strict=True):
        y = _y(took, top)
        beside = taken[row.importance, round(y / 8)]
        taken[row.importance, round(y / 8)] += 1
        step = (beside + 1) // 2 * (1 if beside % 2 else -1)
        shift = SPREAD * max(-MOST_BESIDE, min(step, MOST_BESIDE)) / 2
        x = _x(row.importance) + shift
        found.append(Dot(f"{x:.2f}", f"{y:.1f}", row.on_the_spot, title))
    return found


def _x(importance: int) -> float:
    return 100 * (importance - 0.5) / LEVELS


def _y(days: float, top: float) -> float:
    return BOTTOM - log1p(days) / log1p(top) * (BOTTOM - TOP)
