"""First orders, from barycentres on real numbers.

The barycentre method (Sugiyama, Tagawa and Toda 1981) puts each item at the mean of its neighbours.
Without rounding to places in between, and for all bands at once, it is the power method for the
second eigenvector of the random walk on the map, which lays strongly joined parts side by side
(Hall 1970; Koren 2005). Even bands see odd bands only and the reverse, so one step is two half
steps; a momentum term (Xu and others 2018) makes few steps enough.
"""

from msgspec import Struct

from .net import Net

Vector = list[float]


class Draws:
    """A linear congruential generator (Knuth's MMIX constants): the same numbers on every run."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        """The next number from 0 to limit - 1."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        return (self.state >> 33) % limit


class Half(Struct):
    """Even or odd bands in one row: neighbours in the other half, and one over their number."""

    joins: list[list[int]]
    inverse: Vector


def barycentre_order(net: Net, steps: int, momentum: float, seed: int) -> list[list[int]]:
    """Order each band by barycentres after some steps from a starting vector drawn with `seed`.

    momentum: 0 to 0.25; waves with an eigenvalue under twice its root fade. Items without
    neighbours spread evenly in the order of their group and key.
    """
    offset, halves = fold(net)
    values = iterate(halves, steps, momentum, Draws(seed))
    orders = []
    for band, size in enumerate(net.sizes()):
        at, own = offset[band], values[band % 2]
        spread = [(2 * i + 1) / size - 1 for i in range(size)]
        joined = halves[band % 2].inverse[at : at + size]
        place = [own[at + i] if joined[i] else spread[i] for i in range(size)]
        orders.append(sorted(range(size), key=place.__getitem__))
    return orders


def fold(net: Net) -> tuple[list[int], tuple[Half, Half]]:
    """Number the items of all even bands through, and those of all odd bands."""
    sizes = net.sizes()
    offset = [sum(sizes[band % 2 : band : 2]) for band in range(len(sizes))]
    halves = (Half([], []), Half([], []))
    for band in range(len(sizes)):
        half = halves[band % 2]
        for up, down in zip(net.up[band], net.down[band], strict=True):
            ends = [offset[band - 1] + i for i in up] + [offset[band + 1] + i for i in down]
            half.joins.append(ends)
            half.inverse.append(1 / len(ends) if ends else 0.0)
    return offset, halves


def iterate(halves: tuple[Half, Half], steps: int, momentum: float, draws: Draws) -> list[Vector]:
    """The power method with momentum on the even half; the odd half follows it.

    The common mean only shifts all values and leaves at the end; in so few steps it does not drown
    the rest.
    """
    even, odd = halves
    now = average(even, average(odd, [draws.below(2**16) / 2**16 for _ in even.joins]))
    before = [0.0] * len(now)
    for _ in range(steps):
        ahead = average(even, average(odd, now))
        now, before = [a - momentum * b for a, b in zip(ahead, before, strict=True)], now
    now = scaled(now, [len(ends) for ends in even.joins])
    return [now, average(odd, now)]


def average(half: Half, other: Vector) -> Vector:
    """Each item of a half at the mean of its neighbours in the other half."""
    joined = zip(half.joins, half.inverse, strict=True)
    return [sum([other[end] for end in ends]) * inverse for ends, inverse in joined]


def scaled(values: Vector, degrees: list[int]) -> Vector:
    """Take the mean out, weighted by the number of joins, and divide by the largest size."""
    total = sum(degrees) or 1
    mean = sum([d * v for d, v in zip(degrees, values, strict=True)]) / total
    size = max([abs(v - mean) for v in values], default=0.0) or 1.0
    return [(v - mean) / size for v in values]
