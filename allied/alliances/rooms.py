"""Rooms: where a record lives, and the only way to rows.

An alliance has one joint room, which all its partners see, and one room for each partner, which
only that company sees. Every record of the business is `Roomed`, or hangs on one that is and names
the way to it in `room_path`.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from allied.foundation.access.actor import Actor


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, actor: Actor) -> "RoomQuerySet":
        return self.filter(pk__in=actor.room_ids)


class Room(models.Model):
    """The joint room of an alliance (`partner` empty) or one partner's own."""

    alliance = models.ForeignKey("alliances.Alliance", models.CASCADE, related_name="rooms")
    partner = models.OneToOneField(
        "alliances.Partner", models.CASCADE, null=True, blank=True, related_name="room"
    )

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(partner__isnull=True), name="one_joint_room"
            )
        ]

    def __str__(self) -> str:
        return str(self.partner) if self.partner_id else "joint"

    @property
    def is_joint(self) -> bool:
        return self.partner_id is None


class RoomedQuerySet(models.QuerySet[Any]):
    """`visible_to` is the one way from an actor to rows."""

    def visible_to(self, actor: Actor) -> Self:
        path = getattr(self.model, "room_path", "room")
        return self.filter(**{f"{path}_id__in": actor.room_ids})


class Roomed(models.Model):
    """A record of one alliance that lives in exactly one of its rooms."""

    room_path = "room"

    alliance = models.ForeignKey("alliances.Alliance", models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")

    objects = RoomedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.room.alliance_id != self.alliance_id:
            raise ValueError("a record cannot live in a room of another alliance")
        super().save(*args, **kwargs)
