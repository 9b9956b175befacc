"""The order in which formulas that feed each other are computed, and circles among them."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def fed_by(changed: Iterable[Key], uses: Mapping[Key, Collection[Key]]) -> set[Key]:
    """Those of ``uses`` that read one of the changed, at whatever remove."""
    readers: dict[Key, list[Key]] = {}
    for key, inputs in uses.items():
        for each in inputs:
            readers.setdefault(each, []).append(key)
    found: set[Key] = set()
    waiting = list(changed)
    while waiting:
        for reader in readers.get(waiting.pop(), ()):
            if reader not in found:
                found.add(reader)
                waiting.append(reader)
    return found


def in_order(
    keys: Collection[Key], uses: Mapping[Key, Collection[Key]]
) -> tuple[list[Key], list[Key]]:
    """The keys with each after what it reads, and those that no order holds: in a circle, or fed
    by one."""
    left = {key: {each for each in uses.get(key, ()) if each in set(keys)} for key in keys}
    order: list[Key] = []
    while ready := [key for key, inputs in left.items() if not inputs]:
        order += ready
        for key in ready:
            del left[key]
        for inputs in left.values():
            inputs.difference_update(ready)
    return order, list(left)


def circle_through(key: Key, uses: Mapping[Key, Collection[Key]]) -> list[Key]:
    """The keys along a shortest circle, from ``key`` back to it; empty where there is none."""
    came_from: dict[Key, Key] = {}
    waiting = [key]
    for at in waiting:
        for each in uses.get(at, ()):
            if each == key:
                way = [at]
                while way[-1] != key:
                    way.append(came_from[way[-1]])
                return [*reversed(way), key]
            if each not in came_from:
                came_from[each] = at
                waiting.append(each)
    return []
