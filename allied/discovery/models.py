"""From voices to objectives: interviews, passages, candidates, and the workshop that sorts them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Partner
from allied.alliances.rooms import Roomed, RoomedQuerySet
from allied.foundation.access.locking import Versioned
from allied.people.models import Person
from allied.strategy.models import Objective, Perspective, Theme

ANSWER_LIMIT = 20_000
PASSAGE_LIMIT = 2_000


class Guide(Roomed, Versioned):
    """The questions that an interview starts with, one a line. One for each room at most."""

    questions = models.TextField(_("questions"), max_length=6000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room"], name="one_guide_per_room")]

    def __str__(self) -> str:
        return str(_("guide"))


class Interview(Roomed, Versioned):
    """A talk with an executive of one partner: a person of the alliance, or a role alone."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    executive = models.CharField(_("executive"), max_length=140, blank=True)
    held_on = models.DateField(_("held on"))
    interviewer = models.CharField(_("interviewer"), max_length=140, blank=True)
    is_illustrative = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("-held_on", "-id")

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        return self.person.name if self.person else self.executive


class Answer(Versioned):
    """A question of an interview and what was said to it. An empty text: not answered."""

    room_path = "interview__room"

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=300)
    text = models.TextField(_("answer"), max_length=ANSWER_LIMIT, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.question


class State(models.TextChoices):
    """What became of a candidate."""

    CANDIDATE = "candidate", _("candidate")
    TAKEN = "taken", _("on the map")
    MERGED = "merged", _("merged into another")
    SET_ASIDE = "set_aside", _("set aside")


class Candidate(Roomed, Versioned):
    """What may become an objective, with the band and the theme somebody suggests for it."""

    title = models.CharField(_("title"), max_length=140)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    perspective = models.ForeignKey(
        Perspective, models.PROTECT, null=True, blank=True, related_name="+"
    )
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.CANDIDATE)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_illustrative = models.BooleanField(default=False)
    raised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("title", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == State.CANDIDATE


class Passage(Roomed, Versioned):
    """Words of an answer, gathered under a candidate or not yet.

    It keeps its own copy of what was said and by whom: it can be shared without its interview, and
    stays what it was where the answer is edited later. It lives in our room unless the interview
    and the candidate are both joint, or somebody shared it.
    """

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="passages")
    candidate = models.ForeignKey(
        Candidate, models.SET_NULL, null=True, blank=True, related_name="passages"
    )
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    voice = models.CharField(_("voice"), max_length=140)
    said_on = models.DateField()
    start = models.PositiveIntegerField(help_text="first character in the answer, from 0")
    text = models.TextField(_("passage"), max_length=PASSAGE_LIMIT)
    marked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    opens_interview = False  # whether the reader may open the interview; set by the queries

    class Meta:
        ordering = ("partner__position", "id")

    def __str__(self) -> str:
        return self.text if len(self.text) <= 100 else f"{self.text[:99]}…"


class Stage(models.TextChoices):
    PREPARED = "prepared", _("being prepared")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Workshop(Roomed, Versioned):
    """A board on which the people of the room sort the candidates into themes and bands.

    `tick` goes up with everything that happens on the board: a screen asks by it what is new.
    """

    name = models.CharField(_("name"), max_length=140)
    held_on = models.DateField(_("held on"))
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PREPARED)
    is_voting = models.BooleanField(default=False)
    votes_each = models.PositiveSmallIntegerField(_("votes each"), default=5)
    tick = models.PositiveIntegerField(default=0)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("-held_on", "-id")

    def __str__(self) -> str:
        return self.name


class Card(Versioned):
    """A candidate on the board of a workshop; without band or theme it lies in the tray."""

    room_path = "workshop__room"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="cards")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="cards")
    perspective = models.ForeignKey(
        Perspective, models.PROTECT, null=True, blank=True, related_name="+"
    )
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    moved_by = models.CharField(max_length=200, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "candidate"], name="candidate_once_in_workshop"
            )
        ]

    def __str__(self) -> str:
        return str(self.candidate)


class Move(models.Model):
    """One acknowledged act on the board, in order: the workshop's record, never changed."""

    room_path = "workshop__room"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="moves")
    card = models.ForeignKey(Card, models.CASCADE, related_name="moves")
    tick = models.PositiveIntegerField()
    card_version = models.PositiveIntegerField(help_text="the version of the card it made")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    act = models.CharField(max_length=10, help_text="add, move, merge or take_off")
    perspective = models.ForeignKey(Perspective, models.PROTECT, null=True, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="+")
    onto = models.ForeignKey(Card, models.CASCADE, null=True, related_name="+")

    objects = RoomedQuerySet.as_manager()

    class Meta:
        ordering = ("-tick", "-id")
        constraints = [
            models.UniqueConstraint(fields=["card", "card_version"], name="one_move_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.card_id}"


class Vote(models.Model):
    """How many of a person's votes lie on a card."""

    room_path = "workshop__room"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="votes")
    card = models.ForeignKey(Card, models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField(default=1)

    objects = RoomedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "person"], name="one_vote_row_per_card"),
            models.CheckConstraint(condition=Q(count__gt=0), name="a_vote_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.card_id}"
