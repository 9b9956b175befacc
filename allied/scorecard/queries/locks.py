"""Locked periods, and who can open them."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from msgspec import Struct

from allied.alliances.models import Alliance, Role
from allied.alliances.queries import people_on
from allied.foundation.access.actor import NOBODY, Actor
from allied.foundation.access.prepared import Prepared
from allied.pure.periods import (
    Frequency,
    label,
    last_complete,
    last_periods,
    period_containing,
)

from ..models import PeriodLock


def locks_of(room_ids: Collection[int]) -> dict[int, list[tuple[date, date]]]:
    """The locked spans of days, first and last, by room."""
    spans: dict[int, list[tuple[date, date]]] = {}
    for room_id, first, last in _LOCKS.found(NOBODY, room_ids=room_ids):
        spans.setdefault(room_id, []).append((first, last))
    return spans


def _locks(_: Actor, *, room_ids: Collection[int]) -> QuerySet[Any, Any]:
    rows = PeriodLock.objects.filter(room_id__in=room_ids, reopened_at__isnull=True)
    return rows.values_list("room_id", "period_start", "period_end")


_LOCKS: Final = Prepared(_locks)


class LockRow(Struct, frozen=True):
    """A lock with the name of its period, where it spans exactly one."""

    lock: PeriodLock
    label: str


def locks_visible_to(actor: Actor, alliance: Alliance) -> list[LockRow]:
    """All locks of the alliance, the opened ones too, the latest first."""
    rows = PeriodLock.objects.visible_to(actor).filter(alliance=alliance)
    found = rows.select_related("locked_by", "reopened_by").order_by("-period_start", "-pk")
    return [LockRow(lock, _label(lock, alliance.fiscal_start_month)) for lock in found]


def lock_visible_to(actor: Actor, alliance: Alliance, pk: int) -> PeriodLock:
    """The lock, or 404."""
    rows = PeriodLock.objects.visible_to(actor).filter(alliance=alliance)
    return get_object_or_404(rows.select_related("alliance"), pk=pk)


def lock_choices(alliance: Alliance) -> list[str]:
    """Periods that one would lock: the last whole quarters and years."""
    month, today = alliance.fiscal_start_month, alliance.today()
    quarters = last_periods(last_complete(today, Frequency.QUARTER, month), 4)
    years = last_periods(last_complete(today, Frequency.YEAR, month), 2)
    return [label(period, month) for period in (*reversed(quarters), *reversed(years))]


def _label(lock: PeriodLock, month: int) -> str:
    for how_often in Frequency:
        period = period_containing(lock.period_start, how_often, month)
        if (period.start, period.end) == (lock.period_start, lock.period_end):
            return label(period, month)
    return ""


def who_can_reopen(alliance: Alliance, actor: Actor) -> str:
    """The alliance managers of all sides: "Ann (Solvay), Ben (Quintiles)"."""
    managers = [
        f"{person.name} ({person.company})"
        for person in people_on(alliance, actor)
        if Role.ALLIANCE_MANAGER in person.roles
    ]
    return ", ".join(managers)
