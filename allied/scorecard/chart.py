"""A chart of readings against target and thresholds: geometry only, no word and no colour.

Horizontal places are shares of the width (0 to 100), so that the drawing takes the width it gets
without its letters growing or shrinking; vertical ones are pixels from the top.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final, NamedTuple

from msgspec import Struct

from allied.pure.scoring import ScoringRefusal, Status, Yardstick, anchors_for, score_value

HEIGHT: Final = 240
TOP: Final = 10
BOTTOM: Final = HEIGHT - 26
"""Below it stand the names of the periods."""

SIDE: Final = 2.5
"""Empty share of the width at both ends, so that no point is cut."""

MOST_MARKS: Final = 40
"""With more points than this only the last and those with a note are marked."""

MOST_NAMES: Final = 7


class Point(NamedTuple):
    """One reading: its period's first day, the value that counts, and what is said of it."""

    start: date
    label: str
    value: float
    status: str
    title: str
    has_note: bool = False


class Span(NamedTuple):
    """A target in force from a day on."""

    valid_from: date
    yardstick: Yardstick
    target: float | None
    baseline: float | None


class Tick(NamedTuple):
    at: str
    label: str
    is_minor: bool = False


class Band(NamedTuple):
    x: str
    y: str
    width: str
    height: str
    status: str


class Mark(NamedTuple):
    x: str
    y: str
    status: str
    title: str
    is_last: bool


class Chart(Struct, frozen=True):
    """What a template draws. Paths are in a box of 100 by `HEIGHT`."""

    y_ticks: Sequence[Tick]
    x_ticks: Sequence[Tick]
    bands: Sequence[Band]
    line: str
    targets: str
    baselines: str
    marks: Sequence[Mark]
    factor: float = 1.0
    height: int = HEIGHT
    bottom: int = BOTTOM


def draw(
    points: Sequence[Point],
    spans: Sequence[Span],
    text: Callable[[float], str],
    *,
    fixed: bool,
    factor: float = 1.0,
) -> Chart | None:
    """The chart of points (by period) against spans (by day); None where there is no point.

    `text` names a value at the axis, divided by `factor`. `fixed`: the axis runs from 0 to 1, for
    yes and no.
    """
    if not points:
        return None
    pieces = _pieces(points, spans)
    low, high, step = (0.0, 1.0, 1.0) if fixed else _range(points, pieces)
    scale = _Scale(low, high, len(points))
    return Chart(
        y_ticks=_y_ticks(scale, step, text),
        x_ticks=_x_ticks(points, scale),
        bands=[band for piece in pieces for band in _bands(piece, scale)],
        line=_line(points, scale),
        targets=_steps([(piece, piece.span.target) for piece in pieces], scale),
        baselines=_steps([(piece, piece.span.baseline) for piece in pieces], scale),
        marks=_marks(points, scale),
        factor=factor,
    )


def axis_factor(points: Sequence[Point], spans: Sequence[Span]) -> float:
    """What the numbers at the axis are divided by, so that none has more than six digits."""
    values = [point.value for point in points]
    values += [v for span in spans for v in (span.target, span.baseline) if v is not None]
    largest = max(map(abs, values), default=0.0)
    return 1.0 if largest < 1e6 else 10.0 ** (3 * floor((log10(largest) - 3) / 3))


class _Piece(NamedTuple):
    """A run of points that one target judges: the first and the last of them."""

    first: int
    last: int
    span: Span


