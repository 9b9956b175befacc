"""Work that is meant to move a measure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import Roomed
from allied.foundation.access.locking import Versioned
from allied.people.models import Person
from allied.strategy.models import Objective

from .measures import Measure


class Initiative(Roomed, Versioned):
    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="initiatives")
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    measures = models.ManyToManyField(Measure, blank=True, related_name="initiatives")
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_on", "id")

    def __str__(self) -> str:
        return self.name
