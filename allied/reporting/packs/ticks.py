"""The scale at the side of a chart, the same in each kind of file."""

from math import floor, isfinite, log10

from msgspec import Struct

from .content import Series

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
WANTED = 4


class Scale(Struct, frozen=True):
    low: float
    high: float
    step: float

    def marks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * at for at in range(count + 1)]

    def written(self, value: float) -> str:
        places = max(0, -floor(log10(self.step) + 1e-9))
        places += 1 if places < 9 and round(self.step * 10**places, 6) % 1 else 0
        return f"{value:,.{min(places, 9)}f}" if abs(value) < 1e12 else f"{value:.3g}"


def known(series: Series) -> list[float]:
    """All numbers that can be drawn."""
    return [each for each in (*series.values, *series.targets) if drawable(each) is not None]  # type: ignore[misc]


def drawable(value: float | None) -> float | None:
    """A finite number of a size that a chart can hold, or None."""
    if value is None or not isfinite(value) or abs(value) > 1e100:
        return None
    return float(value)


def scale_of(series: Series) -> Scale:
    """Round marks about all values and targets. It begins at nought where nought is near."""
    numbers = known(series) or [0.0]
    low, high = min(numbers), max(numbers)
    if 0 <= low <= high * 0.5:
        low = 0.0
    if high - low <= abs(high) * 1e-9:
        apart = abs(high) * 0.1 or 1.0
        low, high = low - apart, high + apart
    step = _step((high - low) / WANTED)
    bottom = floor(low / step + 1e-9) * step
    top = -floor(-high / step + 1e-9) * step
    return Scale(bottom, top, step)


def _step(rough: float) -> float:
    ten: float = 10.0 ** floor(log10(rough))
    return next(ten * each for each in STEPS if ten * each >= rough * (1 - 1e-9))
