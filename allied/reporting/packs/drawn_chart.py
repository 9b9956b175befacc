"""A line of values with its target, drawn."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from allied.reporting.letters.faces import BOLD, REGULAR, letter
from allied.reporting.letters.setting import line_of
from allied.reporting.sheets.placing import RISE, line_at
from allied.reporting.sheets.sheet import Area, Item, Shape
from allied.reporting.sheets.signs import INK, MUTED, RULE, THEMES

from .content import Series
from .paper import Chart, name
from .ticks import Scale, drawable, scale_of

SIZE = 10.0
VALUE, TARGET = THEMES[1], THEMES[2]
DASH = (5.0, 3.0)
LABELS = 8  # below the chart, at most


def value_word() -> str:
    return _("Value")


def target_word() -> str:
    return _("Target")


def heading_of(series: Series) -> str:
    unit = name(series.unit)
    return f"{name(series.name)} ({unit})" if unit else name(series.name)


def chart_items(part: Chart) -> Iterator[Item]:
    series, scale = part.series, scale_of(part.series)
    yield line_at(line_of(heading_of(series), part.width / SIZE, BOLD),
                  part.x, part.width, part.y + SIZE, SIZE)  # fmt: skip
    labels = {mark: letter(scale.written(mark), REGULAR) for mark in scale.marks()}
    side = max(word.width for word in labels.values()) * SIZE + 6
    plot = Plot(part.x + side, part.y + 24, part.width - side - 6, part.height - 66, scale)
    for mark, word in labels.items():
        y = plot.y_of(mark)
        yield Shape((("M", (plot.x, y)), ("L", (plot.x + plot.width, y))), stroke=RULE, line=0.6)
        at = plot.x - 6 - word.width * SIZE
        yield line_at(word, at, word.width * SIZE, y + SIZE * RISE, SIZE, fill=MUTED)
    yield from _below(series, plot)
    yield from _line(series.targets, plot, TARGET, dash=DASH)
    yield from _line(series.values, plot, VALUE, dots=True)
    yield from _legend(part, bool(series.targets))


class Plot:
    """The ground of a chart: where a number stands on it."""

    def __init__(self, x: float, y: float, width: float, height: float, scale: Scale) -> None:
        self.x, self.y, self.width, self.height, self.scale = x, y, width, height, scale

    def y_of(self, value: float) -> float:
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.y + self.height * (1 - share)

    def x_of(self, at: int, count: int) -> float:
        return self.x + self.width * (at + 0.5) / max(1, count)


def _below(series: Series, plot: Plot) -> Iterator[Item]:
    """Some of the labels, the last one always."""
    count = len(series.labels)
    step = -(-count // LABELS)
    room = plot.width / max(1, min(count, LABELS))
    for at in range(count - 1, -1, -step or -1):
        word = line_of(series.labels[at], room / SIZE, REGULAR)
        wide = word.width * SIZE
        x = plot.x_of(at, count) - wide / 2
        yield line_at(word, x, wide, plot.y + plot.height + SIZE + 5, SIZE, fill=MUTED)


def _line(
    values: tuple[float | None, ...],
    plot: Plot,
    colour: str,
    *,
    dash: tuple[float, ...] = (),
    dots: bool = False,
) -> Iterator[Item]:
    """The line with its gaps; a value between gaps is a dot alone."""
    steps: list[tuple[str, tuple[float, ...]]] = []
    marks: list[tuple[float, float]] = []
    pen = "M"
    for at, given in enumerate(values):
        value = drawable(given)
        if value is None:
            pen = "M"
            continue
        point = plot.x_of(at, len(values)), plot.y_of(value)
        steps.append((pen, point))
        marks.append(point)
        pen = "L"
    if any(name == "L" for name, _point in steps):
        yield Shape(tuple(steps), stroke=colour, line=1.8, dash=dash)
    if dots or len(marks) == 1:
        for x, y in marks:
            yield Area(x - 2.6, y - 2.6, 5.2, 5.2, 2.6, fill=colour)


def _legend(part: Chart, with_target: bool) -> Iterator[Item]:
    y = part.y + part.height - 8
    x = part.x
    entries: list[tuple[str, str, tuple[float, ...]]] = [(value_word(), VALUE, ())]
    entries += [(target_word(), TARGET, DASH)] if with_target else []
    for word, colour, dash in entries:
        yield Shape(
            (("M", (x, y - 3.5)), ("L", (x + 22, y - 3.5))), stroke=colour, line=1.8, dash=dash
        )
        text = letter(word, REGULAR)
        yield line_at(text, x + 28, text.width * SIZE, y, SIZE, fill=INK)
        x += 28 + text.width * SIZE + 18
