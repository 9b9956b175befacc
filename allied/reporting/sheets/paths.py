"""The path of a link as short as it can be said, and the tip at its end.

A map of 300 objectives has some 400 links, whose coordinates are most of what its page weighs.
Steps from point to point repeat, where places on the page do not: they compress to half.
"""

import re
from functools import lru_cache

_COMMANDS = re.compile(r"([MLC])([^MLC]*)")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_POINTS = 4  # numbers that make the last two points of a path
LENGTH, HALF = 7.0, 3.2  # px, of a tip


@lru_cache(maxsize=4096)
def compact(d: str) -> str:
    """The same path (M, L and C, absolute, one decimal) in steps from each point to the next."""
    out: list[str] = []
    x, y = 0, 0  # tenths of a px, so that no error adds up
    for letter, rest in _COMMANDS.findall(d):
        at = [round(float(text) * 10) for text in _NUMBERS.findall(rest)]
        steps = [each - (y if i % 2 else x) for i, each in enumerate(at)]
        if letter == "M":
            out.append(f"M{joined(at)}")
        elif letter == "C":
            out.append(f"c{joined(steps)}")
        elif steps[0] and steps[1]:
            out.append(f"l{joined(steps)}")
        elif any(steps):
            out.append(f"v{joined(steps[1:])}" if steps[1] else f"h{joined(steps[:1])}")
        x, y = at[-2:]
    return "".join(out)


def joined(tenths: list[int]) -> str:
    """Numbers with no more between them than tells them apart."""
    text = ""
    for each in tenths:
        whole = f"{each / 10:.1f}".removesuffix(".0")
        text += whole if not text or whole.startswith("-") else f" {whole}"
    return text


@lru_cache(maxsize=4096)
def arrow_head(d: str) -> str:
    """A triangle at the end of a path, along its last direction, a pixel off what it points at.

    Drawn here, since a marker cannot take the colour of its line in every browser.
    """
    numbers = [float(number) for number in _NUMBERS.findall(d)[-_POINTS:]]
    if len(numbers) < _POINTS:
        return ""
    bx, by, x, y = numbers
    dx, dy = x - bx, y - by
    size = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = (dx / size, dy / size) if (dx or dy) else (0.0, -1.0)
    points = [
        (-ux, -uy),
        (-ux * LENGTH - uy * HALF, -uy * LENGTH + ux * HALF),
        (2 * uy * HALF, -2 * ux * HALF),
    ]
    off, left, right = (joined([round(px * 10), round(py * 10)]) for px, py in points)
    return f"M{joined([round(x * 10), round(y * 10)])}m{off}l{left}l{right}z"
