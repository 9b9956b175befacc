"""Adding, changing and removing an initiative."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Opened
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit
from allied.strategy.models import Objective

from ...models import ExpectedEffect, Initiative, Measure, Spend
from ...services.owners import check_owner
from ...texts import clean_text
from ..amounts import amount_of, checked_currency, checked_day

FIELDS: Final = (
    "name", "description", "owner", "body", "state", "starts_on", "ends_on", "budget",
    "currency", "is_illustrative",
)  # fmt: skip


@transaction.atomic
def add_initiative(
    *, by: Actor, objective: Objective, name: str, measure_ids: Iterable[int] = (), **fields: Any
) -> Initiative:
    """An initiative on the objective, in the room of the actor's view."""
    alliance = objective.alliance
    demand(by, "scorecard.edit_initiatives", alliance)
    room = current_room(by, alliance) if objective.room.is_joint else objective.room
    initiative = Initiative(alliance=alliance, room=room, objective=objective)
    _set(initiative, {**fields, "name": name})
    initiative.save()
    initiative.measures.set(_measures(by, initiative, measure_ids))
    audit_initiative("scorecard.add_initiative", by, initiative)
    return initiative


@transaction.atomic
def edit_initiative(
    *,
    by: Actor,
    initiative: Initiative,
    version: int,
    measure_ids: Iterable[int] | None = None,
    **fields: Any,
) -> Initiative:
    """Change an initiative; Conflict where it is no longer at `version`."""
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    stored = Initiative.objects.visible_to(by).select_related("alliance", "room").get(
        pk=initiative.pk
    )  # fmt: skip
    opened = Opened(stored, version, fields)
    _set(stored, fields)
    _refuse_other_currency(stored, opened.changed)
    opened.save()
    if measure_ids is not None:
        _name_measures(by, stored, measure_ids)
    audit_initiative("scorecard.edit_initiative", by, stored, changes=opened.changes)
    return stored


@transaction.atomic
def remove_initiative(*, by: Actor, initiative: Initiative, version: int) -> None:
    """Take it off the scorecard; it stays in the record."""
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    initiative.removed_at = timezone.now()
    initiative.save_over(version, ["removed_at"])
    audit_initiative("scorecard.remove_initiative", by, initiative)


def _set(initiative: Initiative, fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"an initiative has no {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(initiative, name, value)
    initiative.name = clean_text(initiative.name, 200, "name", required=True)
    initiative.description = clean_text(initiative.description, 4000, "description")
    if initiative.state not in Initiative.State.values:
        raise Refused(_("Choose one of the states offered."), "state")
    initiative.body = clean_text(initiative.body, 200, "body")
    initiative.budget = amount_of(initiative.budget, "budget")
    initiative.currency = checked_currency(initiative.currency, "currency")
    if initiative.budget is not None and not initiative.currency:
        raise Refused(_("Say in which currency the budget is, such as EUR."), "currency")
    first = checked_day(initiative.starts_on, "starts_on")
    last = checked_day(initiative.ends_on, "ends_on")
    if first and last and last < first:
        raise Refused(_("It cannot end before it starts."), "ends_on")
    check_owner(initiative, initiative.owner)


def _refuse_other_currency(initiative: Initiative, changed: Iterable[str]) -> None:
    """Spend is counted against the budget: both stay in one currency."""
    if "currency" in changed and Spend.objects.filter(initiative=initiative).exists():
        raise Refused(_("Money has been spent in the present currency, so it stays."), "currency")


def _name_measures(by: Actor, initiative: Initiative, chosen: Iterable[int]) -> None:
    """What it was expected to do to a measure goes with the measure."""
    found = _measures(by, initiative, chosen)
    initiative.measures.set(found)
    rows = ExpectedEffect.objects.filter(initiative=initiative, removed_at=None)
    rows.exclude(measure__in=found).update(removed_at=timezone.now(), version=F("version") + 1)


def _measures(by: Actor, initiative: Initiative, chosen: Iterable[int]) -> list[Measure]:
    """Those of its objective that its own room may name: a joint one names no measure of ours."""
    pks = set(chosen)
    rows = Measure.objects.visible_to(by).filter(pk__in=pks, objective_id=initiative.objective_id)
    if initiative.room.is_joint:
        rows = rows.filter(room_id=initiative.room_id)
    found = list(rows)
    if len(found) != len(pks):
        raise Refused(_("Choose measures of this objective."), "measures")
    return found


def audit_initiative(act: str, by: Actor, initiative: Initiative, **details: Any) -> None:
    audit.record(
        act, by=by, kind="initiative", object_id=initiative.pk, label=initiative.name,
        alliance_id=initiative.alliance_id, room_id=initiative.room_id, **details,
    )  # fmt: skip
