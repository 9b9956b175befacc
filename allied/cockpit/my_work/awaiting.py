"""What waits for the person's side in its alliances: targets to agree, joint wins to state."""

from collections.abc import Sequence
from dataclasses import dataclass

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.scorecard.targets.queries import counts_waiting
from allied.strategy.wins.queries import counts_unstated


@dataclass(frozen=True, slots=True)
class Awaiting:
    """How many of each in one alliance; at least one is not 0."""

    alliance: Alliance
    targets: int
    wins: int


def awaiting(actor: Actor, alliances: Sequence[Alliance]) -> list[Awaiting]:
    """In two queries, however many alliances."""
    targets, wins = counts_waiting(actor, alliances), counts_unstated(actor, alliances)
    return [
        Awaiting(one, targets.get(one.pk, 0), wins.get(one.pk, 0))
        for one in alliances
        if one.pk in targets or one.pk in wins
    ]
