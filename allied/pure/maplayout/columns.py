"""Where the boxes stand from left to right.

Each band in turn is moved as near to the mean of its neighbours as its order and the widths of its
boxes allow, which is least squares under an order (pool adjacent violators: Ayer and others 1955).
The widest band fixes the width of the drawing; a slight pull spreads the others over it.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise, permutations
from math import floor

from .model import Geometry
from .net import Net

SWEEPS = 8
EVEN_PULL = 0.3  # towards even spacing, against 1 for a link
GRID = 4  # px
STRAIGHT_PULL = 4.0  # for the parts of a link between two bands it passes


def row_count(objectives: int, geometry: Geometry) -> int:
    """Rows of a band: 0 if it is empty, else as many as its objectives need, up to max_rows."""
    needed = -(-objectives // max(1, geometry.max_per_row))
    return min(needed, max(1, geometry.max_rows))


def row_pattern(net: Net, band: int, order: list[int], rows: int) -> list[int]:
    """The row (0 at the top) of each slot.

    Slots go round the rows, so that boxes stagger and a link from below finds a gap. Of the ways
    to go round, the one that puts links upwards high and links downwards low.
    """
    objectives = [item for item in order if item < len(net.keys[band])]
    lift = [0] * max(rows, 1)
    for slot, item in enumerate(objectives):
        lift[slot % rows] += len(net.up[band][item]) - len(net.down[band][item])
    ways = permutations(range(rows))
    best = min(ways, key=lambda way: sum(row * lift[i] for i, row in enumerate(way)))
    return [best[slot % rows] for slot in range(len(objectives))]


def offsets(net: Net, band: int, order: list[int], geometry: Geometry, rows: int) -> list[int]:
    """Least distance of each item's middle from that of the first, in order."""
    pitch = geometry.box_width + geometry.gap_x
    half = -(-pitch // (2 * max(rows, 1)))
    room = geometry.lane if rows <= 1 else 0
    size = len(net.keys[band])
    steps = [0]
    for left, right in pairwise(order):
        boxes = (left < size) + (right < size)
        steps.append(half * boxes + (0 if boxes == 2 else room))
    return list(accumulate(steps)) if order else []


def middles(
    net: Net, orders: list[list[int]], rows: list[int], geometry: Geometry
) -> tuple[list[list[int]], int]:
    """x of the middle of each item, counted from the left edge of the content, and its width."""
    offset = [offsets(net, band, order, geometry, rows[band]) for band, order in enumerate(orders)]
    width = max((o[-1] for o in offset if o), default=0) + geometry.box_width
    even = [spread(order, width) for order in orders]
    at = [list(values) for values in even]
    count = len(orders)
    for sweep in range(SWEEPS):
        for band in range(count) if sweep % 2 == 0 else range(count - 1, -1, -1):
            wishes = [wish(net, at, even, band, item) for item in orders[band]]
            slack = width - geometry.box_width - (offset[band][-1] if wishes else 0)
            placed = in_order(wishes, offset[band], slack, geometry.box_width / 2)
            for item, x in zip(orders[band], placed, strict=True):
                at[band][item] = x
    grid = [on_grid(*band) for band in zip(at, orders, offset, strict=True)]
    return grid, width


def on_grid(at: list[float], order: list[int], offset: list[int]) -> list[int]:
    """Places by item, on the grid but for their offsets, which keeps these exact."""
    out = [0] * len(at)
    for item, shift in zip(order, offset, strict=True):
        out[item] = floor((at[item] - shift) / GRID + 0.5) * GRID + shift
    return out


def spread(order: list[int], width: int) -> list[float]:
    """Even places over the width, by item."""
    at = [0.0] * len(order)
    for place, item in enumerate(order):
        at[item] = (place + 0.5) * width / len(order)
    return at


def wish(
    net: Net, at: list[list[float]], even: list[list[float]], band: int, item: int
) -> tuple[float, float]:
    """Where an item would stand if alone, and how strongly."""
    weight, total = EVEN_PULL, EVEN_PULL * even[band][item]
    bend = item >= len(net.keys[band])
    for other, ends in ((band - 1, net.up[band][item]), (band + 1, net.down[band][item])):
        for end in ends:
            pull = STRAIGHT_PULL if bend and end >= len(net.keys[other]) else 1.0
            weight += pull
            total += pull * at[other][end]
    return total / weight, weight


def in_order(
    wishes: Sequence[tuple[float, float]], offset: list[int], slack: float, first: float
) -> list[float]:
    """Places nearest to the wishes (place, weight) that keep the offsets between them.

    Least squares by pooling neighbours that stand too near each other; then held to the range
    from `first` to `slack` further right.
    """
    pools: list[tuple[float, float, int]] = []  # mean, weight, members
    for (place, strength), shift in zip(wishes, offset, strict=True):
        mean, weight, members = place - shift, strength, 1
        while pools and pools[-1][0] >= mean:
            before, more, count = pools.pop()
            mean = (mean * weight + before * more) / (weight + more)
            weight, members = weight + more, members + count
        pools.append((mean, weight, members))
    flat = [min(max(mean, first), first + slack) for mean, _, count in pools for _ in range(count)]
    return [x + shift for x, shift in zip(flat, offset, strict=True)]
