"""Initiatives: work that is meant to move measures."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit
from allied.strategy.models import Objective

from ..models import Initiative, Measure
from ..texts import clean_text
from .owners import check_owner

FIELDS: Final = (
    "name", "description", "owner", "state", "starts_on", "ends_on", "is_illustrative",
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
    _audit("scorecard.add_initiative", by, initiative)
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
    if stored.version != version:
        raise Conflict(stored)
    before = {name: getattr(stored, name) for name in fields}
    _set(stored, fields)
    changed = [name for name in fields if getattr(stored, name) != before[name]]
    stored.save_over(version, changed)
    if measure_ids is not None:
        stored.measures.set(_measures(by, stored, measure_ids))
    changes = {name: [str(before[name]), str(getattr(stored, name))] for name in changed}
    _audit("scorecard.edit_initiative", by, stored, changes=changes)
    return stored


@transaction.atomic
def remove_initiative(*, by: Actor, initiative: Initiative, version: int) -> None:
    """Take it off the scorecard; it stays in the record."""
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    initiative.removed_at = timezone.now()
    initiative.save_over(version, ["removed_at"])
    _audit("scorecard.remove_initiative", by, initiative)


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
    first, last = initiative.starts_on, initiative.ends_on
    if first and last and last < first:
        raise Refused(_("It cannot end before it starts."), "ends_on")
    check_owner(initiative, initiative.owner)


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


def _audit(act: str, by: Actor, initiative: Initiative, **details: Any) -> None:
    audit.record(
        act, by=by, kind="initiative", object_id=initiative.pk, label=initiative.name,
        alliance_id=initiative.alliance_id, room_id=initiative.room_id, **details,
    )  # fmt: skip
