"""Writes of objectives, with the links and the joint win that a form saves together with them."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ..models import Link, MapChange, Objective, Perspective, Theme
from . import values
from .changes import Edit
from .joint_wins import Win, write_win
from .limits import free_name, live_objectives, room_for_objectives
from .links import connect
from .texts import one_line, paragraphs

FIELDS: Final = values.SCORING | {"title", "description", "perspective", "theme", "owner", "pin"}


class Beside(Struct, frozen=True):
    """What is saved with an objective: links, by the other one's id, and the own joint win."""

    new_causes: Iterable[int] = ()
    new_effects: Iterable[int] = ()
    gone_causes: Iterable[int] = ()
    gone_effects: Iterable[int] = ()
    win: Win | None = None


@transaction.atomic
def add_objective(
    *,
    by: Actor,
    alliance: Alliance,
    perspective: Perspective,
    theme: Theme,
    title: str,
    beside: Beside | None = None,
    **fields: Any,
) -> Objective:
    """Add an objective. `fields`: description, owner, weight (1), pin (0 left to 1 right), …"""
    demand(by, "strategy.edit_map", alliance)
    edit = Edit(by, alliance)
    others = live_objectives(alliance)
    room_for_objectives(len(others) + 1)
    row = Objective(position=max((other.position for other in others), default=-1) + 1)
    given = {"title": title, "perspective": perspective, "theme": theme, **fields}
    for name, value in _values(given, others, row, alliance).items():
        setattr(row, name, value)
    edit.add(row)
    _save_beside(edit, row, beside)
    edit.close("add_objective", row.title, kind="objective", pk=row.pk)
    return row


@transaction.atomic
def edit_objective(
    *, by: Actor, objective: Objective, version: int, beside: Beside | None = None, **fields: Any
) -> MapChange | None:
    """Change the given fields, and what is saved beside. Conflict where it was saved since."""
    return _change(by, "edit_objective", objective, version, beside=beside, **fields)


@transaction.atomic
def move_objective(
    *, by: Actor, objective: Objective, version: int, **places: Any
) -> MapChange | None:
    """Move to another `perspective` or `theme`, or pin (`pin` 0 to 1; None lets it go)."""
    values.only(places, frozenset({"perspective", "theme", "pin"}))
    given = {k: v for k, v in places.items() if k == "pin" or v is not None}
    return _change(by, "move_objective", objective, version, **given)


@transaction.atomic
def remove_objective(*, by: Actor, objective: Objective, version: int) -> MapChange | None:
    """Take an objective off the map with its links. Measures and joint wins stay attached to it."""
    demand(by, "strategy.edit_map", objective.alliance)
    edit = Edit(by, objective.alliance)
    for link in Link.objects.filter(Q(cause=objective) | Q(effect=objective)):
        edit.drop(link)
    edit.set(objective, version, removed_at=timezone.now())
    return edit.close("remove_objective", objective.title, kind="objective", pk=objective.pk)


def _change(
    by: Actor,
    act: str,
    row: Objective,
    version: int,
    *,
    beside: Beside | None = None,
    **fields: Any,
) -> MapChange | None:
    demand(by, "strategy.edit_map", row.alliance)
    edit = Edit(by, row.alliance)
    edit.set(row, version, **_values(fields, live_objectives(row.alliance), row, row.alliance))
    _save_beside(edit, row, beside)
    return edit.close(act, row.title, kind="objective", pk=row.pk)


def _save_beside(edit: Edit, row: Objective, beside: Beside | None) -> None:
    if beside is None:
        return
    for link in Link.objects.filter(
        Q(effect=row, cause__in=beside.gone_causes) | Q(cause=row, effect__in=beside.gone_effects)
    ):
        edit.drop(link)
    pairs = [(cause, row.pk) for cause in beside.new_causes]
    pairs += [(row.pk, effect) for effect in beside.new_effects]
    drawn = set(Link.objects.filter(alliance=edit.alliance).values_list("cause_id", "effect_id"))
    connect(edit, [pair for pair in pairs if pair not in drawn])
    if beside.win is not None:
        write_win(edit, row, beside.win)


def _values(
    fields: dict[str, Any], others: list[Objective], row: Objective, alliance: Alliance
) -> dict[str, Any]:
    values.only(fields, FIELDS)
    kept = values.scoring(fields, row)
    if "title" in fields:
        kept["title"] = one_line(fields["title"], 140, "title", required=True)
        taken = [(other.pk, other.title) for other in others]
        message = _("The map already has an objective “%(name)s”.")
        free_name(kept["title"], taken, row.pk, "title", message)
    if "description" in fields:
        kept["description"] = paragraphs(fields["description"], 4000, "description")
    if "pin" in fields:
        kept["pin"] = values.share(fields["pin"], "pin")
    if "owner" in fields:
        kept["owner_id"] = values.member_id(fields["owner"], alliance, "owner", row.owner_id)
    for name, model in (("perspective", Perspective), ("theme", Theme)):
        if name in fields:
            kept[f"{name}_id"] = _place(model, fields[name], alliance, name)
    return kept


def _place(
    model: type[Perspective | Theme], place: Perspective | Theme, alliance: Alliance, field: str
) -> int:
    live = model.objects.filter(alliance=alliance, removed_at__isnull=True, pk=place.pk)
    if not live.filter(room__partner__isnull=True).exists():
        raise Refused(_("This is not on the map, or no longer. Choose another."), field)
    return place.pk
