"""Making and changing measures."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from allied.alliances.queries import current_room
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Opened
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit
from allied.pure.money import MoneyError, check_currency
from allied.pure.scoring import ScoringRefusal, check_yardstick
from allied.strategy.models import Objective

from ..derived.feeding import feed_all, with_all_derived
from ..derived.holding import refuse_terms
from ..models import Kind, Measure, Preset, Reading, Target
from ..texts import clean_text
from ..yardsticks import in_force, yardstick
from .owners import check_owner
from .standings import lock_measures, renew_standings
from .targets import add_target

FIELDS: Final = (
    "name", "description", "unit", "kind", "currency", "direction", "preset", "frequency",
    "aggregation", "is_leading", "capped", "on_track_from", "caution_from", "tolerance_days",
    "owner", "source", "is_illustrative", "position",
)  # fmt: skip
_TEXTS: Final = {"name": 200, "description": 4000, "unit": 40, "source": 300}
_KEPT_BY_READINGS: Final = ("frequency", "kind")


@transaction.atomic
def add_measure(
    *,
    by: Actor,
    objective: Objective,
    name: str,
    valid_from: date | None = None,
    target_values: Mapping[str, Any] | None = None,
    refresh: bool = True,
    **fields: Any,
) -> Measure:
    """A measure of the objective, in the room of the actor's view, with its first target.

    `fields` are those of the model, `target_values` those of `Target` (values, weight, dates).
    Without any there is no target yet, and no score. `refresh=False`: the caller calls
    `refresh_standings` itself, once for many.
    """
    alliance = objective.alliance
    demand(by, "scorecard.edit_measures", alliance)
    measure = Measure(alliance=alliance, room=_room(by, objective), objective=objective, name=name)
    _set(measure, fields)
    measure.position = fields.get("position", _next_position(objective))
    _check(measure)
    _save_new(measure)
    if target_values:
        start = valid_from or alliance.started_on or alliance.today()
        add_target(by=by, measure=measure, valid_from=start, values=target_values)
    else:
        check_terms(measure, None)
    if refresh:  # it is one of the measures of its objective and theme from now on
        lock_measures(with_all_derived([measure.pk], alliance))
        renew_standings({measure.pk, *feed_all(alliance)})
    _audit("scorecard.add_measure", by, measure)
    return measure


@transaction.atomic
def edit_measure(
    *,
    by: Actor,
    measure: Measure,
    version: int,
    valid_from: date | None = None,
    target_values: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Measure:
    """Change a measure; Conflict where it is no longer at `version`.

    `target_values` set a target from `valid_from` in the same breath, for a change of the preset;
    without a day they take the place of the target in force. Refused where the targets that judge
    the last reading and today do not go with the measure any more.
    """
    demand(by, "scorecard.edit_measures", measure.alliance)
    lock_measures(with_all_derived([measure.pk], measure.alliance))
    stored = Measure.objects.visible_to(by).select_related("alliance", "room").get(pk=measure.pk)
    opened = Opened(stored, version, fields)
    _set(stored, fields)
    _check(stored)
    _refuse_kept_by_readings(stored, opened.changed)
    _save_over(opened)
    if target_values is not None:
        start = valid_from or _start_in_force(stored)
        add_target(by=by, measure=stored, valid_from=start, values=target_values)
    _check_targets_in_force(stored)
    refuse_terms(stored)
    renew_standings({stored.pk, *feed_all(stored.alliance)})
    if opened.changed:
        _audit("scorecard.edit_measure", by, stored, changes=opened.changes)
    return stored


def check_terms(measure: Measure, target: Target | None) -> None:
    """Refused, at the field at fault, where readings could not be scored by these terms.

    Without a target only the measure's own terms are judged.
    """
    try:
        check_yardstick(yardstick(measure, target))
    except ScoringRefusal as refusal:
        if target is None and refusal.code == "missing":
            return
        raise Refused(refusal.sentence(_), refusal.field) from refusal


def _start_in_force(measure: Measure) -> date:
    today = measure.alliance.today()
    found = in_force(list(measure.targets.in_use()), today)
    return found.valid_from if found else today


def _check_targets_in_force(measure: Measure) -> None:
    targets = list(measure.targets.in_use())
    if not targets:
        check_terms(measure, None)
    last = Reading.objects.filter(measure=measure, is_current=True).last()
    days = [measure.alliance.today(), *([last.period_start] if last else [])]
    for target in {in_force(targets, day) for day in days} - {None}:
        check_terms(measure, target)


def _room(by: Actor, objective: Objective) -> Room:
    """The room of the view; a measure of an objective of ours can only be ours too."""
    return current_room(by, objective.alliance) if objective.room.is_joint else objective.room


def _set(measure: Measure, fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"a measure has no {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(measure, name, value)


def _check(measure: Measure) -> None:
    for name, longest in _TEXTS.items():
        text = clean_text(getattr(measure, name), longest, name, required=name == "name")
        setattr(measure, name, text)
    for field in Measure._meta.fields:
        if field.choices and getattr(measure, field.name) not in dict(field.flatchoices):
            raise Refused(_("Choose one of the values offered."), field.name)
    if (measure.kind == Kind.YES_NO) != (measure.preset == Preset.YES_NO):
        raise Refused(_("A measure answered by yes or no is judged by yes or no."), "preset")
    _check_thresholds(measure)
    _check_currency(measure)
    check_owner(measure, measure.owner)
    if measure.tolerance_days is not None and not 0 <= measure.tolerance_days <= 3660:
        raise Refused(_("Give between 0 and 3660 days."), "tolerance_days")


def _check_thresholds(measure: Measure) -> None:
    for name in ("on_track_from", "caution_from"):
        if not 0 <= getattr(measure, name) <= 1:  # also refuses NaN
            raise Refused(_("Give a score between 0 and 1."), name)
    if measure.caution_from > measure.on_track_from:
        raise Refused(_("Caution must start at or below on track."), "caution_from")


def _check_currency(measure: Measure) -> None:
    if measure.kind != Kind.MONEY:
        measure.currency = ""
        return
    measure.currency = (measure.currency or measure.alliance.currency).strip().upper()
    try:
        check_currency(measure.currency)
    except MoneyError:
        raise Refused(
            _("“%(code)s” is not a currency: write three letters, such as EUR.")
            % {"code": measure.currency[:10]},
            "currency",
        ) from None


def _refuse_kept_by_readings(measure: Measure, changed: list[str]) -> None:
    for name in set(changed) & set(_KEPT_BY_READINGS):
        if Reading.objects.filter(measure=measure).exists():
            raise Refused(
                _("There are readings already: retire this measure and add another."), name
            )


def _next_position(objective: Objective) -> int:
    last = objective.measures.aggregate(last=models.Max("position"))["last"]
    return 0 if last is None else last + 1


def _save_new(measure: Measure) -> None:
    try:
        with transaction.atomic():
            measure.save()
    except IntegrityError as error:
        raise _name_taken() from error


def _save_over(opened: Opened) -> None:
    try:
        with transaction.atomic():
            opened.save()
    except IntegrityError as error:
        raise _name_taken() from error


def _name_taken() -> Refused:
    return Refused(_("This objective has a measure of that name already."), "name")


def _audit(act: str, by: Actor, measure: Measure, **details: Any) -> None:
    audit.record(
        act, by=by, kind="measure", object_id=measure.pk, label=measure.name,
        alliance_id=measure.alliance_id, room_id=measure.room_id, **details,
    )  # fmt: skip
