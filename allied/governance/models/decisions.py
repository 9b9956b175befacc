"""The decision log, superseded and never edited; beside it the journal, its author's alone."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Alliance, Partner
from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.locking import Versioned
from allied.people.models import Person
from allied.scorecard.models import Initiative, Measure
from allied.strategy.models import Objective

from .bodies import Body, Matter
from .meetings import Meeting, Topic


class Importance(models.IntegerChoices):
    MINOR = 1, _("minor")
    SMALL = 2, _("small")
    MODERATE = 3, _("moderate")
    GREAT = 4, _("great")
    DECISIVE = 5, _("decisive")


class Decision(Roomed, Versioned):
    """A question on its way to an answer. Once taken, only a later decision supersedes it."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("taken")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Reversibility(models.TextChoices):
        REVERSIBLE = "reversible", _("reversible")
        COSTLY = "costly", _("reversible at a cost")
        FINAL = "final", _("cannot be reversed")

    number = models.PositiveIntegerField(help_text="counts up within a room, from 1")
    title = models.CharField(_("decision"), max_length=200)
    situation = models.TextField(_("situation"), max_length=8000, blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="decisions",
        verbose_name=_("body"),
    )  # fmt: skip
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("matter")
    )
    amount = models.DecimalField(
        _("amount"), max_digits=30, decimal_places=10, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    importance = models.PositiveSmallIntegerField(
        _("importance"), choices=Importance.choices, default=Importance.MODERATE
    )
    reversibility = models.CharField(
        _("reversibility"), max_length=10, choices=Reversibility.choices,
        default=Reversibility.REVERSIBLE,
    )  # fmt: skip
    raised_at = models.DateTimeField(_("raised"), default=timezone.now)
    raised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )

    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    decided = models.TextField(_("what was decided"), max_length=8000, blank=True)
    recommended = models.ForeignKey(
        "Option", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("recommended"),
    )  # fmt: skip
    recommended_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("recommended by"),
    )  # fmt: skip
    recommended_why = models.CharField(_("why it is recommended"), max_length=300, blank=True)
    chosen = models.ForeignKey("Option", models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions",
        help_text="at which it was taken",
    )  # fmt: skip
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    rule = models.JSONField(
        default=dict, editable=False,
        help_text="rule, quorum, votes and outcome as they were, by pure/voting",
    )  # fmt: skip
    deciders = models.JSONField(default=list, help_text="who decided, by name at the time")
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_the_spot = models.BooleanField(
        _("on the spot"), default=False, help_text="at the first meeting that saw it"
    )
    toss = models.JSONField(default=dict, editable=False, help_text="the coin, if it was tossed")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    withdrawn_why = models.CharField(max_length=500, blank=True)
    look_back_on = models.DateField(
        _("look back on"), null=True, blank=True, help_text="chosen when it was taken"
    )
    key = models.UUIDField(
        null=True, blank=True, help_text="made where it is typed: sent twice, written once"
    )
    is_illustrative = models.BooleanField(default=False)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="decision_number_once"),
            models.UniqueConstraint(
                fields=["room", "key"], condition=Q(key__isnull=False), name="decision_written_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"]) | Q(taken_at__isnull=False),
                name="taken_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["alliance", "state", "-number"])]

    def __str__(self) -> str:
        return self.title


class Option(Versioned):
    """A way that is or was open, with what speaks for and against it."""

    room_path = "decision__room"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="options")
    title = models.CharField(_("option"), max_length=200)
    for_it = models.TextField(_("for it"), max_length=4000, blank=True)
    against_it = models.TextField(_("against it"), max_length=4000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title


class Ground(models.Model):
    """What a decision rests on: an objective, a measure, an initiative, or words."""

    room_path = "decision__room"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="grounds")
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    text = models.CharField(_("in words"), max_length=500, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.objective or self.measure or self.initiative or self.text)


class Ballot(models.Model):
    """How one person stood. A change before the decision is taken is a new row."""

    class Answer(models.TextChoices):
        YES = "yes", _("for it")
        NO = "no", _("against it")
        ABSTAIN = "abstain", _("abstains")

    room_path = "decision__room"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="ballots")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, help_text="at the time")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    option = models.ForeignKey(
        Option, models.CASCADE, null=True, blank=True, related_name="+",
        help_text="what a yes is for; empty: what was put to the vote",
    )  # fmt: skip
    why = models.CharField(_("why"), max_length=1000, blank=True)
    is_own = models.BooleanField(
        default=True, help_text="said by the person; else written down with the decision"
    )
    at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.name}: {self.answer}"


class LookBack(models.Model):
    """How a decision turned out, as somebody saw it on a day. A later look is another row."""

    class Outcome(models.TextChoices):
        BETTER = "better", _("better than expected")
        AS_EXPECTED = "as_expected", _("as expected")
        WORSE = "worse", _("worse than expected")
        TOO_EARLY = "too_early", _("too early to say")

    room_path = "decision__room"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="look_backs")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    text = models.TextField(_("what happened"), max_length=4000, blank=True)
    again_on = models.DateField(_("look back again on"), null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d}"


class JournalEntryQuerySet(models.QuerySet["JournalEntry"]):
    def visible_to(self, actor: Actor) -> "JournalEntryQuerySet":
        """Its author's alone, in the author's own view: no role, company or export opens it."""
        if actor.person_id is None or actor.view is not View.OURS or actor.token_id is not None:
            return self.none()
        return self.filter(person_id=actor.person_id, alliance_id__in=actor.alliance_ids)


class JournalEntry(Versioned):
    """How a decision felt before and after, what surprised, how people reacted."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="journal")
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(_("about"), max_length=200)
    before = models.TextField(_("how it felt before"), max_length=8000, blank=True)
    after = models.TextField(_("how it felt after"), max_length=8000, blank=True)
    surprised = models.TextField(_("what surprised"), max_length=8000, blank=True)
    reactions = models.TextField(_("how people reacted"), max_length=8000, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "journal entries"

    def __str__(self) -> str:
        return self.title
