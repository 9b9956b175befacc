"""An open question is changed, or taken back. What is taken is changed by nobody."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line

from ...models import Decision
from ...trail import trace
from .checking import FIELDS, set_fields
from .options import write_grounds, write_options
from .recommending import Recommendation, recommend


def held_open(by: Actor, decision: Decision, permission: str, version: int | None) -> Decision:
    """The row as it now stands, held for this transaction.

    Refused where it is no longer open, Conflict where it was changed since `version`.
    """
    demand(by, permission, decision.alliance)
    rows = Decision.objects.visible_to(by).select_for_update(of=("self",))
    row: Decision = rows.select_related("alliance", "room", "body", "matter", "owner").get(
        pk=decision.pk
    )
    if row.state != Decision.State.OPEN:
        raise Refused(_("This decision is no longer open."))
    if version is not None and row.version != version:
        raise Conflict(row)
    return row


@transaction.atomic
def edit_decision(
    *, by: Actor, decision: Decision, version: int,
    options: Sequence[Mapping[str, Any]] | None = None,
    recommends: Recommendation | None = None, grounds: Sequence[Mapping[str, Any]] | None = None,
    **fields: Any,
) -> Decision:  # fmt: skip
    """Change an open question. `options` and `grounds`: all of them as they shall be;
    `recommends`: one of these options, or none."""
    row = held_open(by, decision, "governance.raise_decisions", version)
    before = {name: str(getattr(row, name)) for name in fields}
    set_fields(by, row, fields)
    row.save_over(version, list(FIELDS))
    if options is not None:
        made = write_options(row, options)
        if recommends is not None:
            recommend(by, row, made, recommends)
            row.save(update_fields=["recommended", "recommended_by", "recommended_why"])
    if grounds is not None:
        write_grounds(row, grounds)
    after = {name: str(getattr(row, name)) for name in fields}
    changes = {name: [before[name], after[name]] for name in fields if before[name] != after[name]}
    trace("edit_decision", by, "decision", row, changes=changes)
    return row


@transaction.atomic
def withdraw_decision(*, by: Actor, decision: Decision, version: int, why: str) -> Decision:
    """It need not be decided any more. What it would have superseded can be taken up anew."""
    row = held_open(by, decision, "governance.raise_decisions", version)
    row.withdrawn_why = one_line(why, 500, "why", required=True)
    row.state, row.supersedes = Decision.State.WITHDRAWN, None
    row.save_over(version, ["withdrawn_why", "state", "supersedes"])
    trace("withdraw_decision", by, "decision", row, why=row.withdrawn_why)
    return row
