"""An approved proposal becomes an initiative, which remembers where it comes from."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.scorecard.initiatives.services import add_initiative, set_effect
from allied.scorecard.models import Initiative

from ...models import Proposal
from ...trail import trace
from .steps import held, note_step


@transaction.atomic
def turn_into_initiative(
    *, by: Actor, proposal: Proposal, version: int, by_on: date | None = None, **fields: Any
) -> Initiative:
    """Made by the scorecard's own service. `by_on`: the day by which the change is expected.

    `fields`: what `add_initiative` takes beside objective, name and measures.
    """
    demand(by, "scorecard.edit_initiatives", proposal.alliance)
    row = held(by, proposal, version, {Proposal.State.APPROVED})
    if row.initiative_id is not None:
        raise Refused(_("It is an initiative already."))
    if row.objective is None:
        raise Refused(_("It names no objective, so there is nothing to hang it on."))
    made = add_initiative(
        by=by, objective=row.objective, name=row.title, description=row.text[:4000],
        body=row.body.name if row.body else "", is_illustrative=row.is_illustrative,
        measure_ids=[row.measure_id] if row.measure_id else [], **fields,
    )  # fmt: skip
    if made.room_id != row.room_id:
        raise Refused(_("Change to the view of the room of this proposal first."))
    if row.measure_id and row.change is not None and by_on is not None:
        set_effect(
            by=by, initiative=made, measure_id=row.measure_id, change=row.change, by_on=by_on
        )
    row.initiative = made
    row.save_over(version, ["initiative"])
    note_step(by, row, _("It became an initiative."))
    trace("turn_proposal", by, "proposal", row, initiative=made.pk)
    return made
