"""Entering readings: appended, never edited, together with what is kept of their measures."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit
from allied.pure.periods import Period
from allied.pure.scoring import WORST_FIRST, Status

from ..derived.feeding import feed
from ..models import Measure, Reading
from ..standings import Stand
from .entries import UNCHECKED, EntriesRefused, Entry, Fault, Seen
from .entry_checks import Batch, check, lost_race, open_batch, refuse_twice
from .standings import renew_standings


def record_reading(
    *,
    by: Actor,
    measure: Measure,
    period: Period,
    value: Decimal | float | int,
    note: str = "",
    source: str = "",
    seen: Seen = UNCHECKED,
) -> Reading:
    """Append a reading; for a period that has one it is a correction, and the earlier is kept.

    Refused (field `value`, `period` or `note`) or Conflict, whose `current` is the reading that
    somebody else saved since. What is already so is not recorded again.
    """
    entry = Entry(
        measure=measure, period=period, value=value, note=note, source=source, seen=seen
    )  # fmt: skip
    try:
        return record_readings(by=by, entries=[entry])[0]
    except EntriesRefused as refused:
        fault = refused.faults[0]
        if fault.current is not None:
            raise Conflict(fault.current) from refused
        raise Refused(fault.message, fault.field) from refused


def record_readings(
    *, by: Actor, entries: Sequence[Entry], notes_required: bool = True
) -> list[Reading]:
    """Append all readings or none: EntriesRefused holds a fault for each entry at fault.

    `notes_required=False` lets a status fall without a note, for sheets and whole histories.
    """
    try:
        with transaction.atomic():
            return _record(by, entries, notes_required)
    except IntegrityError:
        # Rows are locked first, so this is a writer who came in by another way.
        raise EntriesRefused(_race(entries)) from None


def faults_of(*, by: Actor, entries: Sequence[Entry]) -> Mapping[int, Fault]:
    """What `record_readings` would refuse, by the entry's place. Nothing is written."""
    try:
        with transaction.atomic():
            _record(by, entries, notes_required=True)
            transaction.set_rollback(True)
    except EntriesRefused as refused:
        return refused.faults
    except IntegrityError:
        return _race(entries)
    return {}


def _record(by: Actor, entries: Sequence[Entry], notes_required: bool) -> list[Reading]:
    batch = open_batch(by, entries)
    made = {i: reading for i, entry in enumerate(entries) if (reading := check(batch, i, entry))}
    refuse_twice(batch, entries)
    fresh = [r for i, r in made.items() if r.pk is None and i not in batch.faults]
    stands = _append(batch, fresh)
    if notes_required:
        _ask_for_notes(batch, entries, stands)
    if batch.faults:
        raise EntriesRefused(batch.faults)
    _audit(batch, fresh)
    return [made[i] for i in range(len(entries))]


def _race(entries: Sequence[Entry]) -> dict[int, Fault]:
    faults = {}
    for index, entry in enumerate(entries):
        current = Reading.objects.filter(
            measure=entry.measure, period_start=entry.period.start, is_current=True
        ).first()
        if current is not None and current.pk != entry.seen:
            faults[index] = lost_race(current)
    return faults or {0: Fault(message=_("Somebody else saved at the same moment: try again."))}


def _append(batch: Batch, fresh: Sequence[Reading]) -> dict[int, Stand]:
    if not fresh:
        return {}
    corrected = [
        batch.current[key].pk
        for reading in fresh
        if (key := (reading.measure_id, reading.period_start)) in batch.current
    ]
    if corrected:
        Reading.objects.filter(pk__in=corrected).update(is_current=False)
    Reading.objects.bulk_create(fresh)
    ids = {reading.measure_id for reading in fresh}
    return renew_standings(ids | feed(ids))


def _ask_for_notes(batch: Batch, entries: Sequence[Entry], stands: Mapping[int, Stand]) -> None:
    """A status that falls by an entry wants a note on that entry's value."""
    ranks = {status.value: rank for rank, status in enumerate(WORST_FIRST)}
    for index, entry in enumerate(entries):
        pk = entry.measure.pk
        if index in batch.faults or pk not in stands or entry.note.strip():
            continue
        standing = getattr(batch.measures[pk], "standing", None)  # as it was before
        old, new = standing.status if standing else Status.NO_DATA, stands[pk].status
        is_latest = entry.period.start == stands[pk].period_start
        if is_latest and ranks.get(new, 9) < ranks.get(old, -1):
            message = _("The status falls: say why in a note.")
            batch.faults[index] = Fault(message=message, field="note")


def _audit(batch: Batch, fresh: Sequence[Reading]) -> None:
    """One entry for each room written in; each reading itself has its author and time."""
    rooms: dict[int, list[Reading]] = {}
    for reading in fresh:
        rooms.setdefault(batch.measures[reading.measure_id].room_id, []).append(reading)
    for room_id, readings in rooms.items():
        first = batch.measures[readings[0].measure_id]
        one = len({reading.measure_id for reading in readings}) == 1
        audit.record(
            "scorecard.record_readings",
            by=batch.by,
            kind="measure" if one else "alliance",
            object_id=first.pk if one else first.alliance_id,
            label=first.name if one else first.alliance.name,
            alliance_id=first.alliance_id,
            room_id=room_id,
            readings=len(readings),
            periods=sorted({str(reading.period_start) for reading in readings})[:50],
        )
