"""Writes of what the objectives stand in: mission and values, perspectives, themes."""

from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ..models import MapChange, Objective, Perspective, Theme
from . import values
from .changes import Edit
from .limits import (
    MOST_PERSPECTIVES,
    MOST_THEMES,
    free_name,
    live_objectives,
    live_perspectives,
    live_themes,
)
from .texts import one_line

PERSPECTIVE_FIELDS: Final = values.SCORING | {"name", "question", "is_operational"}
THEME_FIELDS: Final = values.SCORING | {"name", "statement", "colour", "leader"}


@transaction.atomic
def set_map_lines(
    *, by: Actor, alliance: Alliance, version: int, mission: str, values_line: str
) -> MapChange | None:
    """Write the line above the map and the line below it. `version` 0: nobody had written any."""
    demand(by, "strategy.edit_map", alliance)
    lines = {
        "mission": one_line(mission, 300, "mission"),
        "values_line": one_line(values_line, 300, "values_line"),
    }
    edit = Edit(by, alliance)
    row = edit.strategy_map
    edit.set(row, version or 1, **lines)
    return edit.close("set_lines", row.mission or row.values_line, kind="map", pk=row.pk)


@transaction.atomic
def add_perspective(*, by: Actor, alliance: Alliance, name: str, **fields: Any) -> Perspective:
    """Add a band on top. `fields`: question, is_operational, weight, roll_up_rule, …"""
    demand(by, "strategy.edit_map", alliance)
    edit = Edit(by, alliance)
    bands = live_perspectives(alliance)
    if len(bands) >= MOST_PERSPECTIVES:
        raise Refused(_("A map has at most %(most)d perspectives.") % {"most": MOST_PERSPECTIVES})
    row = Perspective(position=max((band.position for band in bands), default=-1) + 1)
    _fill(row, _perspective_values({"name": name, **fields}, bands, row))
    edit.add(row)
    edit.close("add_perspective", row.name, kind="perspective", pk=row.pk)
    return row


@transaction.atomic
def edit_perspective(
    *, by: Actor, perspective: Perspective, version: int, **fields: Any
) -> MapChange | None:
    """Change the given fields. Conflict where somebody saved since `version`."""
    demand(by, "strategy.edit_map", perspective.alliance)
    edit = Edit(by, perspective.alliance)
    bands = live_perspectives(perspective.alliance)
    edit.set(perspective, version, **_perspective_values(fields, bands, perspective))
    return edit.close("edit_perspective", perspective.name, kind="perspective", pk=perspective.pk)


@transaction.atomic
def shift_perspective(*, by: Actor, perspective: Perspective, up: bool) -> MapChange | None:
    """Let a band change places with the one above or below; at the end nothing happens."""
    demand(by, "strategy.edit_map", perspective.alliance)
    edit = Edit(by, perspective.alliance)
    _shift(edit, live_perspectives(perspective.alliance), perspective.pk, 1 if up else -1)
    return edit.close("shift_perspective", perspective.name, kind="perspective", pk=perspective.pk)


@transaction.atomic
def remove_perspective(
    *, by: Actor, perspective: Perspective, version: int, move_to: Perspective | None = None
) -> MapChange | None:
    """Remove a band. Its objectives move to another one; refused where none is named."""
    demand(by, "strategy.edit_map", perspective.alliance)
    edit = Edit(by, perspective.alliance)
    held = [o for o in live_objectives(edit.alliance) if o.perspective_id == perspective.pk]
    others = {band.pk for band in live_perspectives(edit.alliance)} - {perspective.pk}
    _empty(edit, held, "perspective_id", move_to.pk if move_to else None, others)
    edit.set(perspective, version, removed_at=timezone.now())
    return edit.close("remove_perspective", perspective.name, kind="perspective", pk=perspective.pk)


@transaction.atomic
def add_theme(*, by: Actor, alliance: Alliance, name: str, **fields: Any) -> Theme:
    """Add a strand. `fields`: statement, colour (the first free one), leader, weight, …"""
    demand(by, "strategy.edit_map", alliance)
    edit = Edit(by, alliance)
    strands = live_themes(alliance)
    if len(strands) >= MOST_THEMES:
        raise Refused(_("A map has at most %(most)d themes.") % {"most": MOST_THEMES})
    row = Theme(position=max((strand.position for strand in strands), default=-1) + 1)
    fields.setdefault("colour", free_colour(strands))
    _fill(row, _theme_values({"name": name, **fields}, strands, row, alliance))
    edit.add(row)
    edit.close("add_theme", row.name, kind="theme", pk=row.pk)
    return row


