"""Targets: what readings are judged against from a day on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit
from allied.pure.periods import FIRST_YEAR, LAST_YEAR
from allied.pure.scoring import ScoringRefusal, check_yardstick, time_elapsed

from ..models import Measure, Offer, Reading, Target, TargetTerms
from ..queries.locks import locks_of, who_can_reopen
from ..values import checked, exact
from ..yardsticks import in_force, yardstick
from .standings import lock_measures, renew_standings

_DATES: Final = ("baseline_on", "target_on")
_DISTANCES: Final = ("margin",)


@transaction.atomic
def set_target(
    *, by: Actor, measure: Measure, valid_from: date, refresh: bool = True, **values: Any
) -> Target:
    """What readings of periods that start on `valid_from` or later are judged against.

    `values` are fields of `Target`: values, `weight` (kept from before where not given),
    `baseline_on`, `target_on`. A row for the same day is superseded and kept; what is already in
    force is not written again. Refused at the field at fault.
    """
    demand(by, "scorecard.edit_measures", measure.alliance)
    lock_measures([measure.pk])
    target = add_target(by=by, measure=measure, valid_from=valid_from, values=values)
    if refresh:
        renew_standings([measure.pk])
    return target


def add_target(
    *,
    by: Actor,
    measure: Measure,
    valid_from: date,
    values: Mapping[str, Any],
    agreed_by: Sequence[Sequence[str]] = (),
) -> Target:
    """The same within a service that has asked the rule and refreshes the standing itself.

    `agreed_by` (company, person, day) where all partners have agreed; else it is proposed.
    """
    rows = list(Target.objects.in_use().filter(measure=measure))
    before = in_force(rows, valid_from)
    target = _made(by, measure, valid_from, values, before)
    _check(measure, target)
    if agreed_by:
        target.agreed_at, target.agreed_by = timezone.now(), list(agreed_by)
    if before is not None and before.valid_from <= valid_from and says_the_same(before, target):
        if not agreed_by:
            return before
        if before.valid_from == valid_from:
            return _stamp(before, target)
    _refuse_locked(by, measure, target, rows)
    supersede_targets([row.pk for row in rows if row.valid_from == valid_from])
    target.save()
    audit.record(
        "scorecard.set_target", by=by, kind="measure", object_id=measure.pk, label=measure.name,
        alliance_id=measure.alliance_id, room_id=measure.room_id,
        valid_from=valid_from.isoformat(), values=_given(target),
    )  # fmt: skip
    return target


def checked_target(
    *, by: Actor, measure: Measure, valid_from: date, values: Mapping[str, Any]
) -> Target:
    """A target that could be set, not saved; Refused at the field at fault where it could not."""
    rows = list(Target.objects.in_use().filter(measure=measure))
    target = _made(by, measure, valid_from, values, in_force(rows, valid_from))
    _check(measure, target)
    _refuse_locked(by, measure, target, rows)
    return target


def _stamp(stored: Target, agreed: Target) -> Target:
    """The row in force is what was agreed: nothing of it changes but that it is agreed."""
    stored.agreed_at, stored.agreed_by = agreed.agreed_at, agreed.agreed_by
    stored.save(update_fields=["agreed_at", "agreed_by"])
    return stored


def supersede_targets(ids: Sequence[int]) -> None:
    """What was asked about a row that is no longer in force is not asked any more."""
    if not ids:
        return
    now = timezone.now()
    Target.objects.filter(pk__in=ids).update(superseded_at=now)
    open_still = Offer.objects.filter(target_set__in=ids, state=Offer.State.OPEN)
    open_still.update(state=Offer.State.WITHDRAWN, closed_at=now)


def _made(
    by: Actor, measure: Measure, day: date, values: Mapping[str, Any], before: Target | None
) -> Target:
    unknown = set(values) - set(Target.TERMS)
    if unknown:
        raise TypeError(f"a target has no {', '.join(sorted(unknown))}")
    target = Target(measure=measure, valid_from=day, set_by_id=by.person_id)
    if before is not None:
        target.weight = before.weight
    for name, value in values.items():
        if value is None and name == "weight":
            continue
        setattr(target, name, value if name in _DATES else _number(measure, name, value))
    return target


def _number(measure: Measure, name: str, value: Any) -> Decimal | None:
    if value is None:
        return None
    if name == "weight":
        weight = round(exact(value, name), 3)
        if not 0 <= weight < 1_000_000:
            raise Refused(_("A weight is not below zero and below a million."), name)
        return weight
    return exact(value, name) if name in _DISTANCES else checked(value, measure.kind, name)


def _check(measure: Measure, target: Target) -> None:
    for name in ("valid_from", *_DATES):
        day = getattr(target, name)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refused(
                _("Enter a date between %(first)s and %(last)s.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR},
                name,
            )
    try:
        check_yardstick(yardstick(measure, target))
        if target.baseline_on and target.target_on:
            time_elapsed(target.baseline_on, target.target_on, target.target_on)
    except ScoringRefusal as refusal:
        raise Refused(refusal.sentence(_), refusal.field) from refusal


def _refuse_locked(by: Actor, measure: Measure, target: Target, rows: list[Target]) -> None:
    """A closed period is not judged anew: no reading in one may change its target."""
    later = [row.valid_from for row in rows if row.valid_from > target.valid_from]
    until = min(later) if later else date.max
    # The first row counts for all earlier periods too.
    first = not rows or target.valid_from <= rows[0].valid_from
    start = date.min if first else target.valid_from
    for opening, closing in locks_of([measure.room_id]).get(measure.room_id, ()):
        judged = Reading.objects.filter(
            measure=measure, is_current=True,
            period_start__range=(max(start, opening), min(until - timedelta(days=1), closing)),
        )  # fmt: skip
        if judged.exists():
            raise Refused(
                _("This would change scores of a locked period. %(people)s can reopen it.")
                % {"people": who_can_reopen(measure.alliance, by)},
                "valid_from",
            )


def says_the_same(before: TargetTerms, target: TargetTerms) -> bool:
    """Whether readings are judged by both alike."""
    return all(getattr(before, name) == getattr(target, name) for name in Target.TERMS)


def _given(target: Target) -> dict[str, str]:
    names = Target.TERMS
    return {name: str(value) for name in names if (value := getattr(target, name)) is not None}
