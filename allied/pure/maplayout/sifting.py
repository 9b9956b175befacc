"""Bring one band into a better order while its neighbours stand still.

Sifting (Rudell 1993; Matuszewski, Schönfeld and Molitor 1999): every item in turn is tried at every
place and put at the best. With the matrix of `matrix.exchange_rows` the cost of all places is one
running sum along the order; its least value is the place.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from .arcs import Arcs
from .matrix import Matrix
from .net import Net


def sift(order: list[int], rows: Matrix) -> int:
    """Put every item at its best place in `order`, in turn; returns what was gained in all."""
    gained = 0
    for item, row in enumerate(rows):
        cost = least = now = 0
        after = -1
        # Written out as a loop: CPython adds small integers here faster than in accumulate.
        for other in order:
            cost += row[other]
            if cost < least:
                least, after = cost, other
            if other == item:
                now = cost
        if least < now:
            move(order, item, after)
            gained += now - least
    return gained


def move(order: list[int], item: int, after: int) -> None:
    """Move an item to directly right of another, or to the left end if that is -1."""
    order.remove(item)
    order.insert(order.index(after) + 1 if after >= 0 else 0, item)


def place_best(order: list[int], item: int, row: Sequence[int]) -> int:
    """Move one item to its cheapest place (the first of equals, its own before others)."""
    running = list(accumulate([row[other] for other in order], initial=0))
    least, now = min(running), running[order.index(item)]
    if least < now:
        place = running.index(least)
        move(order, item, order[place - 1] if place else -1)
    return now - least


def sift_with_arcs(net: Net, band: int, order: list[int], rows: Matrix, scale: int = 1) -> int:
    """As `sift`, where links within the band also cost what they pass over, `scale` times."""
    gained = 0
    arcs = Arcs(net, band, order)
    for item, row in enumerate(rows):
        costs = [a + scale * b for a, b in zip(row, arcs.pull(item), strict=True)]
        won = place_best(order, item, costs)
        if won:
            arcs.look(order)
        gained += won
    return gained


def sift_pinned(net: Net, band: int, order: list[int], rows: Matrix) -> int:
    """As `sift`, with pinned objectives kept in their slots.

    A bend may go anywhere, as it takes no slot. A free objective moves by changing places with the
    next free one; what stands between stays.
    """
    gained = 0
    objectives, pins = len(net.keys[band]), net.pins[band]
    for item, row in enumerate(rows):
        if item >= objectives:
            gained += place_best(order, item, row)
        elif item not in pins:
            free = [i for i, v in enumerate(order) if v < objectives and v not in pins]
            gained += walk_best(order, rows, free, item)
    return gained


def walk_best(order: list[int], rows: Matrix, free: list[int], item: int) -> int:
    """Move a free objective over the free places, step by step; keep the best state seen."""
    best, gained = list(order), 0
    start = free.index(order.index(item))
    for way in (free[start:], free[start::-1]):
        trial, change = list(order), 0
        for here, there in pairwise(way):
            change += swap_change(trial, rows, min(here, there), max(here, there))
            trial[here], trial[there] = trial[there], trial[here]
            if change < -gained:
                best, gained = list(trial), -change
    order[:] = best
    return gained


def swap_change(order: list[int], rows: Matrix, left: int, right: int) -> int:
    """Change in crossings when the items at two places change places."""
    one, other = order[left], order[right]
    between = order[left + 1 : right]
    past = sum([rows[one][v] - rows[other][v] for v in between])
    return past + rows[one][other]
