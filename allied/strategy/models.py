"""The strategy map of an alliance: perspectives, themes, objectives, links, joint wins."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Partner
from allied.alliances.rooms import Roomed
from allied.foundation.access.locking import Versioned
from allied.people.models import Person
from allied.pure.scoring import MissingPolicy, RollUpRule

from .wording import particulars, sentence

THEME_COLOURS = 8


class StrategyMap(Roomed, Versioned):
    """One for each alliance: what stands above and below the bands."""

    mission = models.CharField(_("mission"), max_length=300, blank=True)
    values_line = models.CharField(_("values"), max_length=300, blank=True)
    placement = models.JSONField(
        default=dict, editable=False, help_text="ids of objectives from left to right by band"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alliance"], name="one_map_per_alliance")]

    def __str__(self) -> str:
        return self.mission


class RolledUp(models.Model):
    """A node of the map whose score is made from its children's."""

    weight = models.DecimalField(_("weight"), max_digits=9, decimal_places=3, default=1)
    weights = models.JSONField(
        default=list, blank=True, help_text="other weights, each from a day on: see weights.py"
    )
    roll_up_rule = models.CharField(
        max_length=20,
        choices=[(rule.value, rule.value) for rule in RollUpRule],
        default=RollUpRule.WEIGHTED_MEAN.value,
    )
    missing_policy = models.CharField(
        max_length=20,
        choices=[(policy.value, policy.value) for policy in MissingPolicy],
        default=MissingPolicy.LEAVE_OUT.value,
    )
    judgement = models.FloatField(
        null=True, blank=True, help_text="the score, 0 to 1, where the rule is own judgement"
    )

    class Meta:
        abstract = True


class Perspective(Roomed, Versioned, RolledUp):
    """A band of the map. Position 0 is the lowest."""

    name = models.CharField(_("name"), max_length=80)
    question = models.CharField(_("question it answers"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_operational = models.BooleanField(
        default=False, help_text="holds how the work is done; for the advice on form"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name


class Theme(Roomed, Versioned, RolledUp):
    """A coloured strand of the strategy."""

    name = models.CharField(_("name"), max_length=80)
    statement = models.CharField(_("statement"), max_length=500, blank=True)
    colour = models.PositiveSmallIntegerField(_("colour"), default=1)
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("leader")
    )
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name


class Objective(Roomed, Versioned, RolledUp):
    """One strategic objective, in one perspective and one theme. Removed, never deleted."""

    perspective = models.ForeignKey(Perspective, models.PROTECT, related_name="objectives")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="objectives")
    title = models.CharField(_("title"), max_length=140)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    pin = models.FloatField(null=True, blank=True, help_text="place in its band, 0 left to 1 right")
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "room", "title"],
                condition=Q(removed_at__isnull=True),
                name="objective_title_unique",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Link(Roomed):
    """Cause → effect."""

    cause = models.ForeignKey(Objective, models.CASCADE, related_name="effects")
    effect = models.ForeignKey(Objective, models.CASCADE, related_name="causes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "effect"], name="link_once"),
            models.CheckConstraint(
                condition=~Q(cause=models.F("effect")), name="link_to_another_objective"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} → {self.effect}"


class JointWin(Roomed, Versioned):
    """What one partner hopes to win from an objective."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="joint_wins")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="+")
    text = models.CharField(_("joint win"), max_length=300)

    class Meta:
        ordering = ("partner__position", "id")
        constraints = [
            models.UniqueConstraint(fields=["objective", "partner", "room"], name="joint_win_once")
        ]

    def __str__(self) -> str:
        return self.text


class MapChange(Roomed):
    """One change of the map with what undoes it. `operations`: model, pk, before, after."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    act = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    operations = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["alliance", "-id"])]

    def __str__(self) -> str:
        return f"{self.act} {self.label}"

    @property
    def sentence(self) -> str:
        return sentence(self.act, self.label)

    @property
    def who(self) -> str:
        """The author with the company, unless the name says it already."""
        company = self.person.company.name if self.person else ""
        return self.author if company in self.author else f"{self.author}, {company}"

    @property
    def particulars(self) -> str:
        """What an edit touched, in a few words; nothing for what the sentence says already."""
        plain = self.act.rpartition(".")[2]
        return "" if plain in {"draw_link", "remove_link"} else particulars(self.operations)

    @property
    def is_undo(self) -> bool:
        return self.act.startswith("undo.")
