"""Reads of the map. Removed items are left out; whatever is not visible does not exist (404)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import allowed

from .models import JointWin, Link, MapChange, Objective, Perspective, StrategyMap, Theme

UNDO_FOR = timedelta(hours=24)
CHANGES_ON_A_PAGE = 50

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class MapData:
    """All of one map. Perspectives stand from the bottom up, the rest in their order."""

    strategy_map: StrategyMap
    perspectives: list[Perspective]
    themes: list[Theme]
    objectives: list[Objective]
    links: list[Link]
    joint_wins: dict[int, list[JointWin]] = field(default_factory=dict)
    change_to_undo: MapChange | None = None

    def objectives_in(self, perspective: Perspective) -> list[Objective]:
        return [item for item in self.objectives if item.perspective_id == perspective.pk]


def map_of(alliance: Alliance, actor: Actor) -> MapData:
    """The whole map in seven queries. A map that nobody began yet is empty, not missing."""
    perspectives, themes = perspectives_of(alliance, actor), themes_of(alliance, actor)
    return MapData(
        strategy_map=lines_of(alliance, actor),
        perspectives=perspectives,
        themes=themes,
        objectives=objectives_of(alliance, actor, perspectives, themes),
        links=links_of(alliance, actor),
        joint_wins=_joint_wins(alliance, actor),
        change_to_undo=change_to_undo(alliance, actor),
    )


def lines_of(alliance: Alliance, actor: Actor) -> StrategyMap:
    """The mission and values lines; an unsaved, empty row where nobody wrote any."""
    found = _rows(StrategyMap, alliance, actor).first()
    return found or StrategyMap(alliance=alliance, version=0)


def perspectives_of(alliance: Alliance, actor: Actor) -> list[Perspective]:
    """The bands from the bottom up."""
    return list(_live(Perspective, alliance, actor))


def themes_of(alliance: Alliance, actor: Actor) -> list[Theme]:
    return list(_live(Theme, alliance, actor).select_related("leader__company"))


def objectives_of(
    alliance: Alliance,
    actor: Actor,
    perspectives: list[Perspective] | None = None,
    themes: list[Theme] | None = None,
) -> list[Objective]:
    """The objectives with their owners, and with the given perspectives and themes attached."""
    bands = {row.pk: row for row in perspectives or []}
    strands = {row.pk: row for row in themes or []}
    found = list(_live(Objective, alliance, actor).select_related("owner__company"))
    for objective in found:
        if objective.perspective_id in bands:
            objective.perspective = bands[objective.perspective_id]
        if objective.theme_id in strands:
            objective.theme = strands[objective.theme_id]
    return found


def links_of(alliance: Alliance, actor: Actor) -> list[Link]:
    return list(
        _rows(Link, alliance, actor)
        .filter(cause__removed_at__isnull=True, effect__removed_at__isnull=True)
        .order_by("pk")
    )


def joint_wins_on(objective: Objective, actor: Actor) -> list[JointWin]:
    """What each partner hopes to win from one objective, in the order of the partners."""
    rows = JointWin.objects.visible_to(actor).filter(objective=objective)
    return list(rows.select_related("partner__company"))


def _joint_wins(alliance: Alliance, actor: Actor) -> dict[int, list[JointWin]]:
    wins: dict[int, list[JointWin]] = defaultdict(list)
    rows = _rows(JointWin, alliance, actor).filter(objective__removed_at__isnull=True)
    for win in rows.select_related("partner__company"):
        wins[win.objective_id].append(win)
    return dict(wins)


def objective_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Objective:
    rows = _live(Objective, alliance, actor)
    return get_object_or_404(rows.select_related("perspective", "theme", "owner__company"), pk=pk)


def perspective_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Perspective:
    return get_object_or_404(_live(Perspective, alliance, actor), pk=pk)


def theme_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Theme:
    return get_object_or_404(_live(Theme, alliance, actor).select_related("leader"), pk=pk)


def link_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Link:
    return get_object_or_404(_rows(Link, alliance, actor).select_related("cause", "effect"), pk=pk)


def change_visible_to(actor: Actor, alliance: Alliance, pk: int) -> MapChange:
    return get_object_or_404(_rows(MapChange, alliance, actor), pk=pk)


def change_to_undo(alliance: Alliance, actor: Actor) -> MapChange | None:
    """The newest change that the actor may still undo; none in present mode or for readers.

    An undo is passed over, so that undoing again and again walks back through the changes.
    """
    if not allowed(actor, "strategy.undo", alliance):
        return None
    recent = _rows(MapChange, alliance, actor).filter(
        at__gte=timezone.now() - UNDO_FOR, undone_at__isnull=True
    )
    newest = recent.exclude(act__startswith="undo.").first()
    return newest if newest and can_be_undone(newest, actor, alliance) else None


def can_be_undone(change: MapChange, actor: Actor, alliance: Alliance) -> bool:
    """Whether to offer it: young, not undone, with something to undo, and the actor may."""
    return (
        change.undone_at is None
        and bool(change.operations)
        and change.at >= timezone.now() - UNDO_FOR
        and allowed(actor, "strategy.undo", alliance, change)
    )


def latest_change_of(actor: Actor, alliance: Alliance) -> MapChange | None:
    """The change this person made last: what an add has just done."""
    return _rows(MapChange, alliance, actor).filter(person_id=actor.person_id).first()


def changes_of(alliance: Alliance, actor: Actor, before: int | None = None) -> list[MapChange]:
    """The history, newest first: one page and one row more, from `before` (a change's id) on."""
    rows = _rows(MapChange, alliance, actor).select_related("person__company")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows[: CHANGES_ON_A_PAGE + 1])


def _rows(model: type[M], alliance: Alliance, actor: Actor) -> "QuerySet[Any]":
    return model._default_manager.visible_to(actor).filter(alliance=alliance)  # type: ignore[attr-defined]


def _live(model: type[M], alliance: Alliance, actor: Actor) -> "QuerySet[Any]":
    return _rows(model, alliance, actor).filter(removed_at__isnull=True)
