"""Whether an entry can be recorded: value, period, lock, and what the writer saw."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from msgspec import Struct, field

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.pure.periods import Period, period_containing

from ..derived.feeding import with_those_fed
from ..models import Formula, Measure, Reading
from ..queries.locks import locks_of, who_can_reopen
from ..texts import clean_text
from ..values import checked
from ..yardsticks import period_label
from .entries import UNCHECKED, Entry, Fault
from .standings import lock_measures


class Batch(Struct):
    """What is known while entries are checked."""

    by: Actor
    measures: dict[int, Measure]
    current: dict[tuple[int, date], Reading]
    locks: dict[int, list[tuple[date, date]]]
    faults: dict[int, Fault] = field(default_factory=dict)


def open_batch(by: Actor, entries: Sequence[Entry]) -> Batch:
    ids = {entry.measure.pk for entry in entries}
    lock_measures(with_those_fed(ids))
    computed = Formula.objects.in_use().filter(measure=OuterRef("pk"))
    rows = Measure.objects.visible_to(by).filter(pk__in=ids).annotate(is_computed=Exists(computed))
    rows = rows.select_related("alliance", "standing")
    measures: dict[int, Measure] = {measure.pk: measure for measure in rows}
    for pk in ids:
        if pk not in measures or not allowed(
            by, "scorecard.enter_readings", measures[pk].alliance, measures[pk]
        ):
            raise PermissionDenied("scorecard.enter_readings")
    readings = Reading.objects.filter(
        measure_id__in=ids,
        period_start__in={entry.period.start for entry in entries},
        is_current=True,
    )
    return Batch(
        by,
        measures,
        {(r.measure_id, r.period_start): r for r in readings},
        locks_of({measure.room_id for measure in measures.values()}),
    )


def check(batch: Batch, index: int, entry: Entry) -> Reading | None:
    """The reading to append, or the one that says the same already; None where at fault."""
    measure = batch.measures[entry.measure.pk]
    current = batch.current.get((measure.pk, entry.period.start))
    try:
        value = checked(entry.value, measure.kind)
        note, source = clean_text(entry.note, 2000, "note"), clean_text(entry.source, 300, "source")
        if current and current.value == value and note in ("", current.note):
            return current
        _refuse_computed(measure)
        _check_period(batch, measure, entry.period)
    except Refused as refused:
        batch.faults[index] = Fault(message=str(refused), field=refused.field or "value")
        return None
    if entry.seen is not UNCHECKED and entry.seen != (current.pk if current else None):
        batch.faults[index] = lost_race(current)
        return None
    return Reading(
        measure=measure,
        period_start=entry.period.start,
        value=value,
        note=note,
        source=source or measure.source,
        author_id=batch.by.person_id,
    )


def _refuse_computed(measure: Measure) -> None:
    if measure.is_computed:  # type: ignore[attr-defined]
        raise Refused(
            _("“%(name)s” is computed by a formula: change what it is computed from, or stop it.")
            % {"name": measure.name}
        )


def _check_period(batch: Batch, measure: Measure, period: Period) -> None:
    alliance = measure.alliance
    text = period_label(measure.frequency, period.start, alliance.fiscal_start_month)
    if period.frequency != measure.frequency:
        raise Refused(
            _("This measure is read by the %(frequency)s.")
            % {"frequency": measure.get_frequency_display()},
            "period",
        )
    if period != period_containing(period.start, period.frequency, alliance.fiscal_start_month):
        raise Refused(_("The calendar of this alliance has no such period."), "period")
    if period.start > alliance.today():
        raise Refused(_("%(period)s has not begun yet.") % {"period": text}, "period")
    for first, last in batch.locks.get(measure.room_id, ()):
        if period.start <= last and first <= period.end:
            raise Refused(
                _("%(period)s is locked. It can be reopened by %(people)s.")
                % {"period": text, "people": who_can_reopen(alliance, batch.by)},
                "period",
            )


def refuse_twice(batch: Batch, entries: Sequence[Entry]) -> None:
    """Two entries for the same measure and period contradict each other."""
    found: dict[tuple[int, date], int] = {}
    for index, entry in enumerate(entries):
        key = (entry.measure.pk, entry.period.start)
        if found.setdefault(key, index) != index:
            batch.faults.setdefault(
                index, Fault(message=_("This measure and period stand here twice."), field="period")
            )


def lost_race(current: Reading | None) -> Fault:
    message = _("Somebody else saved a value for this period in the meantime.")
    if current is None:
        message = _("The value you saw is not there any more.")
    return Fault(message=message, current=current)