@transaction.atomic
def edit_theme(*, by: Actor, theme: Theme, version: int, **fields: Any) -> MapChange | None:
    """Change the given fields. Conflict where somebody saved since `version`."""
    demand(by, "strategy.edit_map", theme.alliance)
    edit = Edit(by, theme.alliance)
    strands = live_themes(theme.alliance)
    edit.set(theme, version, **_theme_values(fields, strands, theme, theme.alliance))
    return edit.close("edit_theme", theme.name, kind="theme", pk=theme.pk)


@transaction.atomic
def shift_theme(*, by: Actor, theme: Theme, up: bool) -> MapChange | None:
    """Let a theme change places with the one before (`up`) or after it in lists."""
    demand(by, "strategy.edit_map", theme.alliance)
    edit = Edit(by, theme.alliance)
    _shift(edit, live_themes(theme.alliance), theme.pk, -1 if up else 1)
    return edit.close("shift_theme", theme.name, kind="theme", pk=theme.pk)


@transaction.atomic
def remove_theme(
    *, by: Actor, theme: Theme, version: int, move_to: Theme | None = None
) -> MapChange | None:
    """Remove a strand. Its objectives move to another one; refused where none is named."""
    demand(by, "strategy.edit_map", theme.alliance)
    edit = Edit(by, theme.alliance)
    held = [o for o in live_objectives(edit.alliance) if o.theme_id == theme.pk]
    others = {strand.pk for strand in live_themes(edit.alliance)} - {theme.pk}
    _empty(edit, held, "theme_id", move_to.pk if move_to else None, others)
    edit.set(theme, version, removed_at=timezone.now())
    return edit.close("remove_theme", theme.name, kind="theme", pk=theme.pk)


def free_colour(themes: list[Theme]) -> int:
    """The colour that fewest themes have, the first of them."""
    used = [theme.colour for theme in themes]
    return min(range(1, values.THEME_COLOURS + 1), key=lambda colour: (used.count(colour), colour))


def _perspective_values(
    fields: dict[str, Any], bands: list[Perspective], row: Perspective
) -> dict[str, Any]:
    values.only(fields, PERSPECTIVE_FIELDS)
    kept = values.scoring(fields, row)
    if "name" in fields:
        kept["name"] = one_line(fields["name"], 80, "name", required=True)
        taken = [(band.pk, band.name) for band in bands]
        message = _("The map already has a perspective “%(name)s”.")
        free_name(kept["name"], taken, row.pk, "name", message)
    if "question" in fields:
        kept["question"] = one_line(fields["question"], 200, "question")
    if "is_operational" in fields:
        kept["is_operational"] = bool(fields["is_operational"])
    return kept


def _theme_values(
    fields: dict[str, Any], strands: list[Theme], row: Theme, alliance: Alliance
) -> dict[str, Any]:
    values.only(fields, THEME_FIELDS)
    kept = values.scoring(fields, row)
    if "name" in fields:
        kept["name"] = one_line(fields["name"], 80, "name", required=True)
        taken = [(strand.pk, strand.name) for strand in strands]
        message = _("The map already has a theme “%(name)s”.")
        free_name(kept["name"], taken, row.pk, "name", message)
    if "statement" in fields:
        kept["statement"] = one_line(fields["statement"], 500, "statement")
    if "colour" in fields:
        kept["colour"] = values.colour(fields["colour"])
    if "leader" in fields:
        leader = fields["leader"]
        kept["leader_id"] = values.member_id(leader, alliance, "leader", row.leader_id)
    return kept


def _fill(row: Perspective | Theme, kept: dict[str, Any]) -> None:
    for name, value in kept.items():
        setattr(row, name, value)


def _shift(edit: Edit, rows: list[Any], pk: int, by: int) -> None:
    order = [row.pk for row in rows]
    if pk not in order or not 0 <= order.index(pk) + by < len(order):
        return
    here, there = order.index(pk), order.index(pk) + by
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows):
        edit.set(row, position=position)


def _empty(
    edit: Edit, held: list[Objective], column: str, target: int | None, others: set[int]
) -> None:
    """Move the objectives out, or say what to do with them."""
    if held and target is None:
        raise Refused(
            _("It still holds %(count)d objectives. Say where they go, or remove them first.")
            % {"count": len(held)},
            "move_to",
        )
    if target is not None and target not in others:
        raise Refused(_("Choose another one of this map."), "move_to")
    for objective in held:
        edit.set(objective, **{column: target})
