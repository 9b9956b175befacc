"""What waits in the alliances: targets to agree, joint wins to state, relationships to review."""

from collections.abc import Sequence
from typing import Any

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.governance.escalations.queries import ladder_waiting_in
from allied.relations.queries import waiting_in as sheets_waiting_in
from allied.scorecard.targets.queries import waiting_in
from allied.strategy.wins.queries import unstated_in


def alliances_with_waiting(actor: Actor) -> list[Any]:
    """The alliances with `targets`, `wins` and `sheets`: how many wait there; and the ladder that
    does. One query."""
    rows = Alliance.objects.visible_to(actor)
    waiting = {"targets": waiting_in(actor), "wins": unstated_in(actor)}
    ladders = ladder_waiting_in(actor)
    return list(rows.annotate(sheets=sheets_waiting_in(actor), **waiting, **ladders))


def awaiting(alliances: Sequence[Any]) -> list[Any]:
    """Those in which anything waits."""
    return [one for one in alliances if one.targets or one.wins or one.sheets]
