"""Escalation: an unresolved matter on its way up the agreed ladder, with a clock."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Partner
from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.locking import Versioned
from allied.people.models import Person

from .bodies import Body, Matter
from .decisions import Decision


class Ladder(Roomed):
    """The way up as one side proposed it: in force once all partners agree, never edited.

    At most one of a room is in force, and one proposed. The arithmetic is `pure/clock`.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        IN_FORCE = "in_force", _("in force")
        SUPERSEDED = "superseded", _("superseded")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class End(models.TextChoices):
        RETURNED = "returned", _("goes back with advice")
        FINAL_SAY = "final_say", _("a partner's final say within listed matters, else back")

    number = models.PositiveIntegerField(default=1, help_text="counts up within a room, from 1")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    why = models.CharField(_("why"), max_length=500, blank=True)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, related_name="+", help_text="whose proposal it is"
    )
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200, blank=True, help_text="who proposed it, at the time")
    proposed_at = models.DateTimeField(default=timezone.now)
    in_force_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was superseded, declined or withdrawn"
    )
    ended_by = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(_("reason"), max_length=500, blank=True)
    timezone = models.CharField(_("time zone"), max_length=60, default="UTC")
    business_days = models.BooleanField(_("count business days"), default=True)
    weekend = models.CharField(
        _("weekend"), max_length=7, default="56", blank=True,
        help_text="days of the week from 0, Monday, one digit each",
    )  # fmt: skip
    holidays = models.TextField(
        _("holidays"), max_length=4000, blank=True, help_text=_("One date a line: 2026-12-25.")
    )
    end = models.CharField(
        _("when the last level's time is over"), max_length=10, choices=End.choices,
        default=End.RETURNED,
    )  # fmt: skip
    final_say = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("final say"),
    )  # fmt: skip
    final_matters = models.ManyToManyField(Matter, blank=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="ladder_number_once"),
            models.UniqueConstraint(
                fields=["room"], condition=Q(state="proposed"), name="one_ladder_proposed"
            ),
            models.UniqueConstraint(
                fields=["room"], condition=Q(state="in_force"), name="one_ladder_in_force"
            ),
        ]

    def __str__(self) -> str:
        return str(_("ladder %(number)d")) % {"number": self.number}

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def weekend_in_words(self) -> str:
        return ", ".join(str(WEEKDAYS[int(day)]) for day in self.weekend) or str(_("none"))


class LadderAgreement(models.Model):
    """One partner agrees to a proposed ladder; who proposes it has agreed."""

    room_path = "ladder__room"

    ladder = models.ForeignKey(Ladder, models.CASCADE, related_name="agreements")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["ladder", "partner"], name="one_agreement_to_ladder")
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.at:%Y-%m-%d}"


class Rung(models.Model):
    """A level of the ladder: a body, or people of both sides by role, with its days."""

    room_path = "ladder__room"

    ladder = models.ForeignKey(Ladder, models.CASCADE, related_name="rungs")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("level"), max_length=140)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="empty: the executive sponsors",
    )  # fmt: skip
    days = models.PositiveSmallIntegerField(_("days"), default=10)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["ladder", "position"], name="rung_once")]

    def __str__(self) -> str:
        return self.name


class Escalation(Roomed, Versioned):
    """A matter with both sides' positions. The clock starts at the written presentation.

    `ladder` keeps the levels, days and holidays as they were agreed when it started; `clock` from
    which level and moment it runs, and when it stood still. So a list needs nothing but the rows.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        OPEN = "open", _("open")
        DECIDED = "decided", _("decided")
        FINAL_SAY = "final_say", _("decided by final say")
        RETURNED = "returned", _("returned with advice")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title = models.CharField(_("matter"), max_length=200)
    situation = models.TextField(_("situation"), max_length=8000, blank=True)
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("kind of matter"),
    )  # fmt: skip
    source_kind = models.CharField(max_length=20, blank=True, help_text="decision, action …")
    source_id = models.BigIntegerField(null=True, blank=True)
    ladder = models.JSONField(default=dict)
    clock = models.JSONField(default=dict, editable=False)
    presented_at = models.DateTimeField(_("presented in writing"), null=True, blank=True)
    presented_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(default=0, help_text="position of the rung it is on")
    level_since = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    outcome = models.TextField(_("outcome"), max_length=8000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    raised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class Standpoint(Versioned):
    """What one partner holds, why, and what it would accept. Side by side with the other's."""

    room_path = "escalation__room"

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="standpoints")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    holds = models.TextField(_("what we hold"), max_length=4000)
    why = models.TextField(_("why"), max_length=4000, blank=True)
    accepts = models.TextField(_("what would be acceptable"), max_length=4000, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("partner__position", "id")
        constraints = [
            models.UniqueConstraint(fields=["escalation", "partner"], name="one_standpoint")
        ]

    def __str__(self) -> str:
        return self.holds if len(self.holds) <= 100 else f"{self.holds[:99]}…"


class Climb(models.Model):
    """A step of the way: presented, up a level, reminded, paused, resumed, ended.

    Nobody's (`person` empty) are the moves up that the clock made.
    """

    class Act(models.TextChoices):
        PRESENTED = "presented", _("presented in writing")
        ASKED = "asked", _("wants it one level up")
        UP = "up", _("moved up")
        REMINDED = "reminded", _("reminded")
        PAUSED = "paused", _("clock stopped")
        RESUMED = "resumed", _("clock runs again")
        ENDED = "ended", _("ended")

    room_path = "escalation__room"

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="climbs")
    act = models.CharField(max_length=10, choices=Act.choices)
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(_("why"), max_length=1000, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "level"], condition=Q(act="up"), name="up_once_to_a_level"
            ),
            models.UniqueConstraint(
                fields=["escalation", "level", "partner"],
                condition=Q(act="asked"),
                name="asked_up_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.level}"
