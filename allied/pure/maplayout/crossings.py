"""How many links cross."""

from bisect import bisect_right, insort
from collections.abc import Iterable

from .model import LayoutRefusal, Link, Order
from .net import Net, tidy_links


def count_crossings(order: Order, links: Iterable[Link]) -> int:
    """Crossings of the straight lines between neighbouring bands.

    order: the keys of each band from left to right, the top band first. A pair of links between
    the same two bands crosses when their ends stand in opposite order; links that share an end do
    not cross. A link counts in whichever direction it runs, and once if given twice; links within
    a band and over several bands are no straight lines between neighbours and do not count.
    Refuses (LayoutRefusal) a key that the order does not name.
    """
    place = {key: (b, i) for b, band in enumerate(order) for i, key in enumerate(band)}
    if len(place) != sum(map(len, order)):
        raise LayoutRefusal("the order names an objective twice")
    upper_ends: list[list[list[int]]] = [[[] for _ in band] for band in order]
    for link in tidy_links(links, place):
        upper, lower = sorted((place[link.cause], place[link.effect]))
        if lower[0] - upper[0] == 1:
            upper_ends[lower[0]][lower[1]].append(upper[1])
    return sum(inversions(ends) for ends in upper_ends)


def inversions(ends: Iterable[list[int]]) -> int:
    """Crossings below one band: for each lower item, left to right, its places in the band above.

    Two links cross when the left one of the lower ends has the right one of the upper ends; so
    crossings are inversions, counted while sorting (Barth, Jünger and Mutzel 2002).
    """
    seen: list[int] = []
    total = 0
    for places in ends:
        for place in places:
            total += len(seen) - bisect_right(seen, place)
        for place in places:
            insort(seen, place)
    return total


def cost(net: Net, orders: list[list[int]]) -> int:
    """What the ordering minimises: crossings of joins and, for arcs, what they pass over."""
    total = 0
    for band in range(len(orders)):
        if band:
            at = places(orders[band - 1])
            up = net.up[band]
            total += inversions([[at[above] for above in up[item]] for item in orders[band]])
        if net.arcs[band]:
            total += arc_cost(net, band, orders[band])
    return total


def places(order: list[int]) -> list[int]:
    """Place of each item in an order of 0 .. n-1."""
    at = [0] * len(order)
    for place, item in enumerate(order):
        at[item] = place
    return at


def arc_cost(net: Net, band: int, order: list[int]) -> int:
    """What the arcs of a band pass over: the weights of all items between their ends."""
    at, weight = places(order), arc_weights(net, band)
    total = 0
    for one, other in net.arcs[band]:
        first, last = sorted((at[one], at[other]))
        total += sum([weight[item] for item in order[first + 1 : last]])
    return total


def arc_weights(net: Net, band: int) -> list[int]:
    """For each item: what it costs an arc to pass over it, and over the links that rise from it."""
    return [1 + len(ends) for ends in net.up[band]]
