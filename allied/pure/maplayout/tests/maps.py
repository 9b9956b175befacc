"""Maps for the tests: the stored ones, and drawn ones."""

import json
import re
from itertools import combinations
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from allied.pure.maplayout import Link, Node

STORED = Path(__file__).with_name("layout_maps.json")
Map = tuple[list[Node], list[Link], int]
Point = tuple[float, float]


def stored_maps(objectives: int) -> list[Map]:
    """The generated maps of one size: nodes, links, and what graphviz dot leaves."""
    found = [m for m in json.loads(STORED.read_text())["maps"] if m["objectives"] == objectives]
    return [
        (
            [Node(i, band) for i, band in enumerate(one["bands"])],
            [Link(*pair) for pair in one["links"]],
            one["crossings_of_graphviz_dot"],
        )
        for one in found
    ]


@st.composite
def drawn_maps(draw: st.DrawFn, pins: bool = True) -> Map:
    """Any map of up to five bands and 24 objectives, with links of all kinds."""
    bands = draw(st.integers(1, 5))
    keys = draw(st.lists(st.integers(0, 99) | st.text("abc", min_size=1), max_size=24, unique=True))
    pin = st.none() | st.integers(0, 30).map(float) if pins else st.none()
    nodes = [
        Node(key, draw(st.integers(0, bands - 1)), draw(pin), draw(st.integers(0, 3)))
        for key in keys
    ]
    ends = st.sampled_from(keys) if keys else st.nothing()
    links = draw(st.lists(st.builds(Link, ends, ends), max_size=40)) if keys else []
    return nodes, links, bands


def crossings_by_pairs(order: list[list], links: list[Link]) -> int:
    """Crossings counted pair by pair, straight from the definition."""
    place = {key: (b, i) for b, band in enumerate(order) for i, key in enumerate(band)}
    lines = []
    for link in {link for link in links if link.cause != link.effect}:
        (upper, above), (lower, below) = sorted((place[link.cause], place[link.effect]))
        if lower - upper == 1:
            lines.append((upper, above, below))
    return sum(
        one[0] == two[0] and (one[1] - two[1]) * (one[2] - two[2]) < 0
        for one, two in combinations(lines, 2)
    )


def points_of(data: str, steps: int = 16) -> list[Point]:
    """Points along SVG path data of M, L and C commands."""
    points: list[Point] = []
    for letter, rest in re.findall(r"([MLC])([^MLC]*)", data):
        numbers = [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?", rest)]
        ends = list(zip(numbers[::2], numbers[1::2], strict=True))
        if letter == "M":
            points.append(ends[0])
            continue
        start = points[-1]
        corners = [start, *ends] if letter == "C" else [start, start, ends[0], ends[0]]
        points += [bezier(corners, step / steps) for step in range(1, steps + 1)]
    return points


def bezier(corners: list[Point], t: float) -> Point:
    """A point on a cubic."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    x = sum(w * c[0] for w, c in zip(weights, corners, strict=True))
    y = sum(w * c[1] for w, c in zip(weights, corners, strict=True))
    return x, y


def dense_map(seed: int, pins: int = 0, arcs: int = 0) -> Map:
    """Three bands of seven objectives and many links; some pinned, some linked within a band."""
    draw = Random(seed)
    slots = {key: float(draw.randrange(7)) for key in draw.sample(range(21), pins)}
    nodes = [Node(key, key // 7, slots.get(key)) for key in range(21)]
    ups = [(a, b) for a in range(21) for b in range(21) if a // 7 - b // 7 in (1, 2)]
    flat = [(a, b) for a in range(21) for b in range(21) if a // 7 == b // 7 and a != b]
    pairs = draw.sample(ups, 40) + draw.sample(flat, arcs)
    return nodes, [Link(*pair) for pair in pairs], 3
