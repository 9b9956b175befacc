"""Standings of very many measures at once, in NumPy, which is loaded only here and only then.

The same as `standings.stand`, to 1e-12 of a score (a test holds the two together). What does not
pass the plain checks here is left to it, so that every refusal has one home.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from allied.pure.periods import Frequency
from allied.pure.scoring import Status, stale_after
from allied.pure.scoring.anchors import ONE_THIRD, TWO_THIRDS
from allied.pure.scoring.vocabulary import LARGEST, NEAR

from .queries.last_values import COLUMNS, PRESET, VALUES
from .yardsticks import period_of

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray

    Floats = NDArray[float64]
    Flags = NDArray[bool_]

Row = tuple[Any, ...]

# The names of the values from worse to better, and their scores.
_SHAPES: Final[dict[str, tuple[tuple[str, ...], tuple[float, ...]]]] = {
    "baseline_target": (("baseline", "target"), (0.0, 1.0)),
    "commit_stretch": (("baseline", "commit", "target", "stretch"), (0.0, 0.3, 0.7, 1.0)),
    "worst_best": (("worst", "red_flag", "target", "best"), (0.0, ONE_THIRD, TWO_THIRDS, 1.0)),
    "red_flag_goal": (("red_flag", "target"), (ONE_THIRD, TWO_THIRDS)),
}
_RANKS: Final = tuple(
    status.value for status in (Status.EXCEEDS, Status.ON_TRACK, Status.CAUTION, Status.OFF_TRACK)
)


def rows_of(found: Sequence[Row]) -> list[Row]:
    """The standings of the rows of `plain_measures` that can be scored here.

    A standing is what `Stand` holds, with days as ISO text and the spark as JSON text.
    """
    made: list[Row] = []
    for preset in _SHAPES:
        group = [row for row in found if row[PRESET] == preset]
        if group:
            made += _Group(preset, group).rows()
    return made


def _spark(newest_first: list[str]) -> str:
    """As JSON of floats, although whole numbers come as integers from SQLite."""
    joined = ", ".join(newest_first[::-1])
    points = joined.count(".")
    if not points:
        return f"[{joined.replace(', ', '.0, ')}.0]"
    if points < len(newest_first):
        joined = ", ".join(str(float(text)) for text in newest_first[::-1])
    return f"[{joined}]"


class _Group:
    """Measures of one preset, by column."""

    def __init__(self, preset: str, rows: Sequence[Row]) -> None:
        import numpy as np  # noqa: PLC0415

        self.np = np
        self.names, self.scores = _SHAPES[preset]
        self.columns = dict(zip(COLUMNS, zip(*rows, strict=True), strict=False))
        self.numbers = {name: self._floats(name) for name in VALUES}
        self.way = np.where([text == "lower" for text in self.columns["direction"]], -1.0, 1.0)
        self.newest = self.columns["newest"]
        self.parts = [text.split(",") for text in self.columns["last_values"]]
        self.values = np.array([float(part[0]) for part in self.parts])
        nan = float("nan")
        self.before = np.array([float(p[1]) if len(p) > 1 else nan for p in self.parts])

    def rows(self) -> list[Row]:
        fits, columns = self._fits(), self.columns
        xs, ys = self._anchors()
        starts = [text[:10] for text in self.newest]
        made = zip(
            columns["measure_id"],
            [int(text[11:]) for text in self.newest],
            starts,
            self._fresh_until(starts),
            self.values.tolist(),
            columns["baseline"],
            columns["target"],
            columns["weight"],
            self._or_none(self._progress()),
            (score := self._score(self.values, xs, ys, fits)).tolist(),
            self._or_none(self._score(self.before, xs, ys, fits)),
            self._statuses(score),
            [_spark(part) for part in self.parts],
            columns["target_id"],
            strict=True,
        )
        return [row for row, fit in zip(made, fits.tolist(), strict=True) if fit]

    def _floats(self, name: str) -> "Floats":
        return self.np.array(self.columns[name], dtype=float)

    def _fits(self) -> "Flags":
        """Whether the values stand in order and the thresholds are such that all can be scored."""
        on_track, caution = self._floats("on_track_from"), self._floats("caution_from")
        goal = dict(zip(self.names, self.scores, strict=True))["target"]
        fits = (caution >= 0) & (caution <= on_track) & (on_track <= goal + NEAR)
        fits &= self.np.abs(self.values) <= LARGEST
        for name in self.names:
            fits &= self.np.abs(self.numbers[name]) <= LARGEST
        for worse, better in pairwise(self.names):
            fits &= self._is_better(self.numbers[better], self.numbers[worse])
        stretch = self.numbers["stretch"]
        beyond = self._is_better(stretch, self.numbers["target"])
        fits &= self.np.isnan(stretch) | (beyond & (self.np.abs(stretch) <= LARGEST))
        return fits

    def _is_better(self, first: "Floats", second: "Floats") -> "Flags":
        """Beyond the second by more than a billionth, on the better side."""
        size = self.np.maximum(self.np.abs(first), self.np.abs(second))
        return (first - second) * self.way > NEAR * self.np.maximum(1.0, size)

    def _anchors(self) -> "tuple[Floats, Floats]":
        """Values and scores of the anchors, each row sorted by value."""
        points, scores = [self.numbers[name] for name in self.names], self.scores
        if self.names == ("red_flag", "target"):
            third = points[1] - points[0]
            points = [points[0] - third, *points, points[1] + third]
            scores = (0.0, *scores, 1.0)
        xs = self.np.column_stack(points)
        ys = self.np.broadcast_to(self.np.array(scores), xs.shape)
        falling = (self.way < 0)[:, None]
        where = self.np.where
        return where(falling, xs[:, ::-1], xs), where(falling, ys[:, ::-1], ys)

    def _score(self, values: "Floats", xs: "Floats", ys: "Floats", fits: "Flags") -> "Floats":
        from allied.pure.scoring.vectorised import score_many  # noqa: PLC0415

        made = self.np.full(len(values), self.np.nan)
        capped = self.np.array(self.columns["capped"], dtype=bool)
        anchors = self.np.asfortranarray(xs[fits]), self.np.asfortranarray(ys[fits])
        if fits.any():
            made[fits] = score_many(values[fits], *anchors, capped[fits])
        return made

    def _statuses(self, score: "Floats") -> list[str]:
        stretch = self.numbers["stretch"]
        post = self.np.where(self.np.isnan(stretch), self.numbers["target"], stretch)
        rank = self.np.where(score >= self._floats("caution_from") - NEAR, 2, 3)
        rank = self.np.where(score >= self._floats("on_track_from") - NEAR, 1, rank)
        rank = self.np.where(self._is_better(self.values, post), 0, rank)
        return [_RANKS[number] for number in rank.tolist()]

    def _progress(self) -> "Floats":
        """The way gone from the baseline to the target, where there is one."""
        baseline, target = self.numbers["baseline"], self.numbers["target"]
        goes = self._is_better(target, baseline)
        empty = self.np.full(len(self.values), self.np.nan)
        return self.np.divide(self.values - baseline, target - baseline, out=empty, where=goes)

    def _fresh_until(self, starts: Sequence[str]) -> list[str]:
        days: dict[tuple[str, str, int | None], str] = {}
        keys = list(
            zip(self.columns["frequency"], starts, self.columns["tolerance_days"], strict=True)
        )
        for frequency, start, tolerance in set(keys):
            end = period_of(frequency, date.fromisoformat(start)).end
            day = stale_after(end, Frequency(frequency), tolerance)
            days[frequency, start, tolerance] = day.isoformat()
        return [days[key] for key in keys]

    def _or_none(self, numbers: "Floats") -> list[float | None]:
        found: list[float | None] = numbers.tolist()
        for place in self.np.flatnonzero(self.np.isnan(numbers)).tolist():
            found[place] = None
        return found
