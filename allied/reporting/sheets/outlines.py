"""Paths as SVG says them, in the few steps that every kind of file knows."""

import re

from .sheet import Step, Steps

_COMMANDS = re.compile(r"([MmLlHhVvCcAaZz])([^MmLlHhVvCcAaZz]*)")
_NUMBERS = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "a": 7}


def steps_of(d: str, scale: float = 1.0, right: float = 0.0, down: float = 0.0) -> Steps:
    """Path data in absolute M, L, C and Z, made larger and then moved. An arc becomes its chord."""
    out: list[Step] = []
    at = start = (0.0, 0.0)
    for command, rest in _COMMANDS.findall(d):
        kind = command.lower()
        if kind == "z":
            out.append(("Z", ()))
            at = start
            continue
        numbers = [float(each) for each in _NUMBERS.findall(rest)]
        for turn in range(0, len(numbers), _TAKES[kind]):
            given = numbers[turn : turn + _TAKES[kind]]
            points = _points(kind, given, at, command.islower())
            at = points[-2], points[-1]
            first = kind == "m" and turn == 0
            start = at if first else start
            out.append(("M" if first else "C" if kind == "c" else "L", tuple(points)))
    return tuple((name, _moved(points, scale, right, down)) for name, points in out)


def _points(kind: str, given: list[float], at: tuple[float, float], relative: bool) -> list[float]:
    """Absolute points of one step."""
    if kind == "h":
        return [given[0] + (at[0] if relative else 0), at[1]]
    if kind == "v":
        return [at[0], given[0] + (at[1] if relative else 0)]
    ends = given[-2:] if kind == "a" else given
    return [each + at[i % 2] for i, each in enumerate(ends)] if relative else ends


def _moved(points: tuple[float, ...], scale: float, right: float, down: float) -> tuple[float, ...]:
    return tuple(each * scale + (down if i % 2 else right) for i, each in enumerate(points))
