"""Readings, and what is kept of them so that a page need not look through them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.people.models import Person
from allied.pure.scoring import Status

from .formulas import Formula
from .measures import Measure
from .targets import Target

STATUSES = [(status.value, status.value) for status in Status]


class Reading(models.Model):
    """One value of a measure for one period. A correction is a new reading; none is edited."""

    room_path = "measure__room"

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="readings", db_index=False)
    period_start = models.DateField(_("period"))
    value = models.DecimalField(_("value"), max_digits=30, decimal_places=10)
    note = models.CharField(_("note"), max_length=2000, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    computed_by = models.ForeignKey(
        Formula, models.SET_NULL, null=True, related_name="readings", db_index=False,
        help_text="the formula that gave the value, where nobody entered it",
    )  # fmt: skip
    entered_at = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True, help_text="false once corrected")

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("period_start", "id")
        indexes = [models.Index(fields=["measure", "period_start", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period_start"],
                condition=Q(is_current=True),
                name="one_current_reading",
            )
        ]

    def __str__(self) -> str:
        return f"{self.value} for {self.period_start}"


class Standing(models.Model):
    """The latest reading of a measure with its score, written in the reading's own transaction.

    `status` knows nothing of time: whoever reads it compares `stale_after` with the day. Without a
    target the value stands and the status is no data. The explanation is not kept: it follows from
    `value` and `judged_by` and is made for the one who asks.
    """

    room_path = "measure__room"

    measure = models.OneToOneField(
        Measure, models.CASCADE, primary_key=True, related_name="standing"
    )
    reading = models.ForeignKey(
        Reading, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    period_start = models.DateField(null=True)
    stale_after = models.DateField(null=True, help_text="the last day on which it still counts")
    value = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    baseline = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    target = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    weight = models.FloatField(default=1)
    progress = models.FloatField(null=True)
    score = models.FloatField(null=True)
    previous_score = models.FloatField(null=True)
    status = models.CharField(max_length=10, choices=STATUSES, default=Status.NO_DATA.value)
    spark = models.JSONField(default=list, help_text="the last twelve values, oldest first")
    judged_by = models.ForeignKey(
        Target, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    algorithm = models.CharField(max_length=40, blank=True)

    objects = RoomedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.status}"


class StatusByHand(models.Model):
    """A status set by a person against the computed one, with a reason and an end."""

    room_path = "measure__room"

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="statuses_by_hand")
    status = models.CharField(_("status"), max_length=10, choices=STATUSES)
    reason = models.CharField(_("reason"), max_length=500)
    until = models.DateField(_("until"))
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["measure"], condition=Q(ended_at__isnull=True), name="one_status_by_hand"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.status}"


class PeriodLock(Roomed):
    """A span of days whose readings are closed in the joint room, until reopened."""

    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    locked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField(default=timezone.now)
    reopened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ("-period_start",)
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=models.F("period_start")), name="lock_spans_days"
            )
        ]

    def __str__(self) -> str:
        return f"{self.period_start} to {self.period_end}"
