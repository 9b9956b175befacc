"""Circles of links: one shortest circle for each knot of objectives that lead to each other."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence


def cycles(nodes: Iterable[int], links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """One circle for each strongly connected part, as ids in the order of the links.

    Each begins at its smallest id; none is longer than it must be. Links to unknown ids are left
    out.
    """
    known = set(nodes)
    onward: dict[int, list[int]] = {node: [] for node in sorted(known)}
    for cause, effect in sorted(set(links)):
        if cause in known and effect in known:
            onward[cause].append(effect)
    found = []
    for knot in _knots(onward):
        ways = [way for way in (_way_back(node, knot, onward) for node in sorted(knot)) if way]
        if ways:
            found.append(_from_smallest(min(ways, key=len)))
    return sorted(found)


def _knots(onward: Mapping[int, list[int]]) -> list[set[int]]:
    """Sets of more than one node that all reach each other (Kosaraju, without recursion)."""
    backward: dict[int, list[int]] = {node: [] for node in onward}
    for node, targets in onward.items():
        for target in targets:
            backward[target].append(node)
    taken: set[int] = set()
    knots = []
    for start in reversed(_finished(onward)):
        if start in taken:
            continue
        knot, waiting = {start}, [start]
        taken.add(start)
        while waiting:
            for source in backward[waiting.pop()]:
                if source not in taken:
                    taken.add(source)
                    knot.add(source)
                    waiting.append(source)
        if len(knot) > 1:
            knots.append(knot)
    return knots


def _finished(onward: Mapping[int, list[int]]) -> list[int]:
    """All nodes in the order in which a walk into the depth leaves them."""
    seen: set[int] = set()
    order: list[int] = []
    for root in onward:
        if root in seen:
            continue
        seen.add(root)
        path = [(root, iter(onward[root]))]
        while path:
            node, targets = path[-1]
            following = next((target for target in targets if target not in seen), None)
            if following is None:
                order.append(node)
                path.pop()
            else:
                seen.add(following)
                path.append((following, iter(onward[following])))
    return order


def _way_back(start: int, knot: set[int], onward: Mapping[int, list[int]]) -> list[int]:
    """The shortest way from a node of the knot back to itself, without the return."""
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for target in onward[node]:
            if target == start:
                way = [node]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if target in knot and target not in came_from:
                came_from[target] = node
                waiting.append(target)
    return []


def _from_smallest(circle: list[int]) -> list[int]:
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]
