"""One decision with all that hangs on it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.keys import number_in
from allied.scorecard.models import Measure
from allied.scorecard.queries.measure_rows import measure_row
from allied.scorecard.queries.rows import MeasureRow

from ...models import Action, Ballot, Decision, Ground, LookBack, Meeting, Option
from ..tallying import Stood, explained, rule_in_words, who_stood_how
from .log import Wanted, days_taken, found, in_order
from .waiting import look_back_due

JOINED = (
    "alliance", "room", "body__room", "matter", "owner__company", "raised_by__company",
    "recorded_by__company", "meeting__body", "chosen", "recommended", "recommended_by__company",
    "supersedes", "superseded_by",
)  # fmt: skip


class GroundShown(Struct, frozen=True):
    """What it rests on; of a measure also how it stands."""

    ground: Ground
    row: MeasureRow | None = None


class Chained(Struct, frozen=True):
    """An older or later decision of the same matter."""

    pk: int
    number: int
    title: str
    state: str
    taken_at: Any


class DecisionPage(Struct, frozen=True):
    decision: Decision
    today: date
    options: Sequence[Option]
    grounds: Sequence[GroundShown]
    ballots: Sequence[Ballot]
    look_backs: Sequence[LookBack]
    look_back_on: date | None
    actions: Sequence[Action]
    chain: Sequence[Chained]

    @property
    def is_open(self) -> bool:
        return self.decision.state == Decision.State.OPEN

    @property
    def waits(self) -> int:
        return max((self.today - timezone.localdate(self.decision.raised_at)).days, 0)

    @property
    def took(self) -> int | None:
        return days_taken(self.decision)

    @property
    def is_late(self) -> bool:
        due = self.decision.due_on
        return self.is_open and due is not None and due < self.today

    @property
    def is_contested(self) -> bool:
        return any(ballot.answer == Ballot.Answer.NO for ballot in self.ballots) or (
            len({ballot.option_id for ballot in self.ballots if ballot.answer == "yes"}) > 1
        )

    @property
    def rule_in_words(self) -> str:
        return rule_in_words(self.decision.rule)

    @property
    def explained(self) -> list[str]:
        return explained(self.decision.rule)

    @property
    def stood(self) -> Sequence[Stood]:
        """Who stood how, as it was."""
        return who_stood_how(self.decision.rule)

    @property
    def is_looked_back_due(self) -> bool:
        return self.look_back_on is not None and self.look_back_on <= self.today


def decision_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Decision:
    """The decision, or 404."""
    rows = Decision.objects.visible_to(actor).filter(alliance=alliance)
    row: Decision = get_object_or_404(rows.select_related(*JOINED), pk=pk)
    return row


def option_of(decision: Decision, pk: str) -> Option | None:
    """One of its options by the number that a form sent."""
    number = number_in(pk)
    if number is None:
        return None
    return Option.objects.filter(decision=decision, pk=number).first()


def meetings_to_name(actor: Actor, decision: Decision) -> list[Meeting]:
    """Meetings in which it may have been taken: the latest ones of its body that have begun."""
    if decision.body is None:
        return []
    rows = Meeting.objects.visible_to(actor).filter(
        body=decision.body, starts_at__lte=timezone.now()
    )
    return list(rows.exclude(state=Meeting.State.CANCELLED).select_related("body")[:12])


def page_of(actor: Actor, decision: Decision) -> DecisionPage:
    """All that the page shows, in nine queries."""
    hung = {"decision": decision}
    actions = Action.objects.visible_to(actor).filter(**hung).select_related("owner__company")
    looks = LookBack.objects.filter(**hung)
    return DecisionPage(
        decision=decision,
        today=decision.alliance.today(),
        options=list(Option.objects.filter(**hung)),
        grounds=_grounds(actor, decision),
        ballots=list(
            Ballot.objects.filter(superseded_at=None, **hung).select_related(
                "partner__company", "option"
            )
        ),
        look_backs=list(looks),
        look_back_on=look_back_due(decision),
        actions=list(actions),
        chain=_chain(actor, decision),
    )


def _grounds(actor: Actor, decision: Decision) -> list[GroundShown]:
    rows = list(
        Ground.objects.filter(decision=decision).select_related(
            "objective__theme", "initiative__objective"
        )
    )
    rows = [row for row in rows if not _is_hidden(actor, row)]
    lights = _lights(actor, decision, [row.measure_id for row in rows if row.measure_id])
    return [GroundShown(row, lights.get(row.measure_id)) for row in rows
            if row.measure_id is None or row.measure_id in lights]  # fmt: skip


def _is_hidden(actor: Actor, ground: Ground) -> bool:
    """Something of a room that is shut in this view."""
    return any(
        record is not None and record.room_id not in actor.room_ids
        for record in (ground.objective, ground.initiative)
    )


def _lights(actor: Actor, decision: Decision, pks: list[int]) -> dict[int | None, MeasureRow]:
    if not pks:
        return {}
    today = decision.alliance.today()
    rows = Measure.objects.visible_to(actor).filter(pk__in=pks)
    joined = rows.select_related("alliance", "owner", "standing__judged_by", "objective")
    lights: dict[int | None, MeasureRow] = {}
    for measure in joined.prefetch_related("statuses_by_hand"):
        hands = measure.statuses_by_hand.all()
        live = next((h for h in hands if h.ended_at is None and h.until >= today), None)
        lights[measure.pk] = measure_row(actor, measure, today, live)
    return lights


def _chain(actor: Actor, decision: Decision) -> list[Chained]:
    """All decisions of the same matter, the latest first; empty where it stands alone."""
    rows = Decision.objects.visible_to(actor).filter(room_id=decision.room_id)
    linked = rows.filter(supersedes__isnull=False) | rows.filter(superseded_by__isnull=False)
    chained = {
        pk: (older, Chained(pk, number, title, state, taken))
        for pk, older, number, title, state, taken in linked.values_list(
            "pk", "supersedes_id", "number", "title", "state", "taken_at"
        )
    }
    later = {older: pk for pk, (older, _shown) in chained.items() if older is not None}
    at: int | None = decision.pk
    while at in later:
        at = later[at]
    chain = []
    while at in chained:
        older, shown = chained[at]
        chain.append(shown)
        at = older
    return chain


def decisions_on(actor: Actor, alliance: Alliance, objective_id: int) -> list[Decision]:
    """Decisions that rest on the objective, its measures or its initiatives; open ones first."""
    return list(in_order(found(actor, alliance, Wanted(objective=objective_id)))[:20])
