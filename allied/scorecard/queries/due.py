"""Which measures wait for a reading, and from whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from django.db.models import Exists, F, FilteredRelation, FloatField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from msgspec import Struct

from allied.alliances.models import Alliance, Membership, Role
from allied.alliances.queries import alliances_visible_to
from allied.foundation.access.actor import NOBODY, Actor
from allied.foundation.access.permissions import allowed
from allied.foundation.access.prepared import Prepared
from allied.pure.periods import (
    Frequency,
    Period,
    PeriodError,
    is_due,
    last_complete,
    last_periods,
    parse_period,
    period_containing,
)
from allied.pure.scoring import Status

from ..models import Formula, Measure, Reading
from ..yardsticks import period_label
from .locks import locks_of

Whose = Literal["mine", "side"]

CHOICES: Final = 8
"""Periods of each frequency to choose from, the running one among them."""

_COLUMNS: Final = (
    "pk", "alliance_id", "room_id", "objective_id", "objective__title", "name", "unit", "kind",
    "currency", "direction", "frequency", "is_illustrative", "owner_id", "owner__name",
    "standing__period_start", "standing__status", "standing__score", "standing__stale_after",
    "hand__status", "hand__reason", "hand__until", "standing__judged_by",
    "standing__judged_by__agreed_at",
)  # fmt: skip


_ALLIANCE, _ROOM, _FREQUENCY = map(_COLUMNS.index, ("alliance_id", "room_id", "frequency"))


class DueMeasure(Struct):
    """One measure and one period that a reading is asked for, with what is known of it.

    `last_status` is what is shown today; `by_hand` the reason where a person set it.
    """

    measure_id: int
    alliance: Alliance
    objective_id: int
    objective: str
    name: str
    unit: str
    kind: str
    currency: str
    direction: str
    frequency: str
    is_illustrative: bool
    is_ours: bool
    owner_id: int | None
    owner_name: str
    last_start: date | None
    last_period: str
    last_status: str
    by_hand: str
    last_value: float | None
    target: float | None
    period: Period
    period_label: str
    is_over: bool
    is_locked: bool
    is_proposed: bool
    reading_id: int | None = None
    value: float | None = None
    note: str = ""

    @property
    def is_due(self) -> bool:
        """The period is over, open, and has no reading."""
        return self.is_over and not self.is_locked and self.reading_id is None


def measures_due(
    actor: Actor, whose: Whose = "mine", alliances: Sequence[Alliance] | None = None
) -> list[DueMeasure]:
    """What is due from the actor now: the last whole period of each measure, not reported yet.

    Two queries with the `alliances` given; one more where readings of later periods are there.
    """
    rows = _asked_for(actor, whose, "", alliances)
    # The last reading says by itself whether the period has one, unless it is a later one.
    _add_readings([row for row in rows if row.last_start and row.last_start > row.period.start])
    found = [row for row in rows if row.is_due and row.last_start != row.period.start]
    found.sort(key=_order)
    return found


def measures_to_report(actor: Actor, whose: Whose = "mine", period: str = "") -> list[DueMeasure]:
    """The measures that are the actor's to report, by alliance and period, what is due first.

    `side`: those of the actor's company or of nobody, where the actor is alliance manager.
    `period` such as 2022-Q1, by each alliance's own year; none: the last whole one of each
    measure. Four queries. A text that is no period: no rows.
    """
    made = _asked_for(actor, whose, period)
    _add_readings(made)
    made.sort(key=_order)
    return made


def _order(row: DueMeasure) -> tuple[Any, ...]:
    return row.alliance.name, row.alliance.pk, row.period, not row.is_due


def _asked_for(
    actor: Actor, whose: Whose, period: str, given: Sequence[Alliance] | None = None
) -> list[DueMeasure]:
    """The rows without what has been reported for their periods already."""
    alliances = alliances_visible_to(actor) if given is None else given
    asked = {
        (alliance.pk, found.frequency.value): _Asked.of(alliance, found, actor)
        for alliance in alliances
        for found in _periods(alliance, period)
    }
    rows = _measures(actor, alliances, whose)
    locks = locks_of({row[_ROOM] for row in rows})
    return [
        _row(row, asked[key], locks.get(row[_ROOM], ()))
        for row in rows
        if (key := (row[_ALLIANCE], row[_FREQUENCY])) in asked
    ]


class _Asked(NamedTuple):
    """What is asked for of the measures of one alliance and one frequency."""

    alliance: Alliance
    today: date
    period: Period
    label: str
    is_over: bool
    joint_room_id: int

    @classmethod
    def of(cls, alliance: Alliance, period: Period, actor: Actor) -> "_Asked":
        label = period_label(period.frequency, period.start, alliance.fiscal_start_month)
        today = alliance.today()
        joint = actor.seats[alliance.pk].joint_room_id
        return cls(alliance, today, period, label, is_due(period, today), joint)


def period_choices(rows: Iterable[DueMeasure]) -> list[tuple[str, list[str]]]:
    """Labels to choose from for each frequency among the rows, the latest first."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    seen = set()
    for row in rows:
        how_often, alliance = Frequency(row.frequency), row.alliance
        if (how_often, alliance.pk) in seen:
            continue
        seen.add((how_often, alliance.pk))
        month = alliance.fiscal_start_month
        running = period_containing(alliance.today(), how_often, month)
        for item in reversed(last_periods(running, CHOICES)):
            found[row.frequency][period_label(row.frequency, item.start, month)] = None
    return [
        (how_often.value, sorted(found[how_often], reverse=True))
        for how_often in Frequency
        if how_often in found
    ]


