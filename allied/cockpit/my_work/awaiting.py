"""What waits for the person's side in its alliances: targets to agree, joint wins to state."""

from collections.abc import Sequence
from typing import Any

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.scorecard.targets.queries import waiting_in
from allied.strategy.wins.queries import unstated_in


def alliances_with_waiting(actor: Actor) -> list[Any]:
    """The alliances with `targets` and `wins`: how many of each wait there. One query."""
    rows = Alliance.objects.visible_to(actor)
    return list(rows.annotate(targets=waiting_in(actor), wins=unstated_in(actor)))


def awaiting(alliances: Sequence[Any]) -> list[Any]:
    """Those in which anything waits."""
    return [one for one in alliances if one.targets or one.wins]
