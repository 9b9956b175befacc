"""Writes of formulas. Never edited: another one supersedes it and the old one is kept."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import joint_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit
from allied.pure.formula import FormulaFault

from ..models import Formula, Measure
from ..models.formulas import LONGEST_FORMULA
from ..services.standings import lock_measures, renew_standings
from .catalogue import load_catalogue
from .checking import checked_tree
from .feeding import feed_all, feed_by_source, with_all_derived, with_those_fed
from .naming import with_numbers


class FormulaRefused(Refused):
    """The formula does not hold; `fault` has the place in the text."""

    def __init__(self, fault: FormulaFault) -> None:
        super().__init__(fault.sentence(_), "text")
        self.fault = fault


@transaction.atomic
def set_formula(*, by: Actor, measure: Measure, text: str, seen: int | None = None) -> Formula:
    """Compute the measure from now on, and for all open periods, by this formula.

    `seen` is the formula that was on the screen (0 for none, None for not compared): Conflict where
    another is in use now. FormulaRefused with the place where the text does not hold.
    """
    demand(by, "scorecard.edit_measures", measure.alliance)
    _refuse_retired(measure)
    lock_measures(with_all_derived([measure.pk], measure.alliance))
    current = _current(measure, seen)
    catalogue = load_catalogue(measure.alliance, joint_room(measure.alliance).pk)
    scope = catalogue.scope(measure.pk)
    try:
        checked_tree(text, scope, LONGEST_FORMULA)
        stored = with_numbers(text, scope)
    except FormulaFault as fault:
        raise FormulaRefused(fault) from fault
    if current is not None and current.text == stored:
        return current
    Formula.objects.in_use().filter(measure=measure).update(superseded_at=timezone.now())
    made = Formula.objects.create(measure=measure, text=stored, author_id=by.person_id)
    _audit("scorecard.set_formula", by, measure, stored)
    renew_standings(feed_all(measure.alliance))
    return made


@transaction.atomic
def stop_formula(*, by: Actor, measure: Measure, seen: int | None = None) -> None:
    """Take readings by hand again. What was computed is kept. Conflict as `set_formula`."""
    demand(by, "scorecard.edit_measures", measure.alliance)
    lock_measures(with_those_fed([measure.pk]))
    current = _current(measure, seen)
    if current is None:
        return
    Formula.objects.filter(pk=current.pk).update(superseded_at=timezone.now())
    _audit("scorecard.stop_formula", by, measure, current.text)


@transaction.atomic
def source_changed(*, alliance: Alliance, kind: str, key: int) -> None:
    """Compute anew what reads a series of a registered source, in its change's transaction."""
    sources_changed(alliance=alliance, kind=kind, keys=[key])


@transaction.atomic
def sources_changed(*, alliance: Alliance, kind: str, keys: Collection[int]) -> None:
    """The same for several series. One query where no formula names the kind."""
    renew_standings(feed_by_source(alliance, kind, keys))


@transaction.atomic
def compute_all(*, alliance: Alliance) -> None:
    """Compute every formula of the alliance anew, where rows were written past the services."""
    renew_standings(feed_all(alliance))


def _current(measure: Measure, seen: int | None) -> Formula | None:
    current: Formula | None = (
        Formula.objects.in_use().filter(measure=measure).select_related("author").first()
    )
    if seen is not None and seen != (current.pk if current else 0):
        raise Conflict(current)
    return current


def _refuse_retired(measure: Measure) -> None:
    if measure.removed_at is not None:
        raise Refused(_("This measure is off the scorecard."), "text")


def _audit(act: str, by: Actor, measure: Measure, text: str) -> None:
    audit.record(
        act, by=by, kind="measure", object_id=measure.pk, label=measure.name,
        alliance_id=measure.alliance_id, room_id=measure.room_id, formula=text,
    )  # fmt: skip
