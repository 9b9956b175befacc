"""What several test modules share: reading the worked numbers, and drawing yardsticks."""

import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from allied.pure.scoring import Child, Direction, Preset, Yardstick

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "scoring.md"
TWO_WAYS = (Direction.HIGHER, Direction.LOWER)


def rows(page: Path, header: str) -> list[list[str]]:
    """The cells of the table under the line that starts with ``header``."""
    lines = page.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(header)) + 2
    table = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return table


def number(text: str) -> float | None:
    """1/3, 0.7067 or nothing."""
    if not text:
        return None
    upper, _, lower = text.partition("/")
    return float(upper) / float(lower or 1)


def yardstick(text: str) -> Yardstick:
    """``red_flag_goal higher red_flag=500 target=700 uncapped``."""
    preset, direction, *rest = text.split()
    fields = {name: float(value) for name, value in (w.split("=") for w in rest if "=" in w)}
    return Yardstick(
        preset=Preset(preset),
        direction=Direction(direction),
        capped="uncapped" not in rest,
        **fields,
    )


def children(text: str) -> Iterator[Child]:
    """``0.80 × 50; –<0.5 × 25``."""
    for index, part in enumerate(text.split(";")):
        match = re.fullmatch(r"\s*([\d.]+|–)(?:<([\d.]+))? × ([\d.]+)\s*", part)
        assert match, part
        yield Child(
            key=f"child {index}",
            score=None if match[1] == "–" else float(match[1]),
            weight=float(match[3]),
            previous_score=number(match[2] or ""),
        )


# Hundredths up to a million: readings as people write them, and differences that stay exact enough.
decimals = st.integers(-(10**8), 10**8).map(lambda n: n / 100)


def _rising(count: int) -> st.SearchStrategy[list[float]]:
    whole = st.lists(st.integers(-(10**8), 10**8), min_size=count, max_size=count, unique=True)
    return whole.map(lambda numbers: sorted(n / 100 for n in numbers))


@st.composite
def chain_yardsticks(draw: st.DrawFn) -> Yardstick:
    """A yardstick of a preset whose fields rise or fall with the direction."""
    names = {
        Preset.BASELINE_TARGET: ("baseline", "target"),
        Preset.RED_FLAG_GOAL: ("red_flag", "target"),
        Preset.WORST_BEST: ("worst", "red_flag", "target", "best"),
        Preset.COMMIT_STRETCH: ("baseline", "commit", "target", "stretch"),
    }
    preset = draw(st.sampled_from(sorted(names)))
    direction = draw(st.sampled_from(TWO_WAYS))
    numbers = draw(_rising(len(names[preset])))
    if direction is Direction.LOWER:
        numbers.reverse()
    fields = dict(zip(names[preset], numbers, strict=True))
    return Yardstick(preset=preset, direction=direction, capped=draw(st.booleans()), **fields)


@st.composite
def range_yardsticks(draw: st.DrawFn) -> Yardstick:
    """Minimum to maximum, in either direction."""
    low, high = draw(_rising(2))
    return Yardstick(
        preset=Preset.MINIMUM_MAXIMUM,
        direction=draw(st.sampled_from(TWO_WAYS)),
        minimum=low,
        maximum=high,
        capped=draw(st.booleans()),
    )


@st.composite
def threshold_yardsticks(draw: st.DrawFn) -> Yardstick:
    """At least or at most, with or without a margin."""
    return Yardstick(
        preset=Preset.THRESHOLD,
        direction=draw(st.sampled_from((Direction.AT_LEAST, Direction.AT_MOST))),
        threshold=draw(decimals),
        margin=draw(st.none() | st.integers(0, 1000).map(float)),
        capped=draw(st.booleans()),
    )


@st.composite
def on_target_yardsticks(draw: st.DrawFn) -> Yardstick:
    """On target is best, with or without a flat part."""
    low, flat_low, target, flat_high, high = draw(_rising(5))
    flat = draw(st.booleans())
    return Yardstick(
        preset=Preset.ON_TARGET,
        direction=Direction.ON_TARGET,
        low=low,
        flat_low=flat_low if flat else None,
        target=target,
        flat_high=flat_high if flat else None,
        high=high,
        capped=draw(st.booleans()),
    )


@st.composite
def ratio_yardsticks(draw: st.DrawFn) -> Yardstick:
    """A ratio to a positive target."""
    return Yardstick(
        preset=Preset.RATIO,
        direction=draw(st.sampled_from(TWO_WAYS)),
        target=draw(st.integers(1, 10**8)) / 100,
        capped=draw(st.booleans()),
    )


one_way_yardsticks = st.one_of(chain_yardsticks(), range_yardsticks(), threshold_yardsticks())
yardsticks = st.one_of(one_way_yardsticks, on_target_yardsticks())
scores = st.floats(0, 1) | st.floats(-3, 3)
weights = st.floats(1e-3, 1e3)


@st.composite
def families(draw: st.DrawFn) -> list[Child]:
    """One to eight children, some without data, some of weight 0."""
    return [
        Child(
            key=f"child {index}",
            score=draw(st.none() | scores),
            weight=draw(st.just(0.0) | weights),
            previous_score=draw(st.none() | scores),
        )
        for index in range(draw(st.integers(1, 8)))
    ]
