"""What an initiative waits for, and by how much it is to move which measure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...models import Dependency, ExpectedEffect, Initiative, Kind
from ...values import exact
from ..amounts import checked_day
from .core import audit_initiative


@transaction.atomic
def add_dependency(*, by: Actor, initiative: Initiative, prerequisite: Initiative) -> Dependency:
    """The initiative waits for another. Refused where that one waits, at last, for this one."""
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    Alliance.objects.select_for_update().get(pk=initiative.alliance_id)
    if prerequisite.alliance_id != initiative.alliance_id or prerequisite.removed_at:
        raise Refused(_("Choose an initiative of this alliance."), "prerequisite")
    if initiative.room.is_joint and not prerequisite.room.is_joint:
        raise Refused(_("A joint initiative cannot wait for one of our own room."), "prerequisite")
    if ring := _ring(initiative, prerequisite):
        raise Refused(
            _("That would be a circle, each waiting for the next: %(names)s.")
            % {"names": " → ".join(ring)},
            "prerequisite",
        )
    made, is_new = Dependency.objects.get_or_create(
        initiative=initiative, prerequisite=prerequisite
    )
    if is_new:
        audit_initiative("scorecard.add_dependency", by, initiative, waits_for=prerequisite.name)
    return made


@transaction.atomic
def remove_dependency(*, by: Actor, dependency: Dependency) -> None:
    """It waits for that one no longer."""
    initiative = dependency.initiative
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    name = dependency.prerequisite.name
    dependency.delete()
    audit_initiative("scorecard.remove_dependency", by, initiative, waits_for=name)


@transaction.atomic
def set_effect(
    *, by: Actor, initiative: Initiative, measure_id: int, change: Decimal, by_on: date
) -> ExpectedEffect:
    """By how much it is to move one of its measures, in the measure's unit, by a day."""
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    measure = initiative.measures.filter(pk=measure_id, removed_at=None).first()
    if measure is None:
        raise Refused(_("Choose one of the measures it is meant to move."), "measure")
    if measure.kind == Kind.YES_NO and abs(change) != 1:
        raise Refused(_("From no to yes is 1, from yes to no is -1."), "change")
    amount = exact(change, "change")
    if not amount:
        raise Refused(_("A change of nothing moves no measure."), "change")
    checked_day(by_on, "by_on")
    made, _is_new = ExpectedEffect.objects.update_or_create(
        initiative=initiative, measure=measure, defaults={"change": amount, "by_on": by_on}
    )
    audit_initiative(
        "scorecard.set_effect", by, initiative, measure=measure.name, change=str(amount)
    )
    return made


@transaction.atomic
def remove_effect(*, by: Actor, effect: ExpectedEffect) -> None:
    """No amount is expected of it any more; it still names the measure."""
    initiative = effect.initiative
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    name = effect.measure.name
    effect.delete()
    audit_initiative("scorecard.remove_effect", by, initiative, measure=name)


def _ring(initiative: Initiative, prerequisite: Initiative) -> list[str]:
    """The names round the circle that the dependency would close, from the initiative on.

    Every one of it is in the initiative's own room: a joint one never waits for one of ours.
    """
    waits: dict[int, list[int]] = defaultdict(list)
    rows = Dependency.objects.filter(initiative__room_id=initiative.room_id)
    for waiting, awaited in rows.values_list("initiative_id", "prerequisite_id"):
        waits[waiting].append(awaited)
    way = _way(prerequisite.pk, initiative.pk, waits)
    names = dict(Initiative.objects.filter(pk__in=way).values_list("pk", "name"))
    return [initiative.name, *(names[pk] for pk in way)] if way else []


def _way(start: int, goal: int, waits: Mapping[int, Sequence[int]]) -> list[int]:
    came: dict[int, int | None] = {start: None}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            found, at = [], goal
            step: int | None = at
            while step is not None:
                found.append(step)
                step = came[step]
            return found[::-1]
        for after in waits.get(here, ()):
            if after not in came:
                came[after] = here
                waiting.append(after)
    return []
