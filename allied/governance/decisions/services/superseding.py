"""A decision in force is taken up anew: a new one that names the old, which is never edited."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...models import Decision
from ...trail import trace
from .raising import raise_decision


@transaction.atomic
def supersede_decision(
    *, by: Actor, decision: Decision, title: str, options: Sequence[Mapping[str, Any]] = (),
    **raised: Any,
) -> Decision:  # fmt: skip
    """Raise the question again. The old decision holds until the new one is taken.

    `raised`: whatever else `raise_decision` takes.
    """
    demand(by, "governance.raise_decisions", decision.alliance)
    rows = Decision.objects.visible_to(by).select_for_update(of=("self",))
    old = rows.select_related("alliance", "room").get(pk=decision.pk)
    if old.state != Decision.State.TAKEN:
        raise Refused(_("Only a decision in force can be superseded."))
    if Decision._base_manager.filter(supersedes=old).exists():
        raise Refused(_("It has been taken up anew already."))
    row = raise_decision(
        by=by, alliance=old.alliance, title=title, options=options, supersedes=old, room=old.room,
        **raised,
    )  # fmt: skip
    trace("supersede_decision", by, "decision", old, by_number=row.number)
    return row
