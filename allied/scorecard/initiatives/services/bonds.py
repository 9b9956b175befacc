"""What an initiative waits for, and by how much it is to move which measure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...models import Dependency, ExpectedEffect, Initiative, Kind, Measure
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
    if made.removed_at is not None:
        made.removed_at, is_new = None, True
        made.save_over(made.version, ["removed_at"])
    if is_new:
        audit_initiative("scorecard.add_dependency", by, initiative, waits_for=prerequisite.name)
    return made


@transaction.atomic
def remove_dependency(*, by: Actor, dependency: Dependency, version: int) -> None:
    """It waits for that one no longer; Conflict where somebody took it off since."""
    initiative = dependency.initiative
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    dependency.removed_at = timezone.now()
    dependency.save_over(version, ["removed_at"])
    name = dependency.prerequisite.name
    audit_initiative("scorecard.remove_dependency", by, initiative, waits_for=name)


@transaction.atomic
def set_effect(
    *, by: Actor, initiative: Initiative, measure_id: int, change: Decimal, by_on: date,
    seen: int | None = None,
) -> ExpectedEffect:  # fmt: skip
    """By how much it is to move one of its measures, in the measure's unit, by a day.

    `seen`: the version of what was expected as it was read, 0 for nothing. Conflict, with what is
    expected now or None, where somebody else said otherwise since.
    """
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
    made = _expected(initiative, measure, seen, amount, by_on)
    audit_initiative(
        "scorecard.set_effect", by, initiative, measure=measure.name, change=str(amount)
    )
    return made


def _expected(
    initiative: Initiative, measure: Measure, seen: int | None, change: Decimal, by_on: date
) -> ExpectedEffect:
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    row = ExpectedEffect.objects.filter(initiative=initiative, measure=measure).first()
    live = row if row and row.removed_at is None else None
    if seen is not None and seen != (live.version if live else 0):
        raise Conflict(live)
    if row is None:
        return ExpectedEffect.objects.create(
            initiative=initiative, measure=measure, change=change, by_on=by_on
        )
    row.change, row.by_on, row.removed_at = change, by_on, None
    row.save_over(row.version, ["change", "by_on", "removed_at"])
    return row


@transaction.atomic
def remove_effect(*, by: Actor, effect: ExpectedEffect, version: int) -> None:
    """No amount is expected of it any more; it still names the measure. Conflict as above."""
    initiative = effect.initiative
    demand(by, "scorecard.edit_initiatives", initiative.alliance, initiative)
    effect.removed_at = timezone.now()
    effect.save_over(version, ["removed_at"])
    audit_initiative("scorecard.remove_effect", by, initiative, measure=effect.measure.name)


def _ring(initiative: Initiative, prerequisite: Initiative) -> list[str]:
    """The names round the circle that the dependency would close, from the initiative on.

    Every one of it is in the initiative's own room: a joint one never waits for one of ours.
    """
    waits: dict[int, list[int]] = defaultdict(list)
    rows = Dependency.objects.filter(initiative__room_id=initiative.room_id, removed_at=None)
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
