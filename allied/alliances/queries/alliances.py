"""Reads of alliances, partners and rooms."""

from allied.foundation.access.actor import Actor, View

from ..models import Alliance, Partner
from ..rooms import Room


def alliances_visible_to(actor: Actor) -> list[Alliance]:
    return list(Alliance.objects.visible_to(actor))


def partners_of(alliance: Alliance) -> list[Partner]:
    """The partners with their companies, in their order."""
    return list(alliance.partners.select_related("company"))


def current_room(actor: Actor, alliance: Alliance) -> Room:
    """Where what the actor now makes will live: the joint room, or ours in the view of our room."""
    seat = actor.seats[alliance.pk]
    pk = seat.own_room_id if actor.view is View.OURS else seat.joint_room_id
    return Room.objects.select_related("partner__company").get(pk=pk)


def joint_room(alliance: Alliance) -> Room:
    return Room.objects.get(alliance=alliance, partner__isnull=True)
