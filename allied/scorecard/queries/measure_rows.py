"""Rows of measures with what is kept of them, as plain values: no model is built."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple

from django.db.models import F, FilteredRelation, FloatField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.pure.scoring import Direction, Explanation, Movement, Status, Trend, movement, trend

from ..models import Measure
from ..standings import Stand
from ..yardsticks import period_label
from .rows import MeasureRow
from .standings import standings_from_readings

Explain = Callable[[int], Explanation]

_PLAIN: Final = (
    "pk", "objective_id", "name", "unit", "kind", "currency", "direction", "preset", "frequency",
    "is_leading", "is_illustrative", "room_id", "owner_id", "owner__name",
)  # fmt: skip
_KEPT: Final = ("standing__period_start", "standing__stale_after")
_FLOATS: Final = ("value", "baseline", "target")
_REST: Final = (
    "standing__weight", "standing__progress", "standing__score", "standing__previous_score",
    "standing__status", "standing__spark", "standing__judged_by_id", "hand__status", "hand__until",
)  # fmt: skip


class _Frame(NamedTuple):
    """What all rows share."""

    day: date
    joint_room_id: int
    start_month: int
    explain: Explain


def measure_rows(
    alliance: Alliance,
    actor: Actor,
    day: date,
    explain: Explain,
    *,
    as_of: date | None = None,
    only: Q | None = None,
    retired: bool = False,
) -> list[MeasureRow]:
    """The measures that the actor sees, by position, in one query; a few more for a past day."""
    rows = Measure.objects.visible_to(actor).filter(alliance=alliance)
    if not retired:
        rows = rows.filter(removed_at=None)
    if only is not None:
        rows = rows.filter(only)
    found = list(_values(rows, day, as_of))
    kept = {}
    if as_of is not None:
        stands = standings_from_readings([row[0] for row in found], as_of)
        kept = {item.measure_id: item for item in stands}
    joint = actor.seats[alliance.pk].joint_room_id
    frame = _Frame(day, joint, alliance.fiscal_start_month, explain)
    made = []
    for row in found:
        item = kept.get(row[0])
        made.append(_row(row if item is None else _as_it_stood(row, item), frame))
    return made


def _as_it_stood(row: tuple[Any, ...], item: Stand) -> tuple[Any, ...]:
    """The row with what was kept then in place of what is kept now."""
    return (*row[:14], *item[2:11], item.status, item.spark, item.judged_by_id, *row[-2:])


def _values(rows: QuerySet[Any], day: date, as_of: date | None) -> Iterator[tuple[Any, ...]]:
    live = Q(statuses_by_hand__until__gte=day)
    if as_of is None:
        live &= Q(statuses_by_hand__ended_at=None)
    else:
        end = timezone.make_aware(datetime.combine(as_of, time.max))
        ended = Q(statuses_by_hand__ended_at=None) | Q(statuses_by_hand__ended_at__gt=end)
        live &= ended & Q(statuses_by_hand__set_at__lte=end)
    # Floats by the database: a Decimal for each of three numbers a row is a third of the cost.
    floats = {f"as_{name}": Cast(F(f"standing__{name}"), FloatField()) for name in _FLOATS}
    return rows.annotate(
        hand=FilteredRelation("statuses_by_hand", condition=live), **floats
    ).values_list(*_PLAIN, *_KEPT, *floats, *_REST)


def _row(values: tuple[Any, ...], frame: _Frame) -> MeasureRow:
    (pk, objective, name, unit, kind, currency, direction, preset, frequency, leading,
     illustrative, room, owner, owner_name, start, fresh_until, value, baseline, target, weight,
     progress, score, previous, status, spark, judged_by, by_hand, until) = values  # fmt: skip
    is_stale = score is not None and fresh_until is not None and frame.day > fresh_until
    moved = trend(spark or ())
    return MeasureRow(
        pk, objective, name, unit, kind, currency, direction, preset, frequency, leading,
        illustrative, room != frame.joint_room_id, owner, owner_name or "", start,
        period_label(frequency, start, frame.start_month) if start else "", fresh_until,
        value, baseline, target, 1.0 if weight is None else weight, progress, score, previous,
        Status.STALE.value if is_stale else status or Status.NO_DATA.value, by_hand or "", until,
        is_stale, spark or (), moved.value if moved else "",
        _is_better(moved, direction, previous, score), judged_by, frame.explain,
    )  # fmt: skip


def _is_better(
    moved: Trend | None, direction: str, previous: float | None, score: float | None
) -> bool | None:
    """Whether the value moved the way it is meant to; None where it stood still."""
    if moved is None or moved is Trend.FLAT:
        return None
    if direction == Direction.ON_TARGET:
        by_score = movement([previous, score])
        return None if by_score in {None, Movement.SAME} else by_score is Movement.BETTER
    return (moved is Trend.UP) is (direction in {Direction.HIGHER, Direction.AT_LEAST})
