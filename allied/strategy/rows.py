"""Rows of the map as the actor sees them; what a page of it reads, written to SQL once."""

from typing import Any, Final

from django.db.models import Model, QuerySet

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared

from .models import JointWin, Link, Objective, Perspective, StrategyMap, Theme


def rows_of(model: type[Model], alliance: Alliance | int, actor: Actor) -> "QuerySet[Any]":
    return model._default_manager.visible_to(actor).filter(alliance=alliance)  # type: ignore[attr-defined]


def live_rows_of(model: type[Model], alliance: Alliance | int, actor: Actor) -> "QuerySet[Any]":
    """Without what was removed."""
    return rows_of(model, alliance, actor).filter(removed_at__isnull=True)


def _live(model: type[Model], *joined: str) -> Prepared:
    def build(actor: Actor, *, alliance_id: int) -> "QuerySet[Any]":
        rows = live_rows_of(model, alliance_id, actor)
        return rows.select_related(*joined) if joined else rows

    return Prepared(build)


def _lines(actor: Actor, *, alliance_id: int) -> "QuerySet[Any]":
    return rows_of(StrategyMap, alliance_id, actor)[:1]


def _links(actor: Actor, *, alliance_id: int) -> "QuerySet[Any]":
    rows = rows_of(Link, alliance_id, actor)
    there = rows.filter(cause__removed_at__isnull=True, effect__removed_at__isnull=True)
    return there.order_by("pk")


def _wins(actor: Actor, *, alliance_id: int, room_id: int) -> "QuerySet[Any]":
    rows = rows_of(JointWin, alliance_id, actor).filter(objective__removed_at=None, room=room_id)
    return rows.select_related("partner__company")


LINES: Final = Prepared(_lines)
PERSPECTIVES: Final = _live(Perspective)
THEMES, THEMES_LED = _live(Theme), _live(Theme, "leader__company")
OBJECTIVES, OBJECTIVES_OWNED = _live(Objective), _live(Objective, "owner__company")
LINKS: Final = Prepared(_links)
WINS: Final = Prepared(_wins)
