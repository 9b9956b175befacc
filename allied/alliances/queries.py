"""Reads of alliances, partners and rooms."""

from dataclasses import dataclass

from django.utils import timezone

from allied.foundation.access.actor import Actor, View

from .models import Alliance, Membership, Partner
from .rooms import Room


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


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person of an alliance with all roles held now."""

    person_id: int
    name: str
    title: str
    partner_id: int
    company: str
    roles: tuple[str, ...]


def people_on(alliance: Alliance, actor: Actor) -> list[Colleague]:
    """Everyone with a role in force today, of all partners, by side and name."""
    rows = (
        Membership.objects.visible_to(actor)
        .filter(alliance=alliance)
        .on(timezone.now().date())
        .values_list(
            "person_id", "person__name", "person__title", "partner_id",
            "partner__company__name", "role",
        )
    )  # fmt: skip
    found: dict[int, tuple[tuple, list[str]]] = {}  # type: ignore[type-arg]
    for *who, role in rows:
        found.setdefault(who[0], (tuple(who), []))[1].append(role)
    return [Colleague(*who, roles=tuple(roles)) for who, roles in found.values()]
