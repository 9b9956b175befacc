"""Locked periods, and who can open them."""

from collections.abc import Collection
from datetime import date

from allied.alliances.models import Alliance, Role
from allied.alliances.queries import people_on
from allied.foundation.access.actor import Actor

from ..models import PeriodLock


def locks_of(room_ids: Collection[int]) -> dict[int, list[tuple[date, date]]]:
    """The locked spans of days, first and last, by room."""
    spans: dict[int, list[tuple[date, date]]] = {}
    rows = PeriodLock.objects.filter(room_id__in=room_ids, reopened_at__isnull=True)
    for room_id, first, last in rows.values_list("room_id", "period_start", "period_end"):
        spans.setdefault(room_id, []).append((first, last))
    return spans


def locks_visible_to(actor: Actor, alliance: Alliance) -> list[PeriodLock]:
    """All locks of the alliance, the opened ones too, the latest first."""
    rows = PeriodLock.objects.visible_to(actor).filter(alliance=alliance)
    return list(rows.select_related("locked_by", "reopened_by").order_by("-period_start", "-pk"))


def who_can_reopen(alliance: Alliance, actor: Actor) -> str:
    """The alliance managers of all sides: "Ann (Solvay), Ben (Quintiles)"."""
    managers = [
        f"{person.name} ({person.company})"
        for person in people_on(alliance, actor)
        if Role.ALLIANCE_MANAGER in person.roles
    ]
    return ", ".join(managers)
