"""What other contexts know of the use of measures, such as decisions that rested on them.

A context that keeps such a record registers, from its `apps.py`, a function that is given the
actor, the alliance and ids of measures, and tells for each it knows to be of no use why, in a
sentence. It must tell only what this actor may know in the present view. Nothing is registered as
long as there is no record of decisions: a reason that cannot be known is not shown.
"""

from collections.abc import Callable, Collection, Mapping

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

Ground = Callable[[Actor, Alliance, Collection[int]], Mapping[int, str]]

_grounds: dict[str, Ground] = {}


def register(name: str, ground: Ground) -> None:
    """Add what a context knows. A second one of that name is a mistake: ValueError."""
    if _grounds.setdefault(name, ground) is not ground:
        raise ValueError(f"two grounds named {name}")


def unregister(name: str) -> None:
    """For tests: forget a ground."""
    _grounds.pop(name, None)


def told(actor: Actor, alliance: Alliance, measure_ids: Collection[int]) -> dict[int, list[str]]:
    """The sentences of all grounds, by measure."""
    found: dict[int, list[str]] = {}
    for ground in _grounds.values():
        for pk, sentence in ground(actor, alliance, measure_ids).items():
            found.setdefault(pk, []).append(sentence)
    return found
