"""Recomputing what a change feeds, in the change's own transaction.

No permission is asked and nothing is audited: whoever enters a reading need not know, and may not
learn, that another room has a measure computed from it.
"""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from django.db import connection
from msgspec import Struct, field

from allied.alliances.models import Alliance
from allied.alliances.queries import joint_room
from allied.alliances.rooms import Room
from allied.foundation.access.admission import every_room
from allied.pure.formula import Missing, Value, fed_by

from ..models import Formula, Measure, Reading
from ..queries.locks import locks_of
from .catalogue import Catalogue, Term, key_of, load_catalogue
from .computing import CIRCLE, Computation, Kept, computation, inputs_of, load_readings

FEEDS = "a measure feeds formulas of rooms that its writer may not learn of"


@every_room(FEEDS)
def feed(measure_ids: Collection[int]) -> set[int]:
    """Compute anew what these measures feed, at whatever remove; which measures got readings.

    One query where the alliance has no formula. The caller renews their standings.
    """
    keys = {key_of(pk) for pk in measure_ids}
    changed: set[int] = set()
    for catalogue in _catalogues(measure_ids):
        changed |= _compute(catalogue, fed_by(keys & set(catalogue.terms), catalogue.uses))
    return changed


@every_room(FEEDS)
def feed_all(alliance: Alliance) -> set[int]:
    """Compute every formula of the alliance anew, where what they read may be other measures."""
    if not Formula.objects.in_use().filter(measure__alliance=alliance).exists():
        return set()
    catalogue = load_catalogue(alliance, joint_room(alliance).pk)
    return _compute(catalogue, set(catalogue.uses))


def feed_everywhere() -> None:
    """Compute every formula of every alliance anew. The caller rebuilds the standings."""
    of_these = Formula.objects.in_use().values("measure__alliance_id")
    for alliance in Alliance.objects.filter(pk__in=of_these):
        feed_all(alliance)


@every_room(FEEDS)
def feed_by_source(alliance: Alliance, kind: str, keys: Collection[int]) -> set[int]:
    """Compute anew what reads these series of a registered source."""
    formulas = Formula.objects.in_use().filter(measure__alliance=alliance)
    if not formulas.filter(text__icontains=kind).exists():
        return set()
    catalogue = load_catalogue(alliance, joint_room(alliance).pk)
    return _compute(catalogue, fed_by([f"{kind}:{key}" for key in keys], catalogue.uses))


@every_room(FEEDS)
def with_those_fed(measure_ids: Collection[int]) -> set[int]:
    """The measures and all that they feed, to be locked together and so in one order.

    Where a database has one writer at a time nothing is locked, and nothing asked.
    """
    found = set(measure_ids)
    if connection.features.has_select_for_update:
        for catalogue in _catalogues(measure_ids):
            fed = fed_by({key_of(pk) for pk in measure_ids}, catalogue.uses)
            found |= {int(key[1:]) for key in fed}
    return found


def with_all_derived(measure_ids: Collection[int], alliance: Alliance) -> set[int]:
    """The measures and all that have a formula, to be locked before `feed_all` likewise."""
    found = set(measure_ids)
    if connection.features.has_select_for_update:
        rows = Formula.objects.in_use().filter(measure__alliance=alliance)
        found |= set(rows.values_list("measure_id", flat=True))
    return found


def _catalogues(measure_ids: Collection[int]) -> list[Catalogue]:
    """Those of the alliances of these measures that have formulas at all."""
    of_these = Measure.objects.filter(pk__in=list(measure_ids)).values("alliance_id")
    formulas = Formula.objects.in_use().filter(measure__alliance_id__in=of_these)
    rooms = Room.objects.filter(
        partner=None, alliance_id__in=formulas.values("measure__alliance_id")
    )
    found = rooms.select_related("alliance").order_by("alliance_id")
    return [load_catalogue(room.alliance, room.pk) for room in found]


class _Changes(Struct):
    """What is to be written, in two statements however much it is."""

    superseded: list[int] = field(default_factory=list)
    fresh: list[Reading] = field(default_factory=list)
    measure_ids: set[int] = field(default_factory=set)


def _compute(catalogue: Catalogue, fed: set[str]) -> set[int]:
    order, circling = catalogue.in_order
    wanted = [key for key in (*order, *circling) if key in fed]
    if not wanted:
        return set()
    readings = load_readings(inputs_of(catalogue, wanted))
    locks = locks_of({catalogue.terms[key].room_id for key in wanted})
    changes = _Changes()
    for key in wanted:
        own = catalogue.terms[key]
        formula = catalogue.formulas[own.pk]
        made = computation(catalogue, own, formula.text, readings)
        values: Iterable[Value] = made.values
        if key in circling:
            values = [CIRCLE] * len(made.periods)
        told = dict(zip((period.start for period in made.periods), values, strict=True))
        closed = _closed(made, readings[key], locks.get(own.room_id, []))
        open_values = {start: value for start, value in told.items() if start not in closed}
        gone = set(readings[key]) - set(told) - closed
        open_values |= dict.fromkeys(gone, CIRCLE)
        _compare(changes, own, formula.pk, open_values, readings[key])
    _write(changes)
    return changes.measure_ids


def _closed(made: Computation, kept: dict[date, Kept], spans: list[tuple[date, date]]) -> set[date]:
    """The starts of periods that are locked."""
    ends = {period.start: period.end for period in made.periods}
    return {
        start
        for start in {*ends, *kept}
        if any(start <= last and first <= ends.get(start, start) for first, last in spans)
    }


def _compare(
    changes: _Changes, own: Term, formula_id: int, told: dict[date, Value], kept: dict[date, Kept]
) -> None:
    """Note what differs, and let the measures fed by this one read what will be there."""
    for start, value in sorted(told.items(), key=lambda item: item[0]):
        current = kept.get(start)
        if isinstance(value, Missing):
            if current is None or current.computed_by_id is None:
                continue  # what somebody entered stays where the formula has no value
            del kept[start]
        else:
            number = Decimal(f"{value:.15g}")
            if current is not None and current.value == number:
                continue
            changes.fresh.append(
                Reading(
                    measure_id=own.pk, period_start=start, value=number,
                    computed_by_id=formula_id,
                )
            )  # fmt: skip
            kept[start] = Kept(0, number, formula_id)
        if current is not None:
            changes.superseded.append(current.pk)
        changes.measure_ids.add(own.pk)


def _write(changes: _Changes) -> None:
    if changes.superseded:
        Reading.objects.filter(pk__in=changes.superseded).update(is_current=False)
    if changes.fresh:
        Reading.objects.bulk_create(changes.fresh, batch_size=2000)
