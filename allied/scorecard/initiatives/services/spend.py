"""Money spent: dated entries, corrected by another entry and never edited."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...models import Initiative, Spend
from ...texts import clean_text
from ..amounts import amount_of, checked_day, refuse_fractions
from .core import audit_initiative


@transaction.atomic
def enter_spend(
    *, by: Actor, initiative: Initiative, spent_on: date, amount: Decimal, note: str = ""
) -> Spend:
    """Money spent on a day, in the currency of the initiative. Below zero: money that came back."""
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    # The currency of an initiative cannot change between this look and the entry.
    currency = Initiative.objects.select_for_update().get(pk=initiative.pk).currency
    if not currency:
        raise Refused(_("Give the initiative a currency first, with its budget."), "amount")
    made = Spend(initiative=initiative, currency=currency, author_id=by.person_id)
    _fill(made, spent_on, amount, note)
    made.save()
    audit_initiative("scorecard.enter_spend", by, initiative, amount=f"{made}")
    return made


@transaction.atomic
def correct_spend(*, by: Actor, entry: Spend, spent_on: date, amount: Decimal, note: str) -> Spend:
    """Another entry in place of this one, which is kept; Conflict where it has one."""
    initiative = entry.initiative
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    made = Spend(
        initiative=initiative, currency=entry.currency, author_id=by.person_id, supersedes=entry
    )
    _fill(made, spent_on, amount, note)
    if not made.note:
        raise Refused(_("Say why it is corrected."), "note")
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Conflict(Spend.objects.get(supersedes=entry)) from None
    audit_initiative("scorecard.correct_spend", by, initiative, changes={
        "amount": [str(entry), str(made)]
    })  # fmt: skip
    return made


def _fill(entry: Spend, spent_on: date, amount: Decimal, note: str) -> None:
    day = checked_day(spent_on, "spent_on")
    if day is None:
        raise Refused(_("This field is required."), "spent_on")
    if day > entry.initiative.alliance.today():
        raise Refused(_("It cannot have been spent on a day to come."), "spent_on")
    found = amount_of(amount, "amount", below_zero=True)
    if found is None:
        raise Refused(_("This field is required."), "amount")
    refuse_fractions(found, entry.currency, "amount")
    entry.spent_on, entry.amount = day, found
    entry.note = clean_text(note, 500, "note")
