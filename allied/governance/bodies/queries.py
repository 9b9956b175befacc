"""Reads of bodies, seats, matters and rights."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone
from msgspec import Struct, field

from allied.alliances.models import Alliance, Membership
from allied.foundation.access.actor import Actor
from allied.people.models import Person

from ..models import Body, BodyMember, DecisionRight, Matter, Office

OFFICES = {office: place for place, office in enumerate(Office.values)}


class Branch(Struct, frozen=True):
    """A body in the tree with how deep it stands, and who sits on it now."""

    body: Body
    depth: int
    seats: list[BodyMember]

    @property
    def chair(self) -> BodyMember | None:
        return next((seat for seat in self.seats if seat.office == Office.CHAIR), None)

    @property
    def vacant(self) -> int:
        return sum(seat.person_id is None for seat in self.seats)


class Tree(Struct, frozen=True):
    branches: list[Branch]
    ended: list[Body] = field(default_factory=list)


def bodies_tree(actor: Actor, alliance: Alliance) -> Tree:
    """All bodies the actor sees, each below the one it reports to. Two queries."""
    today = alliance.today()
    seated = BodyMember.objects.on(today).select_related("person", "partner__company")
    rows = Body.objects.visible_to(actor).filter(alliance=alliance).select_related("theme")
    bodies = list(rows.prefetch_related(Prefetch("members", seated, to_attr="seated")))
    here = [body for body in bodies if body.ended_on is None]
    return Tree(list(_branches(here)), [body for body in bodies if body.ended_on is not None])


def _branches(bodies: Sequence[Any]) -> Iterable[Branch]:
    below: dict[int | None, list[Any]] = {}
    known = {body.pk for body in bodies}
    for body in bodies:
        below.setdefault(body.parent_id if body.parent_id in known else None, []).append(body)
    waiting = [(body, 0) for body in reversed(below.get(None, []))]
    while waiting:
        body, depth = waiting.pop()
        yield Branch(body, depth, in_order(body.seated))
        waiting += [(child, depth + 1) for child in reversed(below.get(body.pk, []))]


def in_order(seats: Iterable[BodyMember]) -> list[BodyMember]:
    """The chair first, then by side and office; alternates after whom they stand in for."""
    rows = list(seats)
    places = {row.pk: _place(row) for row in rows}

    def key(row: BodyMember) -> tuple[Any, ...]:
        above = places.get(row.alternate_for_id) if row.alternate_for_id else None
        return (*above, 1, row.pk) if above else (*places[row.pk], 0, row.pk)

    return sorted(rows, key=key)


def _place(row: BodyMember) -> tuple[int, int, int, int]:
    side = row.partner.position if row.partner else 1000
    return (row.office != Office.CHAIR, side, OFFICES[row.office], row.pk)


def bodies_of(actor: Actor, alliance: Alliance) -> list[Body]:
    """Those that have not ended, in their order, to choose from."""
    rows = Body.objects.visible_to(actor).filter(alliance=alliance, ended_on__isnull=True)
    return list(rows)


def body_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Body:
    """With what its page names. 404 where the actor sees no such body."""
    rows = Body.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    body = rows.select_related(
        "alliance", "room__partner__company", "parent", "theme", "final_say__company"
    ).first()
    if body is None:
        raise Http404
    return body


def seats_of(actor: Actor, body: Body) -> list[BodyMember]:
    """All seats of the body, those that ended too."""
    rows = BodyMember.objects.visible_to(actor).filter(body=body)
    related = ("person__company", "partner__company", "alternate_for__person")
    return in_order(rows.select_related(*related))


def seats_on(body: Body, day: date) -> list[BodyMember]:
    """Who sits on it that day. Whoever has the body may see its seats: they share its room."""
    rows = BodyMember.objects.on(day).filter(body=body)
    return in_order(rows.select_related("person__company", "partner__company", "alternate_for"))


def seat_visible_to(actor: Actor, alliance: Alliance, pk: int) -> BodyMember:
    rows = BodyMember.objects.visible_to(actor).filter(body__alliance=alliance, pk=pk)
    seat = rows.select_related(
        "body__alliance", "body__room", "person__company", "partner__company"
    ).first()
    if seat is None:
        raise Http404
    return seat


def children_of(actor: Actor, body: Body) -> list[Body]:
    rows = Body.objects.visible_to(actor).filter(parent=body, ended_on__isnull=True)
    return list(rows)


def matters_of(actor: Actor, alliance: Alliance) -> list[Matter]:
    """Those on the list, in their order."""
    rows = Matter.objects.visible_to(actor).filter(alliance=alliance, removed_at__isnull=True)
    return list(rows)


def matter_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Matter:
    rows = Matter.objects.visible_to(actor).filter(
        alliance=alliance, pk=pk, removed_at__isnull=True
    )
    matter = rows.select_related("alliance", "room").first()
    if matter is None:
        raise Http404
    return matter


def rights_listed(actor: Actor, alliance: Alliance) -> dict[int, list[DecisionRight]]:
    """For each matter the bodies that may decide it. One query."""
    rows = DecisionRight.objects.visible_to(actor).filter(
        body__alliance=alliance, body__ended_on__isnull=True
    )
    found: dict[int, list[DecisionRight]] = {}
    for row in rows.select_related("body").order_by("body__position", "body_id"):
        found.setdefault(row.matter_id, []).append(row)
    return found


def persons_on(alliance: Alliance, actor: Actor) -> list[Person]:
    """Everybody with a role today, by company and name: to choose from."""
    held = Membership.objects.visible_to(actor).on(timezone.now().date()).filter(alliance=alliance)
    rows = Person.objects.filter(pk__in=held.values("person")).select_related("company")
    return list(rows.order_by("company__name", "name"))
