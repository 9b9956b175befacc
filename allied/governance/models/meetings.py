"""Meetings: planned, prepared, held, put into minutes, signed off by both sides and locked."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Partner
from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.locking import Versioned
from allied.foundation.access.zones import zone_of
from allied.people.models import Person
from allied.scorecard.models import Review

from .bodies import Body, BodyMember


class Meeting(Roomed, Versioned):
    """One meeting of a body. `tick` goes up with everything that happens on its page."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        AGREED = "agreed", _("agenda agreed")
        UNDER_WAY = "under_way", _("under way")
        ENDED = "ended", _("minutes to sign off")
        SIGNED_OFF = "signed_off", _("signed off")
        CANCELLED = "cancelled", _("cancelled")

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    name = models.CharField(_("name"), max_length=140, blank=True)
    changed_at = models.DateTimeField(
        default=timezone.now, help_text="of what a calendar file says: its stamp"
    )
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=90)
    timezone = models.CharField(_("time zone"), max_length=60, default="UTC")
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    state_reason = models.CharField(max_length=500, blank=True, help_text="why it was cancelled")
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="the scorecard as this meeting saw it",
    )  # fmt: skip
    sequence = models.PositiveIntegerField(default=0, help_text="of the calendar invitation")
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="when the agreed agenda first went out to the members"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    tick = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    signed_minutes = models.JSONField(
        default=dict, editable=False,
        help_text="the minutes as every partner signed them: what is shown from then on",
    )  # fmt: skip
    is_illustrative = models.BooleanField(default=False)

    taken_back: Sequence[str] = ()  # whose agreement the change just made took back; not kept

    class Meta:
        ordering = ("-starts_at", "-id")
        indexes = [models.Index(fields=["alliance", "starts_at"])]

    def __str__(self) -> str:
        return self.name or f"{self.body}, {self.starts_at:%Y-%m-%d}"

    @property
    def title(self) -> str:
        return self.name or str(self.body)

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.timezone)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_prepared(self) -> bool:
        """Before it begins: its agenda is written and agreed."""
        return self.state in {self.State.PLANNED, self.State.AGREED}

    @property
    def is_locked(self) -> bool:
        return self.state in {self.State.SIGNED_OFF, self.State.CANCELLED}


class Topic(Versioned):
    """A point of the agenda, with the record it comes from where it wrote itself."""

    class Wanted(models.TextChoices):
        INFORM = "inform", _("inform")
        DISCUSS = "discuss", _("discuss")
        DECIDE = "decide", _("decide")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        CARRIED_OVER = "carried_over", _("carried over")

    room_path = "meeting__room"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="topics")
    title = models.CharField(_("topic"), max_length=200)
    why = models.TextField(_("why it is on the agenda"), max_length=2000, blank=True)
    source_kind = models.CharField(
        max_length=20, blank=True,
        help_text="objective, measure, decision, action, proposal, escalation, initiative",
    )  # fmt: skip
    source_id = models.BigIntegerField(null=True, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    wanted = models.CharField(
        _("wanted outcome"), max_length=8, choices=Wanted.choices, default=Wanted.DISCUSS
    )
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    author = models.CharField(max_length=200, blank=True, help_text="who added it, at the time")
    added_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True, blank=True)
    running_since = models.DateTimeField(
        null=True, blank=True, help_text="while it is the topic at hand"
    )
    used_seconds = models.PositiveIntegerField(default=0, help_text="before `running_since`")
    is_raised = models.BooleanField(
        default=False, help_text="raised in the meeting itself: nobody had prepared it"
    )
    key = models.UUIDField(
        null=True, blank=True, help_text="made where it is typed: sent twice, written once"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(running_since__isnull=False),
                name="one_topic_at_hand",
            ),
            models.UniqueConstraint(
                fields=["meeting", "source_kind", "source_id"],
                condition=Q(removed_at__isnull=True, source_id__isnull=False),
                name="source_once_on_agenda",
            ),
            models.UniqueConstraint(
                fields=["meeting", "key"],
                condition=Q(key__isnull=False),
                name="topic_raised_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """Added after the agreed agenda had gone out: not prepared, and marked so."""
        sent_at = self.meeting.sent_at
        return sent_at is not None and self.added_at > sent_at


class Paper(models.Model):
    """What members read before, beside the pack: a name and an address where it lies."""

    room_path = "meeting__room"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="papers")
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=1000)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class AgendaAgreement(models.Model):
    """One partner agrees to the agenda as it stands. A change of the agenda takes it back."""

    room_path = "meeting__room"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agreements")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "partner"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_agreement_to_agenda",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.at:%Y-%m-%d}"


class Attendance(Versioned):
    """Who was there: a member, an alternate for one, or a guest."""

    class Presence(models.TextChoices):
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    room_path = "meeting__room"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    member = models.ForeignKey(
        BodyMember, models.PROTECT, null=True, blank=True, related_name="attendance"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=140, help_text="at the time")
    presence = models.CharField(max_length=8, choices=Presence.choices, default=Presence.PRESENT)
    is_guest = models.BooleanField(_("guest"), default=False)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("is_guest", "partner__position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"],
                condition=Q(member__isnull=False),
                name="member_once_in_meeting",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MinuteEntry(Versioned):
    """A note of the meeting. `key` is made where it is typed: sent twice, it is written once."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        DISSENT = "dissent", _("dissent")

    class Stand(models.TextChoices):
        AGAINST = "no", _("against it")
        ABSTAINS = "abstain", _("abstains")

    room_path = "meeting__room"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="entries")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField(_("note"), max_length=10_000)
    whose = models.CharField(_("whose dissent"), max_length=140, blank=True)
    stand = models.CharField(
        _("how they stand"), max_length=7, choices=Stand.choices, blank=True,
        help_text="of a dissent",
    )  # fmt: skip
    member = models.ForeignKey(
        BodyMember, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="whose dissent it is, where they sit on the body: counted with the decision",
    )  # fmt: skip
    decision = models.ForeignKey(
        "Decision", models.SET_NULL, null=True, blank=True, related_name="dissent",
        help_text="that the dissent is about; empty: the next one under its topic",
    )  # fmt: skip
    key = models.UUIDField(default=uuid.uuid4)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "minute entries"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="entry_written_once")
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 100 else f"{self.text[:99]}…"


class SignOff(models.Model):
    """One partner's word on the minutes: signed off, or what must be corrected first."""

    class Answer(models.TextChoices):
        SIGNED = "signed", _("signed off")
        CORRECTION = "correction", _("asks for a correction")

    room_path = "meeting__room"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sign_offs")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="of the minutes that were read")
    at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "partner"],
                condition=Q(superseded_at__isnull=True),
                name="one_word_on_minutes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.answer}"


class Addendum(models.Model):
    """A correction of minutes that both sides had signed off. Never changed itself."""

    room_path = "meeting__room"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="addenda")
    text = models.TextField(_("addendum"), max_length=10_000)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "addenda"

    def __str__(self) -> str:
        return self.text if len(self.text) <= 100 else f"{self.text[:99]}…"
