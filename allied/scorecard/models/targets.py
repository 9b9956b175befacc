"""What readings are judged against from a day on."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import RoomedQuerySet
from allied.people.models import Person

from .measures import Measure

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def _value(verbose: "StrPromise") -> models.DecimalField:
    return models.DecimalField(verbose, max_digits=30, decimal_places=10, null=True, blank=True)


class TargetTerms(models.Model):
    """The values that a target consists of, whether it is in force or only offered."""

    VALUES = (
        "baseline", "target", "stretch", "commit", "red_flag", "worst", "best", "minimum",
        "maximum", "low", "high", "flat_low", "flat_high", "threshold", "margin",
    )  # fmt: skip
    TERMS = (*VALUES, "weight", "baseline_on", "target_on")

    valid_from = models.DateField(_("valid from"))
    weight = models.DecimalField(_("weight"), max_digits=9, decimal_places=3, default=1)
    baseline = _value(_("baseline"))
    target = _value(_("target"))
    stretch = _value(_("stretch"))
    commit = _value(_("commit"))
    red_flag = _value(_("red flag"))
    worst = _value(_("worst"))
    best = _value(_("best"))
    minimum = _value(_("minimum"))
    maximum = _value(_("maximum"))
    low = _value(_("low"))
    high = _value(_("high"))
    flat_low = _value(_("flat from"))
    flat_high = _value(_("flat to"))
    threshold = _value(_("threshold"))
    margin = _value(_("warning margin"))
    baseline_on = models.DateField(_("date of the baseline"), null=True, blank=True)
    target_on = models.DateField(_("date of the target"), null=True, blank=True)

    class Meta:
        abstract = True


class TargetQuerySet(RoomedQuerySet):
    def in_use(self) -> "TargetQuerySet":
        """Without those that were corrected."""
        return self.filter(superseded_at__isnull=True)


class Target(TargetTerms):
    """What readings are judged against from a day on, until the next row.

    Never edited in place: another row for the same day supersedes it and it is kept. Read
    `in_use()` unless the past versions are meant. In the joint room it is proposed until every
    partner has agreed: `agreed_at`, and in `agreed_by` who did (company, person, day).
    """

    room_path = "measure__room"

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="targets")
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.JSONField(null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ("valid_from", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="target_once_from_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} from {self.valid_from}"
