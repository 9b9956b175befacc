"""The trail: who did what to which record, when, in which room."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from allied.foundation.access.actor import Actor


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, actor: Actor) -> "EntryQuerySet":
        return self.filter(room_id__in=actor.room_ids)


class Entry(models.Model):
    """One act. Alliance and room are plain ids: the trail stands below the business."""

    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200, help_text="the person's name at the time")
    alliance_id = models.BigIntegerField(null=True)
    room_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=60, help_text="such as strategy.rename_objective")
    kind = models.CharField(max_length=40, help_text="the subject's kind, such as objective")
    object_id = models.BigIntegerField(null=True)
    label = models.CharField(max_length=300, help_text="the subject's name at the time")
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["room_id", "-id"]),
            models.Index(fields=["kind", "object_id", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.label}"
