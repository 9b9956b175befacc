"""How a decision turned out."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.scorecard.initiatives.amounts import checked_day
from allied.strategy.services.texts import paragraphs

from ...models import Decision, LookBack
from ...trail import trace


@transaction.atomic
def look_back(
    *, by: Actor, decision: Decision, outcome: str, text: str = "", again_on: date | None = None
) -> LookBack:
    """Say how it turned out; `again_on`: when to look again. The decision itself stays as it is."""
    demand(by, "governance.record_decisions", decision.alliance)
    rows = Decision.objects.visible_to(by).select_related("alliance", "room")
    row = rows.get(pk=decision.pk)
    if row.state not in {Decision.State.TAKEN, Decision.State.SUPERSEDED}:
        raise Refused(_("There is nothing to look back on before it is decided."))
    if outcome not in LookBack.Outcome.values:
        raise Refused(_("Choose one of those offered."), "outcome")
    if again_on is not None and again_on <= timezone.localdate():
        raise Refused(_("Choose a day after today."), "again_on")
    made = LookBack.objects.create(
        decision=row, outcome=outcome, text=paragraphs(text, 4000, "text"),
        again_on=checked_day(again_on, "again_on"), person_id=by.person_id, author=by.name,
    )  # fmt: skip
    trace("look_back", by, "decision", row)
    return made
