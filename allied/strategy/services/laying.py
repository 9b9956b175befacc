"""Laying out a whole map at once, in an alliance that has none yet."""

from django.db import transaction
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ..models import Link, Objective, Perspective, Theme
from ..plan import MapPlan
from .changes import Edit
from .limits import live_objectives, live_perspectives, live_themes


@transaction.atomic
def lay_map(*, by: Actor, alliance: Alliance, plan: MapPlan, name: str) -> dict[str, Objective]:
    """Make all of the plan and answer its objectives by key. Refused unless the map is empty.

    `name` is the template's, for the history; a start is not undone as one change.
    """
    demand(by, "strategy.edit_map", alliance)
    edit = Edit(by, alliance)
    if live_objectives(alliance) or live_perspectives(alliance) or live_themes(alliance):
        raise Refused(_("The map is not empty any more. A template starts an empty map only."))
    row = edit.strategy_map
    mission, values_line = plan.mission or row.mission, plan.values_line or row.values_line
    edit.set(row, mission=mission, values_line=values_line)
    bands, strands = _frame(edit, plan)
    objectives = [
        Objective(
            alliance=alliance, room=edit.room, position=position, title=planned.title,
            description=planned.description, perspective=bands[planned.perspective],
            theme=strands[planned.theme],
        )
        for position, planned in enumerate(plan.objectives)
    ]  # fmt: skip
    keys = [planned.key for planned in plan.objectives]
    made = dict(zip(keys, Objective.objects.bulk_create(objectives), strict=True))
    Link.objects.bulk_create(
        Link(alliance=alliance, room=edit.room, cause=made[planned.key], effect=made[effect])
        for planned in plan.objectives
        for effect in planned.leads_to
    )
    edit.note("lay_map", name, kind="map", pk=edit.strategy_map.pk)
    return made


def _frame(edit: Edit, plan: MapPlan) -> tuple[dict[str, Perspective], dict[str, Theme]]:
    place = {"alliance": edit.alliance, "room": edit.room}
    bands = [
        Perspective(
            name=planned.name, question=planned.question, is_operational=planned.operational,
            position=position, **place,
        )
        for position, planned in enumerate(plan.perspectives)
    ]  # fmt: skip
    strands = [
        Theme(
            name=planned.name, statement=planned.statement, colour=planned.colour,
            position=position, **place,
        )
        for position, planned in enumerate(plan.themes)
    ]  # fmt: skip
    Perspective.objects.bulk_create(bands)
    Theme.objects.bulk_create(strands)
    return (
        {planned.key: row for planned, row in zip(plan.perspectives, bands, strict=True)},
        {planned.key: row for planned, row in zip(plan.themes, strands, strict=True)},
    )
