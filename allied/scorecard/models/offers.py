"""How a target is agreed: what one partner offers, and what the others say to it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Partner
from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.locking import Versioned
from allied.people.models import Person

from .measures import Measure
from .targets import Target, TargetTerms


class Offer(Roomed, Versioned, TargetTerms):
    """A target that one partner offers from a day on. Once put forward it is never edited.

    A draft lives in the room of its side and may be changed; put forward, it moves to the joint
    room. `target_set` is the row in force that was typed before it was agreed, or that the
    agreement made. Without a partner it was set on the server, for no side.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        COUNTERED = "countered", _("countered")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="offers")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    comment = models.CharField(_("comment"), max_length=2000, blank=True)
    answers = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="answered_by"
    )
    target_set = models.ForeignKey(Target, models.SET_NULL, null=True, related_name="offers")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("made_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "valid_from", "room"],
                condition=Q(state__in=["draft", "open"]),
                name="one_live_offer_from_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} from {self.valid_from}"


class Reply(models.Model):
    """What one partner said to an offer, beside a counter-offer, which is an offer itself."""

    class Verdict(models.TextChoices):
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")

    room_path = "offer__room"

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="replies")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    comment = models.CharField(_("comment"), max_length=2000, blank=True)
    said_at = models.DateTimeField(default=timezone.now)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("said_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["offer", "partner"], name="one_reply_of_a_partner")
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.verdict}"
