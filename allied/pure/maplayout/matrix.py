"""What it costs to let one item change sides with another, for all pairs of a band at once.

For items u and v of a band, given the orders of the neighbouring bands, row[u][v] is the change in
crossings when u moves from directly left to directly right of v. Crossing numbers of pairs are as
in Eades and Wormald (1994).

All the counters of a row live in one long integer, 16 bits each (32 where an item has very many
links), so that one addition of Python's works on a whole row. A counter may be negative: that
borrows from the next, which adding 2^15 to each and flipping that bit in each undoes.
"""

import struct
from functools import reduce
from operator import or_
from sys import byteorder

from msgspec import Struct

from .net import Net

Matrix = list[tuple[int, ...]]
NARROW, WIDE = 16, 32
NARROW_DEGREE = 126  # two sides of 126 * 126 still fit 15 bits


class Packed(Struct):
    """A net with, for every item, its neighbours as counters.

    bits: width of a counter; bias: a one in the highest bit of each; shape: how a row unpacks.
    below[b][i] has a one for each item of band b + 1 joined to item i of band b, above[b][i] for
    each of band b - 1; up[b] and down[b] count for each item of band b its joins in that direction.
    """

    net: Net
    bits: int
    below: list[list[int]]
    above: list[list[int]]
    up: list[int]
    down: list[int]
    bias: list[int]
    shape: list[struct.Struct]


def pack(net: Net) -> Packed:
    """Prepare a net for `exchange_rows`."""
    joins = [*net.up, *net.down]
    most = max((len(ends) for band in joins for ends in band), default=0)
    bits = NARROW if most <= NARROW_DEGREE else WIDE
    one = [1 << (bits * i) for i in range(max(net.sizes(), default=0))]
    half = 1 << (bits - 1)

    def counters(band: list[list[int]]) -> list[int]:
        return [sum([one[end] for end in ends]) for ends in band]

    def degrees(band: list[list[int]]) -> int:
        return sum([len(ends) * unit for ends, unit in zip(band, one, strict=False)])

    code = "h" if bits == NARROW else "i"
    return Packed(
        net=net,
        bits=bits,
        below=[counters(band) for band in net.down],
        above=[counters(band) for band in net.up],
        up=[degrees(band) for band in net.up],
        down=[degrees(band) for band in net.down],
        bias=[reduce(or_, [half * unit for unit in one[:size]], 0) for size in net.sizes()],
        shape=[struct.Struct(f"={size}{code}") for size in net.sizes()],
    )


def exchange_rows(packed: Packed, orders: list[list[int]], band: int) -> Matrix:
    """The matrix of a band: for each item, the change in crossings past each other item."""
    net, bias = packed.net, packed.bias[band]
    sums = [bias] * len(orders[band])
    if band:
        gain = gains(orders[band - 1], packed.below[band - 1], packed.up[band])
        add_gains(sums, net.up[band], gain)
    if band + 1 < len(orders):
        gain = gains(orders[band + 1], packed.above[band + 1], packed.down[band])
        add_gains(sums, net.down[band], gain)
    # Packing and unpacking use the same byte order, the machine's own.
    shape = packed.shape[band]
    return [shape.unpack((total ^ bias).to_bytes(shape.size, byteorder)) for total in sums]


def gains(order: list[int], joined: list[int], degrees: int) -> list[int]:
    """For each item of a neighbouring band: joins to the right of it less joins to the left.

    Each is counted for all items of our band at once.
    """
    out = [0] * len(order)
    right = degrees
    for item in order:
        ahead = right
        right -= joined[item]
        out[item] = right + ahead - degrees
    return out


def add_gains(sums: list[int], joins: list[list[int]], gain: list[int]) -> None:
    """Add to each item's row the gains of the neighbours it is joined to."""
    for item, ends in enumerate(joins):
        for end in ends:
            sums[item] += gain[end]
