"""Notes on anything: an objective, a measure, the alliance. In the joint room or ours."""

from django.db import models
from django.utils import timezone

from allied.alliances.rooms import Roomed
from allied.foundation.access.locking import Versioned
from allied.people.models import Person


class Note(Roomed, Versioned):
    """A note in Markdown on the subject (kind, object_id)."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    text = models.TextField(max_length=20_000)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-written_at", "-id")
        indexes = [models.Index(fields=["alliance", "kind", "object_id"])]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:59].rstrip()}…"
