"""How an objective is measured, and against what."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.locking import Versioned
from allied.people.models import Person
from allied.strategy.models import Objective

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Kind(models.TextChoices):
    NUMBER = "number", _("number")
    PERCENTAGE = "percentage", _("percentage")
    MONEY = "money", _("money")
    INDEX = "index", _("index")
    SURVEY = "survey", _("survey score")
    EXPERT = "expert", _("expert score")
    YES_NO = "yes_no", _("yes or no")
    DATE = "date", _("date")
    DURATION = "duration", _("duration in days")
    COVERAGE = "coverage", _("coverage, part of a whole")


class Direction(models.TextChoices):
    """The values of `pure.scoring.Direction`, with their names on the screen."""

    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")
    ON_TARGET = "on_target", _("on target is best")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class Preset(models.TextChoices):
    """The values of `pure.scoring.Preset`, with their names on the screen."""

    BASELINE_TARGET = "baseline_target", _("baseline to target")
    RED_FLAG_GOAL = "red_flag_goal", _("red flag and goal")
    WORST_BEST = "worst_best", _("worst, red flag, goal, best")
    MINIMUM_MAXIMUM = "minimum_maximum", _("minimum to maximum")
    ON_TARGET = "on_target", _("on target is best")
    COMMIT_STRETCH = "commit_stretch", _("baseline, commit, target, stretch")
    YES_NO = "yes_no", _("yes or no")
    THRESHOLD = "threshold", _("threshold")
    RATIO = "ratio", _("ratio to target")


class Frequency(models.TextChoices):
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")


class Aggregation(models.TextChoices):
    LAST = "last", _("last reading")
    SUM = "sum", _("sum of twelve months")
    AVERAGE = "average", _("average of twelve months")
    YEAR_TO_DATE = "year_to_date", _("sum of the year to date")


class Measure(Roomed, Versioned):
    """One measure of one objective. In our room it never counts in a joint score."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="measures")
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.NUMBER)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.HIGHER
    )
    preset = models.CharField(
        _("judged by"), max_length=20, choices=Preset.choices, default=Preset.BASELINE_TARGET
    )
    frequency = models.CharField(
        _("frequency"), max_length=10, choices=Frequency.choices, default=Frequency.QUARTER
    )
    aggregation = models.CharField(
        _("over time"), max_length=14, choices=Aggregation.choices, default=Aggregation.LAST
    )
    is_leading = models.BooleanField(_("leading measure"), default=False)
    capped = models.BooleanField(_("score capped at 0 and 1"), default=True)
    on_track_from = models.FloatField(_("on track from"), default=2 / 3)
    caution_from = models.FloatField(_("caution from"), default=1 / 3)
    tolerance_days = models.PositiveSmallIntegerField(
        _("days before it counts as stale"), null=True, blank=True
    )
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("The values are made up to show the product.")
    )
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "name", "room"],
                condition=Q(removed_at__isnull=True),
                name="measure_name_unique",
            )
        ]

    def __str__(self) -> str:
        return self.name


def _value(verbose: "StrPromise") -> models.DecimalField:
    return models.DecimalField(verbose, max_digits=30, decimal_places=10, null=True, blank=True)


class TargetQuerySet(RoomedQuerySet):
    def in_use(self) -> "TargetQuerySet":
        """Without those that were corrected."""
        return self.filter(superseded_at__isnull=True)


class Target(models.Model):
    """What readings are judged against from a day on, until the next row.

    Never edited in place: another row for the same day supersedes it and it is kept. Read
    `in_use()` unless the past versions are meant.
    """

    room_path = "measure__room"
    VALUES = (
        "baseline", "target", "stretch", "commit", "red_flag", "worst", "best", "minimum",
        "maximum", "low", "high", "flat_low", "flat_high", "threshold", "margin",
    )  # fmt: skip

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="targets")
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
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

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
