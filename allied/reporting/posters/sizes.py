"""How large the boxes of a poster are and their titles.

One size for all titles: the largest at which every title stands whole in its box, tried for boxes
of all shapes that the bands can be broken into. It never falls below a floor that depends on how
much is on the map; what does not fit at the floor ends in an ellipsis.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from allied.pure.maplayout import Geometry
from allied.pure.maplayout.columns import row_count
from allied.reporting.letters.setting import set_text

from .content import PosterMap, PosterObjective

FLOORS: Final = ((25, 14.0), (60, 9.0), (120, 7.0))
LEAST: Final = 5.0
SIZES: Final = (*(float(size) for size in range(22, 8, -1)), 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
LEADING: Final = 1.2
WIN_SHARE: Final = 0.6  # of the size of the titles, for joint wins
LEAST_WIN: Final = 6.5
WIN_GAP: Final = 3.0
WORTH: Final = 0.8  # of the size of titles is kept at least when joint wins are given a line more
WIN_LINES: Final = 2
LARGEST_BOX: Final = (250.0, 120.0)
MOST_ROWS: Final = 12


class Spacing(Struct, frozen=True):
    """Gaps in points, and the units of the layout in one point, which has gaps of its own."""

    gap_x: float
    gap_y: float
    gap_row: float
    pad: float
    units: float


ROOMY, MIDDLING, DENSE = (
    Spacing(20, 38, 30, 9, 1.0),
    Spacing(14, 28, 22, 6, 1.6),
    Spacing(9, 14, 10, 3, 2.6),
)


class Fit(Struct, frozen=True):
    """Boxes of one shape in points, and the titles that stand in them."""

    per_row: int
    width: float
    height: float
    gap_y: float
    size: float
    whole: float  # share of the titles that stand uncut
    win_lines: int

    @property
    def rank(self) -> tuple[float, float]:
        shape = self.width / self.height
        pleasing = 1.0 if 1.0 <= shape <= 3.2 else 0.88
        return self.whole, self.size * pleasing * (1 + self.win_lines * 0.2)


def floor_for(count: int) -> float:
    """The least size of titles on A3, by the number of objectives."""
    return next((size for most, size in FLOORS if count <= most), LEAST)


def spacing_for(count: int) -> Spacing:
    return ROOMY if count <= 30 else MIDDLING if count <= 90 else DENSE


def best_fit(poster: PosterMap, width: float, height: float) -> Fit:
    """The shape of boxes that gives the largest titles. width: of the content of the bands."""
    counts = [0] * len(poster.bands)
    for node in poster.nodes:
        counts[node.band] += 1
    told = list(poster.objectives.values())
    spacing = spacing_for(len(told))
    ways: dict[tuple[int, ...], int] = {}
    for per_row in range(max(counts, default=1) or 1, 0, -1):
        rows = tuple(rows_in(counts, per_row))
        if max(rows, default=0) <= MOST_ROWS:
            ways.setdefault(rows, per_row)
    tried = [
        fitted(told, per_row, box_of(counts, rows, width, height, spacing), spacing)
        for rows, per_row in ways.items()
    ]
    return max(tried, key=lambda fit: fit.rank)


def rows_in(counts: Sequence[int], per_row: int) -> list[int]:
    geometry = Geometry(max_per_row=per_row, max_rows=MOST_ROWS)
    return [row_count(count, geometry) for count in counts]


def box_of(
    counts: Sequence[int], rows: Sequence[int], width: float, height: float, spacing: Spacing
) -> tuple[float, float, float]:
    """Width and height of a box, and the gap between bands that fills the height."""
    steps = max(((n - 1) / r for n, r in zip(counts, rows, strict=True) if r), default=0.0)
    box_width = (width - steps * spacing.gap_x) / (steps + 1)
    in_all = sum(rows)
    empty = sum(1 for each in rows if not each) * 40
    inner = sum((each - 1) * spacing.gap_row for each in rows if each)
    bands = max(1, sum(1 for each in rows if each))
    left = height - empty - inner
    box_height = max(1.0, (left - bands * spacing.gap_y) / max(1, in_all))
    box_width, box_height = min(box_width, LARGEST_BOX[0]), min(box_height, LARGEST_BOX[1])
    return max(8.0, box_width), box_height, max(spacing.gap_y, (left - in_all * box_height) / bands)


def fitted(
    told: Sequence[PosterObjective],
    per_row: int,
    box: tuple[float, float, float],
    spacing: Spacing,
) -> Fit:
    """The titles in boxes of one shape: with room for joint wins, if that is cheap."""
    width, height, gap_y = box
    inner = (width - 2 * spacing.pad, height - 2 * spacing.pad)
    floor = floor_for(len(told))
    found = {lines: _largest(told, *inner, floor, lines) for lines in (0, 1, WIN_LINES)}
    alone = found[0]
    if alone is None:
        whole = sum(fits(each, *inner, floor, 0) for each in told) / max(1, len(told))
        return Fit(per_row, width, height, gap_y, floor, whole, 0)
    size, lines = alone, 0
    for more in (1, WIN_LINES):
        beside = found[more]
        if beside is not None and beside >= WORTH * size:
            size, lines = beside, more
    return Fit(per_row, width, height, gap_y, size, 1.0, lines)


def _largest(
    told: Sequence[PosterObjective], width: float, height: float, floor: float, lines: int
) -> float | None:
    """The largest size at which all titles stand whole above so many lines of each joint win."""
    for size in SIZES:
        if size < floor:
            break
        if all(fits(each, width, height, size, lines) for each in told):
            return size
    return None


def cut_titles(told: Sequence[PosterObjective], fit: Fit, spacing: Spacing) -> int:
    """How many titles end in an ellipsis."""
    most = max(1, lines_in(fit.height - 2 * spacing.pad, fit.size))
    room = (fit.width - 2 * spacing.pad) / fit.size
    return sum(set_text(each.title, room, most).cut for each in told)


def fits(objective: PosterObjective, width: float, height: float, size: float, lines: int) -> bool:
    """Whether the title stands whole, above so many lines of each joint win."""
    if lines and objective.wins:
        height -= WIN_GAP + len(objective.wins) * lines * win_size(size) * LEADING
    most = lines_in(height, size)
    setting = set_text(objective.title, width / size, most) if most else None
    return setting is not None and not (setting.cut or setting.broken)


def lines_in(height: float, size: float) -> int:
    """How many lines stand in a height; the last one needs no leading."""
    return int((height - size) / (size * LEADING) + 1.0001) if height >= size else 0


def win_size(size: float) -> float:
    return max(LEAST_WIN, min(size, round(size * WIN_SHARE, 1)))
