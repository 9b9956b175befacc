"""The scorecard as a committee saw it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import Roomed
from allied.people.models import Person


class Review(Roomed):
    """A frozen copy. `scorecard` holds all that is shown, so nothing later can change it."""

    name = models.CharField(_("name"), max_length=120)
    held_on = models.DateField(_("date"))
    frozen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    frozen_at = models.DateTimeField(default=timezone.now)
    algorithm = models.CharField(max_length=40)
    remarks = models.TextField(_("remarks"), max_length=4000, blank=True)
    scorecard = models.JSONField()

    class Meta:
        ordering = ("-held_on", "-id")
        constraints = [
            models.UniqueConstraint(fields=["alliance", "name", "room"], name="review_name_unique")
        ]

    def __str__(self) -> str:
        return self.name
