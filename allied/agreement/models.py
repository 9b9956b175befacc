"""Versions of the map, and what each partner says to each objective of one."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Partner
from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.people.models import Person

WHOLE = 0  # the subject of a stance on the version as a whole


class State(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Answer(models.TextChoices):
    AGREE = "agree", _("agree")
    OBJECT = "object", _("object")


class MapVersion(Roomed):
    """The map as it was proposed: a frozen document, never changed afterwards.

    `scorecard` is the scorecard as it stood when another version came in force.
    """

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    why = models.CharField(_("why"), max_length=500)
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    proposed_at = models.DateTimeField(default=timezone.now)
    in_force_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was superseded or withdrawn"
    )
    ended_by = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(_("reason"), max_length=500, blank=True)
    objectives = models.PositiveSmallIntegerField(help_text="how many the document holds")
    document = models.JSONField()
    scorecard = models.JSONField(null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "room", "number"], name="map_version_number_unique"
            ),
            models.UniqueConstraint(
                fields=["alliance", "room"], condition=Q(state="proposed"), name="one_proposed_map"
            ),
            models.UniqueConstraint(
                fields=["alliance", "room"], condition=Q(state="in_force"), name="one_map_in_force"
            ),
        ]

    def __str__(self) -> str:
        return str(_("version %(number)d of the map")) % {"number": self.number}

    @property
    def is_open(self) -> bool:
        return self.state == State.PROPOSED


class Stance(models.Model):
    """What one partner says to an objective of a version or to the whole: superseded, not edited.

    `subject` is the id of the objective, 0 for the whole: the document it is of never changes.
    """

    room_path = "version__room"

    version = models.ForeignKey(MapVersion, models.CASCADE, related_name="stances")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    subject = models.BigIntegerField()
    answer = models.CharField(max_length=6, choices=Answer.choices)
    comment = models.CharField(_("comment"), max_length=1000, blank=True)
    acceptable = models.CharField(_("what would make it acceptable"), max_length=1000, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    carried_from = models.PositiveIntegerField(
        null=True, blank=True, help_text="number of the version in which it was given"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["version", "partner", "subject"],
                condition=Q(superseded_at__isnull=True),
                name="one_stance_stands",
            ),
            models.CheckConstraint(
                condition=~Q(answer="object") | ~Q(acceptable=""),
                name="objection_says_what_would_do",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.answer} {self.subject}"

    @property
    def agrees(self) -> bool:
        return self.answer == Answer.AGREE