def managers_of(alliance_ids: Iterable[int]) -> dict[int, str]:
    """Who can reopen a period of each alliance, in one query."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = Membership.objects.filter(
        alliance_id__in=list(alliance_ids), role=Role.ALLIANCE_MANAGER
    ).on(timezone.now().date())
    for alliance_id, name, company in rows.values_list(
        "alliance_id", "person__name", "partner__company__name"
    ):
        names[alliance_id].append(f"{name} ({company})")
    return {alliance_id: ", ".join(people) for alliance_id, people in names.items()}


def _periods(alliance: Alliance, text: str) -> list[Period]:
    """The period that a text names here, or the last whole one of each frequency."""
    month, today = alliance.fiscal_start_month, alliance.today()
    if not text:
        return [last_complete(today, how_often, month) for how_often in Frequency]
    try:
        return [parse_period(text, month)]
    except PeriodError:
        return []


def _measures(actor: Actor, alliances: Iterable[Alliance], whose: Whose) -> list[tuple[Any, ...]]:
    return _MEASURES.found(
        actor, side=whose == "side",
        enters=[a.pk for a in alliances if allowed(actor, "scorecard.enter_readings", a)],
        managed=[a.pk for a in alliances if actor.holds(a.pk, Role.ALLIANCE_MANAGER)],
        first=min((alliance.today() for alliance in alliances), default=date.max),
    )  # fmt: skip


def _asked_of(
    actor: Actor, *, side: bool, enters: Sequence[int], managed: Sequence[int], first: date
) -> QuerySet[Any, Any]:
    computed = Formula.objects.in_use().filter(measure=OuterRef("pk"))
    rows = Measure.objects.visible_to(actor).filter(
        ~Exists(computed), removed_at=None, objective__removed_at=None, alliance_id__in=enters
    )
    mine = Q(owner_id=actor.person_id)
    if side:
        ours = Q(owner=None) | Q(owner__company_id=actor.company_id)
        mine |= ours & Q(alliance_id__in=managed)
    floats = {
        name: Cast(F(f"standing__{name.removeprefix('as_')}"), FloatField())
        for name in ("as_value", "as_target")
    }
    hand = Q(statuses_by_hand__ended_at=None, statuses_by_hand__until__gte=first)
    found = rows.filter(mine).annotate(
        **floats, hand=FilteredRelation("statuses_by_hand", condition=hand)
    )
    ordered = found.order_by("objective__position", "objective_id", "position", "pk")
    return ordered.values_list(*_COLUMNS, *floats)


_MEASURES: Final = Prepared(_asked_of)


def _row(values: tuple[Any, ...], asked: _Asked, locks: Sequence[tuple[date, date]]) -> DueMeasure:
    (pk, _alliance, room, objective, title, name, unit, kind, currency, direction, frequency,
     illustrative, owner, owner_name, last_start, status, score, fresh_until, hand, reason,
     until, judged_by, agreed, value, target) = values  # fmt: skip
    period = asked.period
    month = asked.alliance.fiscal_start_month
    is_by_hand = hand is not None and until >= asked.today
    if score is not None and fresh_until is not None and asked.today > fresh_until:
        status = Status.STALE.value
    return DueMeasure(
        pk, asked.alliance, objective, title, name, unit, kind, currency, direction, frequency,
        illustrative, room != asked.joint_room_id, owner, owner_name or "",
        last_start, period_label(frequency, last_start, month) if last_start else "",
        (hand if is_by_hand else status) or "", reason if is_by_hand else "", value, target,
        period, asked.label, asked.is_over,
        any(first <= period.end and period.start <= last for first, last in locks),
        judged_by is not None and agreed is None and room == asked.joint_room_id,
    )  # fmt: skip


def _add_readings(rows: Sequence[DueMeasure]) -> None:
    """Put in what has been reported already for the very period of each row."""
    if not rows:
        return
    measures, starts = [row.measure_id for row in rows], {row.period.start for row in rows}
    found = {
        (measure_id, start): rest
        for measure_id, start, *rest in _READINGS.found(NOBODY, measures=measures, starts=starts)
    }
    for row in rows:
        if (row.measure_id, row.period.start) in found:
            row.reading_id, row.value, row.note = found[row.measure_id, row.period.start]


def _reported(
    _: Actor, *, measures: Collection[int], starts: Collection[date]
) -> QuerySet[Any, Any]:
    readings = Reading.objects.filter(
        measure_id__in=measures, period_start__in=starts, is_current=True
    ).annotate(as_value=Cast("value", FloatField()))
    return readings.values_list("measure_id", "period_start", "pk", "as_value", "note")


_READINGS: Final = Prepared(_reported)
