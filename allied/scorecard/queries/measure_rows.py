"""Rows of measures with what is kept of them, as plain values: no model is built."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared, day_of, float_of, lists_of
from allied.pure.scoring import Direction, Explanation, Movement, Status, Trend, movement, trend

from ..models import Measure, Retirement, StatusByHand, Target
from ..yardsticks import period_label
from .rows import MeasureRow
from .standings import standings_from_readings

Explain = Callable[[int], Explanation]

_PLAIN: Final = (
    "pk", "objective_id", "name", "unit", "kind", "currency", "direction", "preset", "frequency",
    "is_leading", "is_illustrative", "room_id", "owner_id", "owner__name",
)  # fmt: skip
_STANDING: Final = tuple(
    f"standing__{name}"
    for name in (
        "period_start", "stale_after", "value", "baseline", "target", "weight", "progress",
        "score", "previous_score", "status", "spark", "judged_by_id",
    )
)  # fmt: skip
_AGREED: Final = ("standing__judged_by__agreed_at",)
_SPARK: Final = len(_PLAIN) + _STANDING.index("standing__spark")
_HAND: Final = ("hand__status", "hand__until", "hand__reason")


class _Frame(NamedTuple):
    """What all rows share."""

    day: date
    joint_room_id: int
    start_month: int
    explain: Explain


def measure_rows(
    alliance: Alliance, actor: Actor, day: date, explain: Explain, *, as_of: date | None = None
) -> list[MeasureRow]:
    """The measures that the actor sees, by position, in one query; a few more for a past day."""
    found: Sequence[tuple[Any, ...]]
    if as_of is None:
        found = _NOW.rows(actor, alliance_id=alliance.pk, day=day)
    else:
        found = _as_it_stood(list(_then(actor, alliance.pk, as_of)), as_of)
    frame = _frame(alliance, actor, day, explain)
    sparks = lists_of([row[_SPARK] for row in found])
    return [_row(row, frame, spark) for row, spark in zip(found, sparks, strict=True)]


def measure_row(actor: Actor, measure: Measure, day: date, hand: StatusByHand | None) -> MeasureRow:
    """The row of a measure that is loaded with its standing, of a retired one too. No query.

    `hand` is the status by hand in force. The explanation is the caller's to make.
    """
    standing = getattr(measure, "standing", None)
    owner = measure.owner.name if measure.owner else None
    plain = (getattr(measure, name) for name in _PLAIN[:-1])
    kept = [getattr(standing, name.removeprefix("standing__"), None) for name in _STANDING]
    target = standing.judged_by if standing else None
    judged = (getattr(hand, name.removeprefix("hand__"), None) for name in _HAND)
    agreed = target.agreed_at if target else None
    row = (*plain, owner, *kept, agreed, *judged)
    return _row(row, _frame(measure.alliance, actor, day, _unasked), row[_SPARK] or [])


def _unasked(measure_id: int) -> Explanation:
    raise LookupError("a row read alone has no explanation")


def _frame(alliance: Alliance, actor: Actor, day: date, explain: Explain) -> _Frame:
    joint = actor.seats[alliance.pk].joint_room_id
    return _Frame(day, joint, alliance.fiscal_start_month, explain)


def _rows(actor: Actor, alliance_id: int) -> QuerySet[Any]:
    return Measure.objects.visible_to(actor).filter(alliance_id=alliance_id, removed_at=None)


def _now(actor: Actor, *, alliance_id: int, day: date) -> QuerySet[Any, Any]:
    return _kept(_rows(actor, alliance_id), _live(day))


_NOW: Final = Prepared(_now)


def _then(actor: Actor, alliance_id: int, day: date) -> QuerySet[Any, Any]:
    end = _end_of(day)
    ended = Q(statuses_by_hand__ended_at=None) | Q(statuses_by_hand__ended_at__gt=end)
    live = ended & Q(statuses_by_hand__set_at__lte=end, statuses_by_hand__until__gte=day)
    return _kept(_counted_on(actor, alliance_id, day), live)


def _counted_on(actor: Actor, alliance_id: int, day: date) -> QuerySet[Any]:
    """Without those that were retired on the day; with those that have been retired since."""
    still = Q(ended_on=None) | Q(ended_on__gt=day)
    retired = Retirement.objects.filter(still, measure=OuterRef("pk"), since__lte=day)
    return Measure.objects.visible_to(actor).filter(~Exists(retired), alliance_id=alliance_id)


def _live(day: date) -> Q:
    """A status by hand that is in force on the day."""
    return Q(statuses_by_hand__until__gte=day, statuses_by_hand__ended_at=None)


def _kept(rows: QuerySet[Any], live: Q) -> QuerySet[Any, Any]:
    return rows.annotate(hand=FilteredRelation("statuses_by_hand", condition=live)).values_list(
        *_PLAIN, *_STANDING, *_AGREED, *_HAND
    )


def _as_it_stood(rows: Sequence[tuple[Any, ...]], day: date) -> list[tuple[Any, ...]]:
    """The rows with what was kept then in place of what is kept now."""
    stands = {item.measure_id: item for item in standings_from_readings([r[0] for r in rows], day)}
    agreed = _agreed_by_then({item.judged_by_id for item in stands.values()}, day)
    plain, hand = len(_PLAIN), len(_HAND)
    made = []
    for row in rows:
        item = stands[row[0]]
        kept = (
            *item[2:11], item.status, item.spark, item.judged_by_id, agreed.get(item.judged_by_id)
        )  # fmt: skip
        made.append((*row[:plain], *kept, *row[-hand:]))
    return made


def _agreed_by_then(target_ids: Collection[int | None], day: date) -> dict[int | None, datetime]:
    judging = [pk for pk in target_ids if pk is not None]
    rows = Target.objects.filter(pk__in=judging, agreed_at__lte=_end_of(day))
    return dict(rows.values_list("pk", "agreed_at"))


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _row(values: tuple[Any, ...], frame: _Frame, spark: list[Any]) -> MeasureRow:
    (pk, objective, name, unit, kind, currency, direction, preset, frequency, leading,
     illustrative, room, owner, owner_name, start, fresh_until, value, baseline, target, weight,
     progress, score, previous, status, _spark, judged_by, agreed, by_hand, until,
     reason) = values  # fmt: skip
    start, fresh_until = day_of(start), day_of(fresh_until)
    is_stale = score is not None and fresh_until is not None and frame.day > fresh_until
    moved = trend(spark)
    return MeasureRow(
        pk, objective, name, unit, kind, currency, direction, preset, frequency, bool(leading),
        bool(illustrative), room != frame.joint_room_id, owner, owner_name or "", start,
        period_label(frequency, start, frame.start_month) if start else "", fresh_until,
        float_of(value), float_of(baseline), float_of(target), 1.0 if weight is None else weight,
        progress, score, previous,
        Status.STALE.value if is_stale else status or Status.NO_DATA.value, by_hand or "",
        day_of(until), reason or "", is_stale, spark, moved.value if moved else "",
        _is_better(moved, direction, previous, score), judged_by,
        judged_by is not None and agreed is None and room == frame.joint_room_id, frame.explain,
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
