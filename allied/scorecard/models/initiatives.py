"""Work that is meant to move a measure: milestones, spend, what it waits for, what it will move."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import Roomed, RoomedQuerySet
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
    body = models.CharField(_("body"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget"), max_digits=30, decimal_places=10, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    measures = models.ManyToManyField(Measure, blank=True, related_name="initiatives")
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_on", "id")

    def __str__(self) -> str:
        return self.name


class Milestone(Versioned):
    """A named step of an initiative with the day it is due and the day it was done."""

    room_path = "initiative__room"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="milestones")
    name = models.CharField(_("name"), max_length=200)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.name


class Spend(models.Model):
    """Money spent on a day, in the initiative's currency. A correction is another entry."""

    room_path = "initiative__room"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="spend")
    spent_on = models.DateField(_("day"))
    amount = models.DecimalField(_("amount"), max_digits=30, decimal_places=10)
    currency = models.CharField(_("currency"), max_length=3)
    note = models.CharField(_("note"), max_length=500, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("-spent_on", "-id")

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Dependency(Versioned):
    """An initiative that waits for another one: of its own room, or of the joint room.

    Taken off by a date, and put on again by clearing it: one row for each pair.
    """

    room_path = "initiative__room"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="waits_for")
    prerequisite = models.ForeignKey(Initiative, models.CASCADE, related_name="awaited_by")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "prerequisite"], name="dependency_once"),
            models.CheckConstraint(
                condition=~Q(initiative=models.F("prerequisite")), name="waits_for_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} waits for {self.prerequisite_id}"


class ExpectedEffect(Versioned):
    """By how much an initiative is to move a measure, in the measure's unit, by a day.

    Taken off by a date, and said again by clearing it: one row for each pair.
    """

    room_path = "initiative__room"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="effects")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="expected_effects")
    change = models.DecimalField(_("change"), max_digits=30, decimal_places=10)
    by_on = models.DateField(_("by"))
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("by_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "measure"], name="effect_once")
        ]

    def __str__(self) -> str:
        return f"{self.change} by {self.by_on}"
