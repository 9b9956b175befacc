"""Packs of meetings as they went out."""

from django.db import models
from django.utils import timezone

from allied.alliances.rooms import RoomedQuerySet

from .meetings import Meeting


class SentPack(models.Model):
    """What the members of a body got with an agreed agenda: a document that never changes.

    An agenda that is agreed anew goes out anew, with a pack of its own; the last one counts.
    """

    room_path = "meeting__room"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sent_packs")
    document = models.JSONField(editable=False)
    at = models.DateTimeField(default=timezone.now)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.at:%Y-%m-%d}"
