"""What the forms of a question offer: bodies, matters, people, and what a decision may rest on."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.people.models import Person
from allied.scorecard.models import Initiative, Measure
from allied.strategy.models import Objective
from allied.strategy.queries import members_of

from ..models import Body, Decision, Matter


class Offer(Struct, frozen=True):
    """All of one room; `rows` by the key that a form sends for a ground."""

    bodies: Sequence[Body]
    matters: Sequence[Matter]
    people: Sequence[Person]
    grounds: Sequence[tuple[str, list[tuple[str, str]]]]
    rows: dict[str, Any]


def offer_for(actor: Actor, alliance: Alliance, decision: Decision | None = None) -> Offer:
    """For a question of the room of the view, or of the decision's room. Seven queries at most."""
    room = decision.room if decision else current_room(actor, alliance)
    bodies = Body.objects.visible_to(actor).filter(room=room, ended_on__isnull=True)
    matters = Matter.objects.visible_to(actor).filter(room=room, removed_at=None)
    people = [
        person for person in members_of(alliance, actor)
        if room.is_joint or person.company_id == actor.company_id
    ]  # fmt: skip
    groups, rows = _grounds(actor, alliance, room)
    return Offer(list(bodies), list(matters), people, groups, rows)


def _grounds(
    actor: Actor, alliance: Alliance, room: Room
) -> tuple[list[tuple[str, list[tuple[str, str]]]], dict[str, Any]]:
    """A joint decision rests on what is joint; one of ours on anything that we see."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    rows: dict[str, Any] = {}
    kinds: list[tuple[str, str, Any, str]] = [
        ("objective", _("Objectives"), Objective, "title"),
        ("measure", _("Measures"), Measure, "name"),
        ("initiative", _("Initiatives"), Initiative, "name"),
    ]
    for kind, label, model, name in kinds:
        found = model.objects.visible_to(actor).filter(alliance=alliance, removed_at=None)
        if room.is_joint:
            found = found.filter(room=room)
        named = {f"{kind}:{row.pk}": row for row in found.order_by(name, "pk")}
        rows |= named
        if named:
            groups.append((label, [(key, str(row)) for key, row in named.items()]))
    return groups, rows
