"""The private calendar feed of a person."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from allied.foundation.access.actor import Actor
from allied.people.models import Person


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, actor: Actor) -> "CalendarFeedQuerySet":
        """One's own, in every view: a feed belongs to a person and to no room."""
        return self.filter(person_id=actor.person_id) if actor.person_id else self.none()

    def live(self) -> "CalendarFeedQuerySet":
        return self.filter(revoked_at__isnull=True, person__user__is_active=True)


class CalendarFeed(models.Model):
    """An address that a calendar program reads a person's meetings from, until it is revoked."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="one_live_feed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.created_at:%Y-%m-%d}"