class _Scale(Struct, frozen=True):
    low: float
    high: float
    count: int

    def x(self, place: float) -> float:
        """The share of the width of the point at a place; between two points for halves."""
        if self.count == 1:
            return 50.0 + place * 95.0
        return SIDE + (100 - 2 * SIDE) * place / (self.count - 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return BOTTOM - min(max(share, 0.0), 1.0) * (BOTTOM - TOP)

    def edges(self, piece: _Piece) -> tuple[float, float]:
        """Where a piece begins and ends: halfway to the neighbours, or at the edge."""
        left = 0.0 if piece.first == 0 else self.x(piece.first - 0.5)
        right = 100.0 if piece.last == self.count - 1 else self.x(piece.last + 0.5)
        return left, right


def _pieces(points: Sequence[Point], spans: Sequence[Span]) -> list[_Piece]:
    if not spans:
        return []
    pieces: list[_Piece] = []
    for place, point in enumerate(points):
        begun = [span for span in spans if span.valid_from <= point.start]
        span = begun[-1] if begun else spans[0]
        if pieces and pieces[-1].span is span:
            pieces[-1] = pieces[-1]._replace(last=place)
        else:
            pieces.append(_Piece(place, place, span))
    return pieces


def _range(points: Sequence[Point], pieces: Sequence[_Piece]) -> tuple[float, float, float]:
    """The lowest and highest value at the axis, and the step between its lines."""
    values = [point.value for point in points]
    for piece in pieces:
        values += [v for v in (piece.span.target, piece.span.baseline) if v is not None]
    low, high = min(values), max(values)
    if high - low <= 1e-9 * max(1.0, abs(low), abs(high)):
        low, high = low - (abs(low) * 0.1 or 1.0), high + (abs(high) * 0.1 or 1.0)
    step = _nice((high - low) / 4)
    return floor(low / step) * step, ceil(high / step) * step, step


def _nice(step: float) -> float:
    """The step of 1, 2 or 5 times a power of ten that is at least as long."""
    power = 10.0 ** floor(log10(step))
    return next(power * lead for lead in (1, 2, 5, 10) if power * lead >= step * (1 - 1e-9))


def _y_ticks(scale: _Scale, step: float, text: Callable[[float], str]) -> list[Tick]:
    count = round((scale.high - scale.low) / step)
    values = [float(f"{scale.low + step * n:.12g}") for n in range(count + 1)]
    return [Tick(f"{scale.y(value):.1f}", text(value)) for value in values]


def _x_ticks(points: Sequence[Point], scale: _Scale) -> list[Tick]:
    every = ceil(len(points) / MOST_NAMES)
    # Counted from the last, which is the one that is read.
    places = range(len(points) - 1, -1, -every)
    return [
        Tick(f"{scale.x(place):.2f}", points[place].label, bool(number % 2))
        for number, place in enumerate(places)
    ]


def _bands(piece: _Piece, scale: _Scale) -> list[Band]:
    left, right = scale.edges(piece)
    return [
        Band(
            f"{left:.2f}",
            f"{scale.y(upper):.1f}",
            f"{right - left:.2f}",
            f"{scale.y(lower) - scale.y(upper):.1f}",
            status,
        )
        for lower, upper, status in status_bands(piece.span.yardstick, scale.low, scale.high)
    ]


def status_bands(y: Yardstick, low: float, high: float) -> list[tuple[float, float, str]]:
    """Which values between low and high have which status; nothing where it cannot be said."""
    try:
        edges = [low, *sorted(v for v in _thresholds(y) if low < v < high), high]
        found = [(a, b, score_value((a + b) / 2, y).status) for a, b in pairwise(edges) if b > a]
    except ScoringRefusal:
        return []
    merged: list[tuple[float, float, str]] = []
    for lower, upper, status in found:
        name = (Status.ON_TRACK if status is Status.EXCEEDS else status).value
        if merged and merged[-1][2] == name:
            merged[-1] = (merged[-1][0], upper, name)
        else:
            merged.append((lower, upper, name))
    return merged


def _thresholds(y: Yardstick) -> set[float]:
    """The values at which the score crosses a threshold, and where it jumps."""
    found: set[float] = set()
    for (x0, s0), (x1, s1) in pairwise(anchors_for(y)):
        found |= {x0, x1}
        for score in (y.caution_from, y.on_track_from):
            if s0 != s1 and min(s0, s1) <= score <= max(s0, s1):
                found.add(x0 + (score - s0) / (s1 - s0) * (x1 - x0))
    if y.preset == "ratio" and y.target is not None and y.target > 0:
        if y.direction == "higher":
            return {ratio * y.target for ratio in found}
        return {y.target / ratio for ratio in found if ratio > 0}
    if y.preset == "threshold" and y.threshold is not None and y.margin:
        found |= {y.threshold - y.margin, y.threshold + y.margin}
    return found


def _line(points: Sequence[Point], scale: _Scale) -> str:
    places = (
        f"{scale.x(place):.2f} {scale.y(point.value):.1f}" for place, point in enumerate(points)
    )
    return "M" + "L".join(places)


def _steps(pieces: Sequence[tuple[_Piece, float | None]], scale: _Scale) -> str:
    parts = []
    for piece, value in pieces:
        if value is not None and scale.low <= value <= scale.high:
            left, right = scale.edges(piece)
            parts.append(f"M{left:.2f} {scale.y(value):.1f}H{right:.2f}")
    return "".join(parts)


def _marks(points: Sequence[Point], scale: _Scale) -> list[Mark]:
    last = len(points) - 1
    return [
        Mark(
            f"{scale.x(place):.2f}", f"{scale.y(point.value):.1f}", point.status, point.title,
            place == last,
        )
        for place, point in enumerate(points)
        if place == last or point.has_note or len(points) <= MOST_MARKS
    ]  # fmt: skip
