"""Records as the API says them: plain JSON values, numbers unrounded, days as 2022-03-31."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.pure.periods import FIRST_YEAR, LAST_YEAR
from allied.scorecard.explaining import paragraph
from allied.scorecard.models import Kind, Measure, Reading
from allied.scorecard.queries import MeasureRow, Scorecard
from allied.scorecard.yardsticks import period_label

Shape = dict[str, Any]


def alliance_shape(alliance: Alliance, actor: Actor) -> Shape:
    seat = actor.seats[alliance.pk]
    return {
        "slug": alliance.slug,
        "name": alliance.name,
        "description": alliance.description,
        "currency": alliance.currency,
        "fiscal_start_month": alliance.fiscal_start_month,
        "started_on": _day(alliance.started_on),
        "record_ends_on": _day(alliance.record_ends_on),
        "roles": sorted(seat.roles),
    }


def measure_shapes(card: Scorecard) -> list[Shape]:
    bands = {item.pk: item.name for item in card.nodes.perspectives}
    themes = {item.pk: item.name for item in card.nodes.themes}
    return [_measure(row, card, bands, themes) for row in card.measures]


def _measure(
    row: MeasureRow, card: Scorecard, bands: Mapping[int, str], themes: Mapping[int, str]
) -> Shape:
    on = card.nodes.objectives_by_id[row.objective_id]
    return {
        "id": row.id,
        "name": row.name,
        "objective": on.title,
        "objective_id": row.objective_id,
        "theme": themes[on.theme_id],
        "perspective": bands[on.perspective_id],
        "room": "ours" if row.is_ours else "joint",
        "owner": row.owner_name,
        "unit": row.unit,
        "kind": row.kind,
        "currency": row.currency,
        "direction": row.direction,
        "frequency": row.frequency,
        "weight": row.weight,
        "illustrative": row.is_illustrative,
        "standing": _standing(row),
    }


def _standing(row: MeasureRow) -> Shape:
    """What the scorecard shows of the measure today."""
    return {
        "period": row.period or None,
        "value": value_shape(row.value, row.kind),
        "baseline": value_shape(row.baseline, row.kind),
        "target": value_shape(row.target, row.kind),
        "target_is_proposed": row.is_proposed,
        "progress": row.progress,
        "score": row.score,
        "status": row.status,
        "status_by_hand": bool(row.status_by_hand),
        "stale_after": _day(row.stale_after),
        "explanation": paragraph(row.explanation, row.kind),
    }


def reading_shape(reading: Reading, measure: Measure, alliance: Alliance) -> Shape:
    return {
        "id": reading.pk,
        "measure": measure.pk,
        "period": period_label(
            measure.frequency, reading.period_start, alliance.fiscal_start_month
        ),
        "value": value_shape(reading.value, measure.kind),
        "note": reading.note,
        "source": reading.source,
        "author": reading.author.name if reading.author else None,
        "entered_at": reading.entered_at.isoformat(),
        "is_current": reading.is_current,
    }


def value_shape(value: Decimal | float | None, kind: str) -> float | bool | str | None:
    """A value as it is sent and read: true or false, a day, or a number."""
    if value is None:
        return None
    if kind == Kind.YES_NO and value in (0, 1):
        return bool(value)
    if kind == Kind.DATE and _is_day(value):
        return date.fromordinal(int(value)).isoformat()
    return float(value)


def _is_day(value: Decimal | float) -> bool:
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    return first <= value <= last


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def readings_shape(
    readings: Sequence[Reading], measures: Mapping[int, Measure], alliance: Alliance
) -> list[Shape]:
    return [reading_shape(each, measures[each.measure_id], alliance) for each in readings]
