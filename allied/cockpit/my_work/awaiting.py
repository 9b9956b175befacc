"""What waits in the alliances: targets to agree, joint wins to state, relationships to review."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import QuerySet

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared
from allied.governance.escalations.queries import ladder_waiting_in
from allied.relations.queries import waiting_in as sheets_waiting_in
from allied.scorecard.targets.queries import may_agree_in, waiting_in
from allied.strategy.wins.queries import may_state_in, unstated_in


def alliances_with_waiting(actor: Actor) -> list[Any]:
    """The alliances with `targets`, `wins` and `sheets`: how many wait there; and the ladder that
    does. One query."""
    return _WAITING.found(actor, agree=may_agree_in(actor), state=may_state_in(actor))


def _waiting(actor: Actor, *, agree: Sequence[int], state: Sequence[int]) -> QuerySet[Any]:
    return Alliance.objects.visible_to(actor).annotate(
        targets=waiting_in(actor, agree), wins=unstated_in(actor, state),
        sheets=sheets_waiting_in(actor), **ladder_waiting_in(actor),
    )  # fmt: skip


_WAITING: Final = Prepared(_waiting)


def awaiting(alliances: Sequence[Any]) -> list[Any]:
    """Those in which anything waits."""
    return [one for one in alliances if one.targets or one.wins or one.sheets]
