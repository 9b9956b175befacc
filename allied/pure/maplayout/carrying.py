"""The order of a map that was drawn before: what people know stays where they know it.

What stood somewhere keeps its place among the others; what is new is put where it crosses least,
and among equal places beside its theme. Only where turning the map about would save more than a
tenth of the crossings is it ordered afresh, and then the way round that is nearer to the old one.
"""

from collections.abc import Mapping

from .arcs import Arcs
from .crossings import cost, inversions
from .matrix import Packed, exchange_rows, pack
from .model import Key, Order
from .net import Net
from .ordering import order_net, seated, settle, with_themes
from .sifting import place_best

TOLERANCE = 10  # a tenth more crossings than afresh are borne
PASSES = 2  # over the bands, so that what is new below meets what is new above


def order_after(net: Net, before: Order) -> list[list[int]]:
    """The items of each band in order, after the earlier order of keys by band."""
    known = places_before(net, before)
    if not any(known):
        return order_net(net)
    packed = pack(net)
    kept = carried(packed, known)
    if cost(net, kept):
        settle(packed, kept)
    least = cost(net, kept)
    if not least:
        return kept
    fresh = order_net(net)
    afresh = cost(net, fresh)
    if least <= afresh + afresh // TOLERANCE:
        return kept
    ways = [fresh] if any(net.pins) else [fresh, [order[::-1] for order in fresh]]
    return min(ways, key=lambda orders: turned(orders, known))


def order_as(net: Net, before: Order) -> list[list[int]]:
    """The earlier order itself where it names this very map; else what follows it."""
    known = places_before(net, before)
    same = all(len(at) == len(keys) for at, keys in zip(known, net.keys, strict=True))
    if same and in_their_slots(net, known):
        return carried(pack(net), known)
    return order_after(net, before)


def places_before(net: Net, before: Order) -> list[dict[int, int]]:
    """For each band, the place of its items in the earlier order; what is new has none."""
    found: list[dict[int, int]] = []
    for band, keys in enumerate(net.keys):
        item_of: Mapping[Key, int] = {key: item for item, key in enumerate(keys)}
        stood = before[band] if band < len(before) else []
        items = [item_of[key] for key in dict.fromkeys(stood) if key in item_of]
        found.append({item: place for place, item in enumerate(items)})
    return found


def in_their_slots(net: Net, known: list[dict[int, int]]) -> bool:
    """Whether every pinned objective stands in its slot."""
    pinned = zip(known, net.pins, strict=True)
    return all(at[item] == slot for at, pins in pinned for item, slot in pins.items())


def carried(packed: Packed, known: list[dict[int, int]]) -> list[list[int]]:
    """What is known in its old order, the rest (bends too, which leave no trace) put in between."""
    net = packed.net
    loose = [
        [item for item in range(size) if item not in at]
        for size, at in zip(net.sizes(), known, strict=True)
    ]
    orders = [[*at, *rest] for at, rest in zip(known, loose, strict=True)]
    for _ in range(PASSES):
        for band, items in enumerate(loose):
            if items:
                put_between(packed, orders, band, items)
    return seated(net, orders) if any(net.pins) else orders


def put_between(packed: Packed, orders: list[list[int]], band: int, items: list[int]) -> None:
    """Move each of the items to its best place among all of its band."""
    net, order = packed.net, orders[band]
    scale = 1 + sum(net.sizes())
    rows = with_themes(exchange_rows(packed, orders, band), net.groups[band], scale)
    arcs = Arcs(net, band, order) if net.arcs[band] else None
    for item in items:
        row = list(rows[item])
        if arcs:
            row = [a + scale * b for a, b in zip(row, arcs.pull(item), strict=True)]
        if place_best(order, item, row) and arcs:
            arcs.look(order)


def turned(orders: list[list[int]], known: list[dict[int, int]]) -> int:
    """Pairs of one band that change sides against the earlier order."""
    return sum(
        inversions([[at[item]] for item in order if item in at])
        for order, at in zip(orders, known, strict=True)
    )
