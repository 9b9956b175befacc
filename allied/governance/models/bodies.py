"""Committees and teams: a tree of bodies, what each may decide, and who sits on it."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Partner
from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.locking import Versioned
from allied.people.models import Person
from allied.strategy.models import Theme


class BodyKind(models.TextChoices):
    STEERING = "steering", _("joint steering committee")
    DEVELOPMENT = "development", _("joint development committee")
    PROJECT_TEAM = "project_team", _("project team")
    THEME_TEAM = "theme_team", _("theme team")
    CLINICAL_TEAM = "clinical_team", _("clinical team")
    FUNCTIONAL_TEAM = "functional_team", _("functional team")
    OTHER = "other", _("another kind")


class DecisionRule(models.TextChoices):
    """How votes become a decision. The arithmetic is `pure/voting`."""

    UNANIMOUS_BY_PARTNER = "unanimous_by_partner", _("each partner one vote, unanimous")
    CONSENSUS = "consensus", _("consensus: nobody present objects")
    MAJORITY = "majority", _("majority")
    FINAL_SAY = "final_say", _("final say of a partner on listed matters")


class MajorityOf(models.TextChoices):
    CAST = "cast", _("votes cast")
    PRESENT = "present", _("members present")
    ALL = "all", _("all members")


class CadenceUnit(models.TextChoices):
    NONE = "none", _("as needed")
    WEEK = "week", _("weeks")
    MONTH = "month", _("months")


class Body(Roomed, Versioned):
    """A committee or team with its charter. Ended, never deleted."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("reports to"),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    kind_name = models.CharField(
        _("name of the kind"), max_length=80, blank=True,
        help_text=_("Where it is another kind, such as: joint commercialization committee."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=140)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("theme")
    )
    purpose = models.TextField(_("purpose"), max_length=4000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    # Quorum: every condition that is set must hold.
    quorum_members = models.PositiveSmallIntegerField(
        _("members present, at least"), null=True, blank=True
    )
    quorum_each_partner = models.PositiveSmallIntegerField(
        _("of each partner, at least"), default=1
    )
    quorum_percent = models.PositiveSmallIntegerField(
        _("share of members present, at least, in percent"), null=True, blank=True
    )
    quorum_needs_chair = models.BooleanField(_("the chair must be present"), default=False)

    rule = models.CharField(
        _("decision rule"), max_length=24, choices=DecisionRule.choices,
        default=DecisionRule.UNANIMOUS_BY_PARTNER,
    )  # fmt: skip
    majority_of = models.CharField(
        _("majority of"), max_length=10, choices=MajorityOf.choices, default=MajorityOf.CAST
    )
    majority_numerator = models.PositiveSmallIntegerField(_("share"), default=1)
    majority_denominator = models.PositiveSmallIntegerField(_("out of"), default=2)
    majority_by_partner = models.BooleanField(_("counted by partner"), default=False)
    final_say = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("final say"),
    )  # fmt: skip

    cadence_unit = models.CharField(
        _("meets every"), max_length=6, choices=CadenceUnit.choices, default=CadenceUnit.NONE
    )
    cadence_every = models.PositiveSmallIntegerField(_("how many"), default=1)
    cadence_from = models.DateField(_("first meeting"), null=True, blank=True)
    cadence_weekday_of_month = models.BooleanField(
        _("on the same weekday of the month"), default=False,
        help_text=_("Such as the second Tuesday, as the first meeting was; else the same day."),
    )  # fmt: skip
    meets_at = models.TimeField(_("begins at"), null=True, blank=True)
    meets_minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=90)
    timezone = models.CharField(_("time zone"), max_length=60, default="UTC")

    is_illustrative = models.BooleanField(default=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "room", "name"],
                condition=Q(ended_on__isnull=True),
                name="body_name_unique",
            ),
            models.CheckConstraint(
                condition=Q(majority_denominator__gt=0)
                & Q(majority_numerator__lt=models.F("majority_denominator")),
                name="majority_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_in_words(self) -> str:
        return self.kind_name or str(BodyKind(self.kind).label)


class Matter(Roomed, Versioned):
    """A thing that bodies decide on, such as “budget of an initiative”."""

    name = models.CharField(_("matter"), max_length=140)
    has_amount = models.BooleanField(
        _("has an amount"), default=False, help_text=_("A body's right may then have a limit.")
    )
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "room", "name"],
                condition=Q(removed_at__isnull=True),
                name="matter_name_unique",
            )
        ]

    def __str__(self) -> str:
        return self.name


class DecisionRight(models.Model):
    """A body may decide a matter, up to an amount where there is a limit."""

    room_path = "body__room"

    body = models.ForeignKey(Body, models.CASCADE, related_name="rights")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="rights")
    up_to = models.DecimalField(_("up to"), max_digits=30, decimal_places=10, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    is_final_say = models.BooleanField(
        _("final say"), default=False,
        help_text=_("The partner with the final say decides it where the body does not agree."),
    )  # fmt: skip

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("matter__position", "id")
        constraints = [models.UniqueConstraint(fields=["body", "matter"], name="right_once")]

    def __str__(self) -> str:
        return f"{self.body}: {self.matter}"


class Office(models.TextChoices):
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    ALTERNATE = "alternate", _("alternate")
    ADVISER = "adviser", _("adviser, without a vote")


class BodyMemberQuerySet(RoomedQuerySet):
    def on(self, day: date) -> "BodyMemberQuerySet":
        """Those in force on the day: `until` is the first day without the seat."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))


class BodyMember(Versioned):
    """A seat on a body with dates: of a person, or of a role nobody holds yet."""

    room_path = "body__room"

    body = models.ForeignKey(Body, models.CASCADE, related_name="members")
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="empty for an outside adviser",
    )  # fmt: skip
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="seats_on_bodies"
    )
    title = models.CharField(
        _("seat"), max_length=140, blank=True, help_text=_("Such as: head of R&D, or CFO.")
    )
    office = models.CharField(
        _("office"), max_length=10, choices=Office.choices, default=Office.MEMBER
    )
    votes = models.BooleanField(_("has a vote"), default=True)
    alternate_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="alternates"
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = BodyMemberQuerySet.as_manager()

    class Meta:
        ordering = ("partner__position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(until__isnull=True, person__isnull=False),
                name="one_open_seat_on_body",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="seat_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The person, or the role where nobody holds it."""
        return self.person.name if self.person else self.title
