"""Actions: what one person promised to do by a date."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Partner
from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.locking import Versioned
from allied.people.models import Person

from .bodies import Body
from .decisions import Decision
from .meetings import Meeting, Topic


class Action(Roomed, Versioned):
    """One owner, one day, one source."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    title = models.CharField(_("action"), max_length=300)
    details = models.TextField(_("details"), max_length=4000, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="actions", verbose_name=_("owner")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="+", help_text="the owner's side when it was promised"
    )
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(help_text="as promised first; a later day does not change it")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("body")
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="actions")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    source_kind = models.CharField(
        max_length=20, blank=True, help_text="another source: escalation, objective, risk …"
    )
    source_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    ended_on = models.DateField(_("done on"), null=True, blank=True)
    ended_note = models.CharField(_("what came of it"), max_length=1000, blank=True)
    promised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    promised_at = models.DateTimeField(default=timezone.now)
    reminded_on = models.DateField(null=True, blank=True, help_text="of the last reminder by mail")
    key = models.UUIDField(
        null=True, blank=True, help_text="made where it is typed: sent twice, written once"
    )
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("due_on", "id")
        indexes = [
            models.Index(fields=["alliance", "state", "due_on"]),
            models.Index(fields=["owner", "state", "due_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "key"], condition=Q(key__isnull=False), name="action_written_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class DayMoved(models.Model):
    """A due day that was moved, by whom and why: seen beside the promise."""

    room_path = "action__room"

    action = models.ForeignKey(Action, models.CASCADE, related_name="moves")
    before = models.DateField()
    after = models.DateField()
    why = models.CharField(_("why"), max_length=500)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "days moved"

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
