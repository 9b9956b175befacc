"""The order of objectives in every band: few crossings, in a bounded amount of work.

From each of a few barycentre orders the bands are sifted in turn until none gains; small maps then
get kicks (an iterated local search): some items change places, the bands settle again, and what is
no worse is kept. Work is bounded by counts, never by the clock.
"""

from collections.abc import Iterable

from .crossings import cost, inversions
from .matrix import Matrix, Packed, exchange_rows, pack
from .model import Order
from .net import Net
from .sifting import sift, sift_pinned, sift_with_arcs
from .starts import Draws, barycentre_order

STARTS = ((10, 0.1), (12, 0.16), (16, 0.06))  # steps, momentum
FEW, MANY = 60, 200  # items: between them all starts are taken, else the first two
MOST_KICKS = 24
KICK_BUDGET = 14_400  # kicks times items squared: 16 kicks of 30 items, 1 of 100
MOST_ROUNDS = 64  # up and down over the bands; in practice some ten


def keys_in_order(net: Net, orders: list[list[int]]) -> Order:
    """Keys of the objectives in an order of items; bends have none."""
    return [
        [keys[item] for item in order if item < len(keys)]
        for keys, order in zip(net.keys, orders, strict=True)
    ]


def order_net(net: Net) -> list[list[int]]:
    """The items of each band in order, bends included."""
    packed, size = pack(net), sum(net.sizes())
    best: list[list[int]] = []
    least = -1
    for seed, (steps, momentum) in enumerate(STARTS[: 3 if FEW < size < MANY else 2]):
        orders = first_order(net, barycentre_order(net, steps, momentum, seed + 1))
        settle(packed, orders)
        found = cost(net, orders)
        if least < 0 or found < least:
            best, least = orders, found
    return by_theme(packed, kicked(packed, best, least))


def by_theme(packed: Packed, orders: list[list[int]]) -> list[list[int]]:
    """Bring themes left to right where it costs nothing: mirrored if better, then settled so."""
    net = packed.net
    if len({group for band in net.groups for group in band}) <= 1:
        return orders
    if not any(net.pins):
        mirrored = [order[::-1] for order in orders]
        orders = min(orders, mirrored, key=lambda one: theme_inversions(net, one))
    settle(packed, orders, scale=1 + sum(net.sizes()))
    return orders


def theme_inversions(net: Net, orders: list[list[int]]) -> int:
    """Pairs of objectives of one band whose themes stand in the wrong order."""
    total = 0
    for groups, order in zip(net.groups, orders, strict=True):
        total += inversions([[groups[item]] for item in order if item < len(groups)])
    return total


def first_order(net: Net, orders: list[list[int]]) -> list[list[int]]:
    """Put pinned objectives into their slots, trying the order and its mirror image."""
    if not any(net.pins):
        return orders
    mirrored = [order[::-1] for order in orders]
    return min((seated(net, one) for one in (orders, mirrored)), key=lambda one: cost(net, one))


def seated(net: Net, orders: list[list[int]]) -> list[list[int]]:
    """Each pinned objective in its slot, the others in order round it, bends where they were."""
    out = []
    for order, keys, pins in zip(orders, net.keys, net.pins, strict=True):
        free = iter([item for item in order if item < len(keys) and item not in pins])
        holder = {slot: item for item, slot in pins.items()}
        row = iter([holder[s] if s in holder else next(free) for s in range(len(keys))])
        out.append([next(row) if item < len(keys) else item for item in order])
    return out


def settle(
    packed: Packed, orders: list[list[int]], touched: Iterable[int] | None = None, scale: int = 1
) -> None:
    """Sift bands up and down until none gains.

    touched: the bands that may gain, if not all; scale: see `improve`. A band is looked at again
    only when it or a neighbour has moved; every move lowers the cost, so this ends. The number of
    rounds is bounded too, as arcs beside pins are not seen.
    """
    used = [band for band, order in enumerate(orders) if order]
    waiting = set(used if touched is None else touched).intersection(used)
    route = [*used, *used[-2:0:-1]]
    for _ in range(MOST_ROUNDS):
        for band in route:
            if band in waiting:
                waiting.discard(band)
                if improve(packed, orders, band, scale):
                    waiting.update({band - 1, band, band + 1}.intersection(used))
        if not waiting:
            return


def improve(packed: Packed, orders: list[list[int]], band: int, scale: int = 1) -> int:
    """Sift one band once; returns what was gained.

    A scale above 1 weighs a crossing that much more than a pair of themes in the wrong order,
    which costs 1.
    """
    net, rows = packed.net, exchange_rows(packed, orders, band)
    if scale > 1:
        rows = with_themes(rows, net.groups[band], scale)
    if net.pins[band]:
        return sift_pinned(net, band, orders[band], rows)
    if net.arcs[band]:
        return sift_with_arcs(net, band, orders[band], rows, scale)
    return sift(orders[band], rows)


def with_themes(rows: Matrix, groups: list[int], scale: int) -> Matrix:
    """Crossings times `scale`, plus or minus 1 where themes differ; bends have no theme."""
    bends = [0] * (len(rows) - len(groups))
    out = []
    for item, row in enumerate(rows):
        if item < len(groups):
            own = groups[item]
            signs = [(own < other) - (own > other) for other in groups] + bends
            out.append(tuple([a * scale + b for a, b in zip(row, signs, strict=True)]))
        else:
            out.append(tuple([a * scale for a in row]))
    return out


def kicked(packed: Packed, orders: list[list[int]], least: int) -> list[list[int]]:
    """Kick and settle, a number of times that falls with the size of the map.

    least: the cost of the orders given.
    """
    net, size = packed.net, sum(packed.net.sizes())
    loose = [loose_items(net, band) for band in range(len(orders))]
    bands = [band for band, items in enumerate(loose) if len(items) > 1]
    draws = Draws(12345)
    for _ in range(min(MOST_KICKS, KICK_BUDGET // (size * size)) if bands else 0):
        if least == 0:
            break
        trial = [list(order) for order in orders]
        band = bands[draws.below(len(bands))]
        kick(trial[band], loose[band], draws)
        # The neighbours settle round the kicked band first; if it went first it would go back.
        beside = {b for b in (band - 1, band + 1) if 0 <= b < len(orders) and orders[b]}
        settle(packed, trial, beside or {band})
        found = cost(net, trial)
        if found <= least:
            orders, least = trial, found
    return orders


def loose_items(net: Net, band: int) -> list[int]:
    """Items of a band that may change places with each other."""
    size = len(net.up[band])
    if not net.pins[band]:
        return list(range(size))
    return [item for item in range(len(net.keys[band])) if item not in net.pins[band]]


def kick(order: list[int], loose: list[int], draws: Draws) -> None:
    """Let one to five pairs of items change places."""
    for _ in range(1 + draws.below(5)):
        one, other = loose[draws.below(len(loose))], loose[draws.below(len(loose))]
        i, j = order.index(one), order.index(other)
        order[i], order[j] = other, one
