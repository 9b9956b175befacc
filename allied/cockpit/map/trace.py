"""What leads to an objective and what follows from it, along the whole chain."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

Arrow = tuple[int, int]  # cause, effect

WORST_FIRST = {"off_track": 0, "caution": 1, "on_track": 2, "exceeds": 3}
SOUND = frozenset({"on_track", "exceeds"})
MOST_NAMED = 3


class Trace(Struct, frozen=True):
    """One objective with all its direct and indirect causes and effects.

    In a cycle an objective is both a cause and an effect; the start itself is neither.
    """

    start: int
    causes: frozenset[int]
    effects: frozenset[int]
    links: frozenset[Arrow]

    @property
    def chain(self) -> frozenset[int]:
        return self.causes | self.effects | {self.start}


class Standing(Struct, frozen=True):
    """What an objective scores: None without data."""

    score: float | None
    status: str


class Weakness(Struct, frozen=True):
    """Where a chain is weak: the worst of its objectives, and how many cannot be judged."""

    weakest: tuple[int, ...]
    sound: bool
    without_data: tuple[int, ...]


def trace(start: int, links: Iterable[Arrow]) -> Trace:
    """The chain through `start`. A cycle is walked once."""
    ahead: dict[int, list[int]] = defaultdict(list)
    behind: dict[int, list[int]] = defaultdict(list)
    arrows = {(cause, effect) for cause, effect in links if cause != effect}
    for cause, effect in arrows:
        ahead[cause].append(effect)
        behind[effect].append(cause)
    causes, effects = reached(start, behind), reached(start, ahead)
    upstream, downstream = causes | {start}, effects | {start}
    lit = {
        (cause, effect)
        for cause, effect in arrows
        if (cause in upstream and effect in upstream)
        or (cause in downstream and effect in downstream)
    }
    return Trace(start, causes - {start}, effects - {start}, frozenset(lit))


def reached(start: int, steps: Mapping[int, list[int]]) -> frozenset[int]:
    """All that can be reached from `start`; `start` itself only by way of a cycle."""
    found: set[int] = set()
    waiting = [start]
    while waiting:
        for key in steps.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return frozenset(found)


def weakness(chain: Iterable[int], standings: Mapping[int, Standing]) -> Weakness:
    """The worst of a chain, worst first: up to three that are not on track, or else the lowest.

    A status outweighs a score, since it may have been set by hand. Objectives without a score
    are counted, never taken for weak.
    """
    judged, silent = [], []
    for key in sorted(chain):
        standing = standings.get(key)
        if standing is None or standing.score is None:
            silent.append(key)
        else:
            judged.append((WORST_FIRST.get(standing.status, 1), standing.score, key))
    judged.sort()
    weak = [key for _, _, key in judged if standings[key].status not in SOUND]
    named = weak[:MOST_NAMED] or [key for _, _, key in judged[:1]]
    return Weakness(tuple(named), not weak, tuple(silent))
