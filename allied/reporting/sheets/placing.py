"""Lines of text at their places: from the side they run from, or about a middle."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from allied.reporting.letters.faces import BOLD, Lettered
from allied.reporting.letters.setting import Setting, set_text

from .sheet import Words
from .signs import INK

RISE = 0.36  # of the size: how far the middle of small letters is above the line they stand on
ASCENT = 0.8  # of the size: how far the top of a line is above it
LEADING = 1.2


class Block(Struct, frozen=True):
    """Set text with its size in points, before it has a place."""

    setting: Setting
    size: float

    @property
    def height(self) -> float:
        return (len(self.setting.lines) - 1) * self.size * LEADING + self.size if self else 0.0

    def __bool__(self) -> bool:
        return any(self.setting.lines)


def largest(
    text: str, width: float, sizes: Iterable[float], most: int, weight: int = BOLD
) -> Block:
    """The text in the largest of the sizes at which it stands whole; else cut at the last one."""
    block = Block(set_text("", 1, 1, weight), 0)
    for size in sizes:
        block = Block(set_text(text, width / size, most, weight), size)
        if not block.setting.cut:
            break
    return block


def lines_at(
    block: Block, x: float, width: float, top: float, fill: str = INK, *, middle: bool = False
) -> list[Words]:
    """The lines below `top`, in the width from `x`; a text that runs to the left starts right."""
    out = []
    for i, lettered in enumerate(block.setting.lettered()):
        y = top + block.size * (ASCENT + i * LEADING)
        words = line_at(lettered, x, width, y, block.size, fill=fill, middle=middle)
        out.append(replace(words, continues=i > 0))
    return out


def line_at(
    lettered: Lettered,
    x: float,
    width: float,
    y: float,
    size: float,
    *,
    fill: str = INK,
    middle: bool = False,
) -> Words:
    """One line that stands on `y`."""
    left = width - lettered.width * size
    shift = left / 2 if middle else left if lettered.rtl else 0.0
    return Words(x + shift, y, size, lettered, fill)
