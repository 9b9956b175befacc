"""Writes of templates: making one from a starter, its words, retiring it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Room
from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line, paragraphs, same_name

from ..catalogue import Starter, starter
from ..models import Criterion, Dimension, Round, Template
from .criteria import bump, checked_criterion
from .trail import trace

MOST_TEMPLATES = 60
EDITABLE = ("name", "purpose", "introduction")


@transaction.atomic
def add_template(
    *, by: Actor, alliance: Alliance, name: str, begin_with: str = "empty", **fields: Any
) -> Template:
    """Make a template in the room of the view. `begin_with` names one of the starters.

    `fields`: purpose and introduction (else the starter's), is_illustrative.
    """
    demand(by, "relations.keep", alliance)
    start = starter(begin_with)
    if start is None:
        raise Refused(_("Choose one to begin with."), "begin_with")
    room = current_room(by, alliance)
    if Template.objects.filter(room=room).count() >= MOST_TEMPLATES:
        raise Refused(_("There are too many templates here."))
    row = Template(alliance=alliance, room=room, made_by_id=by.person_id)
    row.is_illustrative = fields.pop("is_illustrative", False)
    words = {"purpose": start.purpose, "introduction": start.introduction, **fields, "name": name}
    for field, value in _values(row, words).items():
        setattr(row, field, value)
    row.save()
    _lay_out(row, start)
    trace("add_template", by, row)
    return row


def _lay_out(template: Template, start: Starter) -> None:
    for place, told in enumerate(start.dimensions):
        dimension = Dimension.objects.create(
            template=template, name=told["name"], weight=told.get("weight", 1), position=place
        )
        for position, fields in enumerate(told["criteria"]):
            Criterion.objects.create(
                dimension=dimension, position=position, **checked_criterion(Criterion(), fields)
            )


@transaction.atomic
def edit_template(*, by: Actor, template: Template, version: int, **fields: Any) -> None:
    """Change name, purpose or introduction. Open rounds keep the words they were opened with."""
    demand(by, "relations.keep", template.alliance)
    kept = _values(template, fields)
    for name, value in kept.items():
        setattr(template, name, value)
    template.save_over(version, sorted(kept))
    bump(template)
    trace("edit_template", by, template)


@transaction.atomic
def retire_template(*, by: Actor, template: Template, version: int) -> None:
    """Off the list, with all its rounds kept. Refused while a round is open."""
    demand(by, "relations.keep", template.alliance)
    if Round.objects.filter(template=template, closed_at__isnull=True).exists():
        raise Refused(_("Close the open round first."))
    template.retired_at = timezone.now()
    template.save_over(version, ["retired_at"])
    trace("retire_template", by, template)


@transaction.atomic
def bring_back_template(*, by: Actor, template: Template, version: int) -> None:
    demand(by, "relations.keep", template.alliance)
    _free_name(template.room, template.name, template)
    template.retired_at = None
    template.save_over(version, ["retired_at"])
    trace("bring_back_template", by, template)


def _values(row: Template, fields: dict[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    kept = dict(fields)
    if "name" in kept:
        kept["name"] = one_line(kept["name"], 140, "name", required=True)
        _free_name(row.room, kept["name"], row)
    for name in {"purpose", "introduction"} & set(kept):
        kept[name] = paragraphs(kept[name], 2000, name)
    return kept


def _free_name(room: Room, name: str, row: Template) -> None:
    """Within the room alone: another room is not asked."""
    others = Template.objects.filter(room=room, retired_at__isnull=True).exclude(pk=row.pk)
    if any(same_name(name, other) for other in others.values_list("name", flat=True)):
        raise Refused(_("There is a template of this name already."), "name")
