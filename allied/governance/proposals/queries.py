"""Reads of proposals: the list, one with its way and what the measure did since, what waits."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from msgspec import Struct

from allied.alliances.models import Alliance, Role
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared
from allied.foundation.access.together import Question
from allied.scorecard.formats import full_text
from allied.scorecard.models import Initiative, Measure, Reading
from allied.scorecard.yardsticks import period_label

from ..models import BodyMember, Proposal, ProposalStep

JOINED = (
    "alliance", "room", "objective__theme", "measure__alliance", "team__theme", "team__parent",
    "body", "decision__chosen", "initiative", "by__company",
)  # fmt: skip
MOST = 300


class Value(Struct, frozen=True):
    """A reading as it is written, and of which period."""

    shown: str
    period: str


class Effect(Struct, frozen=True):
    """What was expected of the measure, and what it did since. No word of what caused it."""

    expected: str
    start: Value | None
    now: Value | None
    moved: str


def proposals_of(actor: Actor, alliance: Alliance, state: str = "") -> list[Proposal]:
    """The latest on top. One query."""
    rows = Proposal.objects.visible_to(actor).filter(alliance=alliance)
    if state == "open":
        rows = rows.filter(state__in=["suggested", "taken_up", "put_forward"])
    elif state:
        rows = rows.filter(state=state)
    return list(rows.select_related("objective__theme", "team", "by__company")[:MOST])


def proposal_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Proposal:
    """The proposal, or 404."""
    rows = Proposal.objects.visible_to(actor).filter(alliance=alliance)
    row: Proposal = get_object_or_404(rows.select_related(*JOINED), pk=pk)
    return row


def steps_of(proposal: Proposal) -> list[ProposalStep]:
    return list(ProposalStep.objects.filter(proposal=proposal))


def effect_of(actor: Actor, proposal: Proposal) -> Effect | None:
    """Two queries at most; None where it names no measure, or one of a room that is shut."""
    measure = proposal.measure
    if measure is None or measure.room_id not in actor.room_ids:
        return None
    expected = ""
    if proposal.change is not None:
        expected = _signed(measure, proposal.change)
    began = _began(proposal)
    if began is None:
        return Effect(expected, None, None, "")
    rows = Reading.objects.filter(measure=measure, is_current=True).order_by("-period_start")
    start, now = rows.filter(period_start__lte=began).first(), rows.first()
    moved = ""
    if start and now and now.pk != start.pk:
        moved = _signed(measure, now.value - start.value)
    return Effect(expected, _value(measure, start), _value(measure, now), moved)


def _began(proposal: Proposal) -> date | None:
    """The day from which an effect could be seen: the initiative's first, else the approval."""
    initiative = proposal.initiative
    if initiative is None:
        return None
    taken = proposal.decision.taken_at if proposal.decision else None
    approved = timezone.localdate(taken) if taken else None
    return initiative.starts_on or approved or timezone.localdate(proposal.at)


def _value(measure: Measure, reading: Reading | None) -> Value | None:
    if reading is None:
        return None
    shown = full_text(reading.value, measure.kind, measure.unit, measure.currency)
    month = measure.alliance.fiscal_start_month
    return Value(shown, period_label(measure.frequency, reading.period_start, month))


def _signed(measure: Measure, change: Decimal) -> str:
    """+5 %, −8 days: in the measure's unit; of a date in days."""
    kind, unit = measure.kind, measure.unit
    if kind == "date":
        kind, unit = "duration", ""
    elif kind == "yes_no":
        kind, unit = "number", ""
    sign = "+" if change > 0 else ""
    return sign + full_text(change, kind, unit, measure.currency)


def proposals_waiting(actor: Actor, alliances: Collection[Alliance]) -> list[Proposal]:
    """Suggested or taken up, and the person's team, or as theme leader, is to move them on."""
    found: list[Proposal] = proposals_asked(actor, alliances).answer(actor)
    return found


def proposals_asked(actor: Actor, alliances: Collection[Alliance]) -> Question:
    given = {
        "here": [row.pk for row in alliances],
        "managed": [a.pk for a in alliances if actor.holds(a.pk, Role.ALLIANCE_MANAGER)],
        "today": timezone.localdate(),
    }
    return Question(_WAITING, given, lambda rows: sorted(rows, key=lambda row: (row.at, row.pk)))


def _waiting(
    actor: Actor, *, here: Sequence[int], managed: Sequence[int], today: date
) -> QuerySet[Any]:
    me = actor.person_id or 0
    seats = BodyMember.objects.on(today).filter(body=OuterRef("team"), person=me)
    mine = Q(Exists(seats)) | Q(team__theme__leader=me) | Q(team__isnull=True, alliance__in=managed)
    rows = Proposal.objects.visible_to(actor).filter(
        mine, alliance__in=here, state__in=["suggested", "taken_up"]
    )
    shown = rows.select_related("alliance", "team", "room").only(
        "title", "state", "at", "alliance__name", "alliance__slug", "team__name", "room__partner"
    )
    return shown.order_by("at", "pk")[:30]


_WAITING: Final = Prepared(_waiting)


def proposal_of(actor: Actor, initiative: Initiative) -> Proposal | None:
    """Where an initiative comes from."""
    rows: Any = Proposal.objects.visible_to(actor).filter(initiative=initiative)
    found: Proposal | None = rows.first()
    return found


def measures_of(actor: Actor, alliance: Alliance, *, joint_only: bool) -> Sequence[Measure]:
    """The measures that a proposal of the room may be to move, by objective."""
    rows = Measure.objects.visible_to(actor).filter(
        alliance=alliance, removed_at=None, objective__removed_at=None
    )
    if joint_only:
        rows = rows.filter(room_id=actor.seats[alliance.pk].joint_room_id)
    return list(rows.select_related("objective").order_by("objective__title", "name"))
