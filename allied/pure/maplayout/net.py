"""The map as the ordering sees it: items numbered within their band, whatever order they came in.

An item is an objective or a bend: a link over several bands is broken at every band it passes, so
that it has a place there and its crossings are seen (Sugiyama, Tagawa and Toda 1981).
"""

from collections.abc import Iterable
from itertools import pairwise
from math import isfinite

from msgspec import Struct, field

from .model import Key, LayoutRefusal, Link, Node, sort_key


class Net(Struct):
    """Bands of items. Within a band objectives come first, by group and key, then bends."""

    keys: list[list[Key]]
    groups: list[list[int]]
    pins: list[dict[int, int]]
    up: list[list[list[int]]]
    down: list[list[list[int]]]
    arcs: list[list[tuple[int, int]]]
    bends: dict[Link, list[tuple[int, int]]] = field(default_factory=dict)

    def sizes(self) -> list[int]:
        """Items per band, bends included."""
        return [len(band) for band in self.up]

    def add_bend(self, band: int) -> int:
        """A new item in the band for a passing link."""
        self.up[band].append([])
        self.down[band].append([])
        return len(self.up[band]) - 1

    def join(self, lower: tuple[int, int], upper: tuple[int, int]) -> None:
        """Join two items (band, item) of neighbouring bands."""
        self.up[lower[0]][lower[1]].append(upper[1])
        self.down[upper[0]][upper[1]].append(lower[1])


def build_net(nodes: Iterable[Node], links: Iterable[Link], bands: int | None = None) -> Net:
    """Check and number a map; `bands` defaults to one more than the lowest band in use.

    Refuses (LayoutRefusal) a key given twice, a band outside the map, a pin that is not a number
    from 0, and a link to an unknown key. A link from an objective to itself and a link given
    twice are passed over.
    """
    listed = sorted(nodes, key=lambda node: (node.group, sort_key(node.key)))
    count = bands if bands is not None else max((node.band for node in listed), default=-1) + 1
    check_nodes(listed, count)
    members = [[node for node in listed if node.band == band] for band in range(count)]
    net = Net(
        keys=[[node.key for node in band] for band in members],
        groups=[[node.group for node in band] for band in members],
        pins=[seats(band) for band in members],
        up=[[[] for _ in band] for band in members],
        down=[[[] for _ in band] for band in members],
        arcs=[[] for _ in members],
    )
    place = {key: (b, i) for b, band in enumerate(net.keys) for i, key in enumerate(band)}
    for link in tidy_links(links, place):
        add_link(net, link, place[link.cause], place[link.effect])
    return net


def check_nodes(nodes: list[Node], bands: int) -> None:
    """Refuse what cannot be placed."""
    if bands < 0:
        raise LayoutRefusal(f"the number of bands is {bands}")
    seen: set[Key] = set()
    for node in nodes:
        if node.key in seen:
            raise LayoutRefusal(f"objective {node.key!r} is given twice")
        seen.add(node.key)
        if not 0 <= node.band < bands:
            raise LayoutRefusal(f"objective {node.key!r} is in band {node.band} of {bands}")
        if node.pin is not None and not (isfinite(node.pin) and node.pin >= 0):
            raise LayoutRefusal(f"objective {node.key!r} is pinned to slot {node.pin}")


def tidy_links(links: Iterable[Link], known: Iterable[Key]) -> list[Link]:
    """Links once each, none to itself, in the order of their keys; refuses unknown keys."""
    wanted, keys = set(links), set(known)
    for link in wanted:
        for key in (link.cause, link.effect):
            if key not in keys:
                raise LayoutRefusal(f"a link names objective {key!r}, which is not on the map")
    proper = [link for link in wanted if link.cause != link.effect]
    return sorted(proper, key=lambda link: (sort_key(link.cause), sort_key(link.effect)))


def seats(band: list[Node]) -> dict[int, int]:
    """Slot of each pinned objective of a band, by its number in the band."""
    last = len(band) - 1
    pinned = [(min(int(node.pin), last), i) for i, node in enumerate(band) if node.pin is not None]
    pinned.sort(key=lambda seat: (seat[0], sort_key(band[seat[1]].key)))
    first = {slot: item for slot, item in reversed(pinned)}
    taken = {item: slot for slot, item in first.items()}
    free = [slot for slot in range(len(band)) if slot not in first]
    for wish, item in pinned:
        if item not in taken:
            taken[item] = min(free, key=lambda slot: (abs(slot - wish), slot))
            free.remove(taken[item])
    return taken


def add_link(net: Net, link: Link, cause: tuple[int, int], effect: tuple[int, int]) -> None:
    """Enter one link: an arc within a band, a join, or a chain of bends for a long way up."""
    rise = cause[0] - effect[0]
    if rise == 0:
        net.arcs[cause[0]].append((cause[1], effect[1]))
    elif rise == -1:
        net.join(effect, cause)
    elif rise > 0:
        chain = [(band, net.add_bend(band)) for band in range(cause[0] - 1, effect[0], -1)]
        if chain:
            net.bends[link] = chain
        stops = [cause, *chain, effect]
        for lower, upper in pairwise(stops):
            net.join(lower, upper)
