"""Reads of alliances, partners and rooms."""

from typing import Final

from django.db.models import Exists, OuterRef
from django.utils import timezone

from allied.foundation.access.actor import Actor, View
from allied.foundation.access.prepared import Prepared

from ..models import Alliance, Membership, Partner
from ..rooms import Room


def alliances_visible_to(actor: Actor) -> list[Alliance]:
    return _ALLIANCES.found(actor)


_ALLIANCES: Final = Prepared(Alliance.objects.visible_to)


def alliance_visible_to(actor: Actor, slug: str) -> Alliance | None:
    return Alliance.objects.visible_to(actor).filter(slug=slug).first()


def partners_of(alliance: Alliance) -> list[Partner]:
    """The partners with their companies, in their order."""
    return list(alliance.partners.select_related("company"))


def partners_without_people(alliance: Alliance, actor: Actor) -> list[Partner]:
    """The partners of which nobody has a role yet. One query."""
    here = Membership.objects.on(timezone.now().date()).filter(partner=OuterRef("pk"))
    rows = Partner.objects.visible_to(actor).filter(alliance=alliance, left_on__isnull=True)
    return list(rows.filter(~Exists(here)).select_related("company"))


def current_room(actor: Actor, alliance: Alliance) -> Room:
    """Where what the actor now makes will live: the joint room, or ours in the view of our room."""
    seat = actor.seats[alliance.pk]
    pk = seat.own_room_id if actor.view is View.OURS else seat.joint_room_id
    return Room.objects.select_related("partner__company").get(pk=pk)


def joint_room(alliance: Alliance) -> Room:
    return Room.objects.get(alliance=alliance, partner__isnull=True)
