"""What follows when a decision is taken: slices above say it here, in the same transaction.

following.register(lambda by, decision: …)
"""

from collections.abc import Callable

from allied.foundation.access.actor import Actor

from ..models import Decision

Follow = Callable[[Actor, Decision], None]

_follows: list[Follow] = []


def register(follow: Follow) -> None:
    _follows.append(follow)


def follow(by: Actor, decision: Decision) -> None:
    """Tell all that it is taken."""
    for each in _follows:
        each(by, decision)
