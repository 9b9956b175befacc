"""What follows from a change of the map, in its transaction: contexts above say it.

    following.register(lambda alliance, steps: …)

`steps` are those of `services/operations.py`, of an undo too. No permission is asked and nothing is
put into the trail: what follows is no act of a person. The map's lock is held.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from allied.alliances.models import Alliance

Steps = Sequence[Mapping[str, Any]]
Follower = Callable[[Alliance, Steps], object]
_followers: list[Follower] = []


def register(follower: Follower) -> None:
    _followers.append(follower)


def follow(alliance: Alliance, steps: Steps) -> None:
    """Let every context above do what the change asks of it."""
    for follower in _followers:
        follower(alliance, steps)
