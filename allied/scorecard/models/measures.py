"""How an objective is measured."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import Roomed
from allied.foundation.access.locking import Versioned
from allied.people.models import Person
from allied.strategy.models import Objective


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
