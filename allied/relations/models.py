"""Relationship scorecards: one template, many counterparts, a round each quarter, two views."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.locking import Versioned
from allied.people.models import Person
from allied.scorecard.models import Direction, Preset


class Template(Roomed, Versioned):
    """What every counterpart of it is reviewed by. Its room is that of all that hangs on it.

    `revision` goes up with every change of its dimensions and criteria; a round keeps a copy.
    """

    name = models.CharField(_("name"), max_length=140)
    purpose = models.TextField(_("purpose"), max_length=2000, blank=True)
    introduction = models.TextField(_("introduction"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    is_illustrative = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Dimension(Versioned):
    """Criteria that belong together, with the weight they have in the whole."""

    room_path = "template__room"

    template = models.ForeignKey(Template, models.CASCADE, related_name="dimensions")
    name = models.CharField(_("name"), max_length=140)
    weight = models.DecimalField(_("weight"), max_digits=7, decimal_places=3, default=1)
    position = models.PositiveIntegerField(default=0)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name


class Answered(models.TextChoices):
    """How a criterion is answered."""

    SCALE = "scale", _("score on a scale")
    PERCENTAGE = "percentage", _("percentage")
    NUMBER = "number", _("number")
    YES_NO = "yes_no", _("yes or no")


class AskedOf(models.TextChoices):
    BOTH = "both", _("us and the counterpart")
    OURS = "ours", _("us alone")
    THEIRS = "theirs", _("the counterpart alone")


class Criterion(Versioned):
    """One question of the template, and how its answer is judged."""

    room_path = "dimension__template__room"

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=80)
    question = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("what to look at"), max_length=1000, blank=True)
    kind = models.CharField(
        _("answered by"), max_length=12, choices=Answered.choices, default=Answered.SCALE
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    lowest = models.SmallIntegerField(_("lowest score"), default=1)
    highest = models.SmallIntegerField(_("highest score"), default=5)
    lowest_means = models.CharField(_("the lowest means"), max_length=80, blank=True)
    highest_means = models.CharField(_("the highest means"), max_length=80, blank=True)
    asked_of = models.CharField(
        _("asked of"), max_length=6, choices=AskedOf.choices, default=AskedOf.BOTH
    )
    preset = models.CharField(
        _("judged by"), max_length=20, choices=Preset.choices, default=Preset.MINIMUM_MAXIMUM
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.HIGHER
    )
    anchors = models.JSONField(default=dict, help_text="values by name, as text without rounding")
    weight = models.DecimalField(_("weight"), max_digits=7, decimal_places=3, default=1)
    position = models.PositiveIntegerField(default=0)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        verbose_name_plural = "criteria"

    def __str__(self) -> str:
        return self.name


class Counterpart(Versioned):
    """Whom the template is kept for: a customer, a supplier, an investigator site."""

    room_path = "template__room"

    template = models.ForeignKey(Template, models.CASCADE, related_name="counterparts")
    name = models.CharField(_("name"), max_length=140)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_until = models.DateField(_("active until"), null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(active_from__isnull=True)
                | Q(active_until__isnull=True)
                | Q(active_until__gte=models.F("active_from")),
                name="counterpart_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Round(Versioned):
    """The review of a quarter. It asks what the template asked when it was opened, for good."""

    room_path = "template__room"

    template = models.ForeignKey(Template, models.CASCADE, related_name="rounds")
    period_start = models.DateField(_("quarter"))
    due_on = models.DateField(_("answers by"), null=True, blank=True)
    definition = models.JSONField(help_text="the dimensions and criteria as they were")
    revision = models.PositiveIntegerField(help_text="of the template when it was opened")
    algorithm = models.CharField(max_length=40)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("-period_start", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "period_start"], name="one_round_per_quarter"
            ),
            models.UniqueConstraint(
                fields=["template"], condition=Q(closed_at__isnull=True), name="one_open_round"
            ),
        ]

    def __str__(self) -> str:
        return self.period_start.isoformat()

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Sheet(Versioned):
    """One counterpart in one round, with what was agreed with it for the next quarter."""

    room_path = "round__template__room"

    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets")
    counterpart = models.ForeignKey(Counterpart, models.PROTECT, related_name="sheets")
    agreed = models.TextField(_("agreed for the next quarter"), max_length=4000, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("counterpart__name", "id")
        constraints = [
            models.UniqueConstraint(fields=["round", "counterpart"], name="one_sheet_per_round")
        ]

    def __str__(self) -> str:
        return str(self.counterpart)


class View(models.TextChoices):
    """Whose view of the relationship an answer gives. The two are never mixed into one."""

    OURS = "ours", _("our view")
    THEIRS = "theirs", _("their view")


class Link(models.Model):
    """A link by mail by which a counterpart fills its own sheet, without an account."""

    room_path = "sheet__round__template__room"

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="links")
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    mail_failed = False  # of the mail just sent; not kept

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(withdrawn_at__isnull=True), name="one_link_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()


class Answer(Versioned):
    """What one side says on a sheet. A draft until sent, then never changed.

    A correction is another answer; `is_current` marks the latest sent. `given` holds text and note
    by the id of the criterion, `scores` what came of them: see `scoring.py`.
    """

    room_path = "sheet__round__template__room"

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    view = models.CharField(max_length=6, choices=View.choices)
    given = models.JSONField(default=dict)
    comment = models.TextField(_("comment"), max_length=4000, blank=True)
    author = models.CharField(max_length=200, help_text="the name at the time")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(Link, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    is_current = models.BooleanField(default=False)
    score = models.FloatField(null=True, blank=True)
    status = models.CharField(max_length=10, blank=True)
    coverage = models.FloatField(default=0)
    scores = models.JSONField(default=dict)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "view"], condition=Q(sent_at__isnull=True), name="one_draft"
            ),
            models.UniqueConstraint(
                fields=["sheet", "view"], condition=Q(is_current=True), name="one_current_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.view}"
