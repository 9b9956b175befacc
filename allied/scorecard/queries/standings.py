"""What is kept of measures, made from the tables: for the writing of it and for past days."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from django.utils import timezone

from ..models import Measure, Target
from ..standings import Bar, Stand, Terms, Told, judge, readings_needed, stand, value_upto
from ..yardsticks import in_force, period_of
from .last_readings import last_readings

_TERMS: Final = (
    "pk", "frequency", "aggregation", "preset", "direction", "capped", "on_track_from",
    "caution_from", "tolerance_days", "alliance__fiscal_start_month", "alliance__record_ends_on",
)  # fmt: skip


def standings_from_readings(
    measure_ids: Collection[int] | None, upto: date | None = None
) -> Iterator[Stand]:
    """What is to be kept of the measures (all, for None), made from their last readings.

    With `upto`: as it stood on that day, from the readings of periods that had ended by then.
    """
    terms = {item.measure_id: item for item in _terms(measure_ids, upto)}
    bars = _bars(measure_ids)
    count = max(
        (readings_needed(how) for how in {t.aggregation for t in terms.values()}), default=0
    )
    if upto is not None:
        count += 1  # the period that had begun on that day and not ended
    for measure_id, told in last_readings(count, measure_ids, upto or date.max):
        if upto and told and _end(terms[measure_id], told[-1]) > upto:
            told.pop()
        yield stand(terms[measure_id], bars.get(measure_id, ()), told)


def last_statuses(
    measure_ids: Collection[int], count: int, upto: date
) -> dict[int, tuple[date, list[str]]]:
    """For each measure with readings: the period of its last one, and the statuses of the last."""
    terms = {item.measure_id: item for item in _terms(measure_ids, upto)}
    bars, found = _bars(measure_ids), {}
    needed = count + max((readings_needed(t.aggregation) for t in terms.values()), default=0)
    for measure_id, told in last_readings(needed, measure_ids, upto):
        if told:
            mine, places = bars.get(measure_id, ()), range(max(0, len(told) - count), len(told))
            judged = [
                judge(
                    terms[measure_id], in_force(mine, told[place].period_start),
                    value_upto(terms[measure_id], told, place),
                )[2].value
                for place in places
            ]  # fmt: skip
            found[measure_id] = told[-1].period_start, judged
    return found


def _end(terms: Terms, told: Told) -> date:
    return period_of(terms.frequency, told.period_start).end


def _terms(measure_ids: Collection[int] | None, upto: date | None) -> Iterator[Terms]:
    rows = Measure.objects.order_by()
    if measure_ids is not None:
        rows = rows.filter(pk__in=measure_ids)
    today = timezone.localdate()
    for row in rows.values_list(*_TERMS):
        ends_on = row[-1]
        day = upto or (min(today, ends_on) if ends_on else today)
        yield Terms._make((*row[:-1], day))


def _bars(measure_ids: Collection[int] | None) -> dict[int, list[Bar]]:
    rows = Target.objects.in_use().order_by("measure_id", "valid_from")
    if measure_ids is not None:
        rows = rows.filter(measure_id__in=measure_ids)
    bars: dict[int, list[Bar]] = {}
    for pk, measure_id, valid_from, weight, *values in rows.values_list(
        "pk", "measure_id", "valid_from", "weight", *Target.VALUES
    ):
        given = {
            name: float(value)
            for name, value in zip(Target.VALUES, values, strict=True)
            if value is not None
        }
        bars.setdefault(measure_id, []).append(Bar(pk, valid_from, float(weight), given))
    return bars
