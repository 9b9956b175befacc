"""A Gantt chart of initiatives: geometry in whole pixels, no word and no colour.

A row is `ROW` high, so that the names beside the drawing, which stay while it is scrolled, stand
level with the bars. A day has the width that the span of the plan allows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Final, NamedTuple

from msgspec import Struct

from .progress import Mark

ROW: Final = 36
HEAD: Final = 40
BAR: Final = 14
SIZE: Final = 7
"""From the middle of a diamond to its corners."""

WIDEST: Final = 2400
NARROWEST: Final = 560
SCALES: Final = (  # px a month at most, months of a step on the scale
    (24, 36, 1), (72, 13, 3), (144, 8, 12),
)  # fmt: skip
PAPER: Final = 680
"""Pixels across a sheet of A4, upright."""

NAMES: Final = 200
FAR: Final = 730
"""Days beyond the plan from which on today is not drawn."""


class Diamond(NamedTuple):
    """A milestone of a bar."""

    due_on: date
    mark: Mark
    title: str


class Bar(NamedTuple):
    """An initiative: its days, the share done, its look and what it waits for."""

    key: int
    starts_on: date | None
    ends_on: date | None
    share: float | None
    classes: str
    title: str
    diamonds: Sequence[Diamond] = ()
    waits_for: Sequence[int] = ()


class Tick(NamedTuple):
    x: int
    label: str


class DrawnDiamond(NamedTuple):
    d: str
    mark: str
    title: str
    sign: str


class DrawnBar(Struct, frozen=True):
    """A bar with its milestones. Without days of its own only the row is there."""

    x: int
    y: int
    width: int
    done: int
    classes: str
    title: str
    has_days: bool
    diamonds: Sequence[DrawnDiamond]


class Tie(NamedTuple):
    """From the end of a bar to the start of the one that waits for it."""

    d: str
    tip: str
    is_early: bool


class Gantt(Struct, frozen=True):
    """The whole drawing. `today` is None where the day is far from the plan."""

    width: int
    height: int
    bars: Sequence[DrawnBar]
    ties: Sequence[Tie]
    years: Sequence[Tick]
    steps: Sequence[Tick]
    today: int | None

    @property
    def paper(self) -> int:
        """In tenths, how large it is drawn on paper, beside the names."""
        return max(2, min(10, PAPER * 10 // (self.width + NAMES)))


class _Scale:
    """From days to pixels."""

    def __init__(self, first: date, last: date) -> None:
        self.first = date(first.year, first.month, 1)
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        found = next((scale for scale in SCALES if months <= scale[0]), None)
        px, self.step = (found[1], found[2]) if found else (WIDEST / months, 12)
        if months * px < NARROWEST:
            px = NARROWEST / months
        # Whole steps, so that the last one has its name.
        self.months = months
        self.every = max(1, ceil(40 / (px * self.step))) if months > 144 else 1
        self.day = px * months / max(1, _days(self.first, self._month(months)))
        self.width = round(px * months)

    def x(self, day: date) -> int:
        return round(_days(self.first, day) * self.day)

    def starts(self) -> Iterable[date]:
        """The first days of months, quarters or years on the scale."""
        for number in range(self.months):
            day = self._month(number)
            if (day.month - 1) % self.step == 0:
                yield day

    def _month(self, number: int) -> date:
        years, month = divmod(self.first.month - 1 + number, 12)
        return date(min(self.first.year + years, 9999), month + 1, 1)


def draw(bars: Sequence[Bar], today: date) -> Gantt | None:
    """The chart of these bars; None where none of them has a day."""
    days = [day for bar in bars for day in _all_days(bar)]
    if not days:
        return None
    first, last = min(days), max(days)
    near = _days(today, first) < FAR and _days(last, today) < FAR
    scale = _Scale(min(first, today) if near else first, max(last, today) if near else last)
    drawn = [_bar(bar, place, scale) for place, bar in enumerate(bars)]
    return Gantt(
        scale.width + SIZE * 2,
        HEAD + ROW * len(bars),
        drawn,
        _ties(bars, drawn),
        _years(scale),
        [Tick(scale.x(day), _name(day, scale)) for day in scale.starts() if scale.step < 12],
        scale.x(today) if near else None,
    )


def _all_days(bar: Bar) -> list[date]:
    days = [bar.starts_on, bar.ends_on, *(item.due_on for item in bar.diamonds)]
    return [day for day in days if day is not None]


def _years(scale: _Scale) -> list[Tick]:
    """The names of years; of a first one that is nearly over none, as the next stands there."""
    starts = list(scale.starts())
    if scale.step == 12:
        named = [day for day in starts if day.year % scale.every == 0]
    else:
        rest = starts[0].month <= 12 - 2 * scale.step
        named = [day for day in starts if day.month == 1 or (rest and day == starts[0])]
    return [Tick(scale.x(day), f"{day.year}") for day in named]


def _name(day: date, scale: _Scale) -> str:
    return f"{day.month}" if scale.step == 1 else f"Q{(day.month + 2) // 3}"


def _bar(bar: Bar, place: int, scale: _Scale) -> DrawnBar:
    middle = HEAD + ROW * place + ROW // 2
    start, end = bar.starts_on, bar.ends_on
    known = start or end
    x = scale.x(start or end or scale.first)
    width = max(4, scale.x(end) - x) if start and end else 4
    return DrawnBar(
        x, middle - BAR // 2, width, round(width * (bar.share or 0)), bar.classes, bar.title,
        known is not None, [_diamond(item, scale, middle) for item in bar.diamonds],
    )  # fmt: skip


def _diamond(item: Diamond, scale: _Scale, y: int) -> DrawnDiamond:
    x = scale.x(item.due_on)
    sign = {
        Mark.LATE: f"M{x - 3} {y - 3}l6 6m0 -6l-6 6",
        Mark.DONE: f"M{x - 3} {y}l2 3l4 -5",
        Mark.DONE_LATE: f"M{x - 3} {y}l2 3l4 -5",
    }.get(item.mark, "")
    d = f"M{x} {y - SIZE}l{SIZE} {SIZE}l-{SIZE} {SIZE}l-{SIZE} -{SIZE}z"
    return DrawnDiamond(d, item.mark.value.replace("_", "-"), item.title, sign)


def _ties(bars: Sequence[Bar], drawn: Sequence[DrawnBar]) -> list[Tie]:
    places: Mapping[int, int] = {bar.key: place for place, bar in enumerate(bars)}
    found = []
    for place, bar in enumerate(bars):
        for key in bar.waits_for:
            if key in places and drawn[place].has_days and drawn[places[key]].has_days:
                early = is_early(bar, bars[places[key]])
                found.append(_tie(drawn[places[key]], drawn[place], early=early))
    return found


def is_early(waiting: Bar, awaited: Bar) -> bool:
    """It starts before what it waits for has ended."""
    return bool(waiting.starts_on and awaited.ends_on and waiting.starts_on < awaited.ends_on)


def _tie(source: DrawnBar, goal: DrawnBar, *, early: bool) -> Tie:
    """Out at the right, along between two rows, in from the left."""
    x1, y1 = source.x + source.width, source.y + BAR // 2
    x2, y2 = goal.x, goal.y + BAR // 2
    between = y2 - ROW // 2 if y2 > y1 else y2 + ROW // 2
    out, into = x1 + 8, max(2, x2 - 9)
    d = f"M{x1} {y1}H{out}V{between}H{into}V{y2}H{x2}"
    return Tie(d, f"M{x2 - 5} {y2 - 4}l6 4l-6 4z", early)


def _days(first: date, last: date) -> int:
    return (last - first).days
