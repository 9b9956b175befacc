"""When and why a measure left the scorecard."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import RoomedQuerySet
from allied.people.models import Person

from .measures import Measure


class Retirement(models.Model):
    """A measure is off the scorecard from `since` on, until the day it was brought back, if it was.

    It counts on a day unless one of its retirements holds on that day.
    """

    room_path = "measure__room"

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="retirements")
    since = models.DateField(_("retired on"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(default=timezone.now)
    ended_on = models.DateField(_("brought back on"), null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.measure_id} since {self.since}"
