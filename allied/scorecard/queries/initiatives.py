"""Reads of initiatives."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.strategy.models import Objective
from allied.strategy.queries import objectives_of, perspectives_of, themes_of

from ..models import Initiative, Measure


@dataclass(frozen=True, slots=True)
class InitiativeGroup:
    """An objective with its initiatives."""

    objective: Objective
    initiatives: Sequence[Initiative]


def initiative_board(alliance: Alliance, actor: Actor) -> list[InitiativeGroup]:
    """All initiatives by objective, in the order of the map. Five queries."""
    objectives = objectives_of(
        alliance, actor, perspectives_of(alliance, actor), themes_of(alliance, actor)
    )
    rows = Initiative.objects.visible_to(actor).filter(alliance=alliance, removed_at=None)
    found: dict[int, list[Initiative]] = {}
    shown = Measure.objects.visible_to(actor).filter(removed_at=None)
    measures = Prefetch("measures", shown, to_attr="shown_measures")
    for row in rows.select_related("owner", "room").prefetch_related(measures):
        found.setdefault(row.objective_id, []).append(row)
    return [InitiativeGroup(item, found[item.pk]) for item in objectives if item.pk in found]


def initiative_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Initiative:
    """The initiative, or 404."""
    rows = Initiative.objects.visible_to(actor).filter(alliance=alliance, removed_at=None)
    return get_object_or_404(rows.select_related("alliance", "room", "objective", "owner"), pk=pk)


def measure_choices(actor: Actor, initiative: Initiative) -> list[tuple[str, str]]:
    """The measures of its objective that it may name."""
    rows = Measure.objects.visible_to(actor).filter(
        objective_id=initiative.objective_id, removed_at=None
    )
    if initiative.room.is_joint:
        rows = rows.filter(room_id=initiative.room_id)
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def measures_chosen(actor: Actor, initiative: Initiative) -> list[int]:
    """The measures that it is meant to move, by id."""
    rows = Measure.objects.visible_to(actor).filter(initiatives=initiative)
    return list(rows.values_list("pk", flat=True))
