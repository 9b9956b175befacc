"""Proposals: from anyone in a team to an initiative that remembers where it came from."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.locking import Versioned
from allied.people.models import Person
from allied.scorecard.models import Initiative, Measure
from allied.strategy.models import Objective

from .bodies import Body
from .decisions import Decision, Option


class Proposal(Roomed, Versioned):
    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        TAKEN_UP = "taken_up", _("taken up")
        PUT_FORWARD = "put_forward", _("before the body")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title = models.CharField(_("proposal"), max_length=200)
    text = models.TextField(_("what to do"), max_length=8000, blank=True)
    why = models.TextField(_("what it is good for"), max_length=4000, blank=True)
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="proposals",
        help_text="the measure it is to move",
    )  # fmt: skip
    change = models.DecimalField(
        _("by how much"), max_digits=30, decimal_places=10, null=True, blank=True
    )
    team = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="proposals",
        help_text="the team that takes it up or declines it",
    )  # fmt: skip
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="the body that may approve it",
    )  # fmt: skip
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    approving = models.ForeignKey(
        Option, models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="the answer of the decision that approves it",
    )  # fmt: skip
    initiative = models.OneToOneField(
        Initiative, models.PROTECT, null=True, blank=True, related_name="proposal"
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUGGESTED)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="proposals")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class ProposalStep(models.Model):
    """One step of a proposal's way, with the reason."""

    room_path = "proposal__room"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=Proposal.State.choices)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.state
