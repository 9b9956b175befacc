"""One escalation: where it stands, both sides, the way so far, who must act."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.http import Http404
from msgspec import Struct

from allied.alliances.models import Alliance, Partner
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor
from allied.notes import subjects
from allied.people.models import Person

from ...models import Climb, Decision, Escalation, Standpoint
from ..clock import Level, Where, last_days, where
from ..ends import final_speaker, may_be_withdrawn_by, may_return, may_say_finally
from .acting import people_of_level


class Side(Struct, frozen=True):
    partner: Partner
    point: Standpoint | None
    is_own: bool
    wants_up: bool


class Stage(Struct, frozen=True):
    """A level on the way: passed, the one it is on, or above."""

    level: Level
    mark: str
    last_day: date | None


class Ends(Struct, frozen=True):
    """What the actor's side may end it with, the actor's permission apart."""

    decide: bool
    say_finally: bool
    send_back: bool
    withdraw: bool


class EscalationPage(Struct, frozen=True):
    where: Where | None
    sides: Sequence[Side]
    stages: Sequence[Stage]
    climbs: Sequence[tuple[Climb, str]]
    acting: Sequence[Person]
    source: str | None
    source_url: str
    speaker: Partner | None
    ends: Ends

    @property
    def own(self) -> Side | None:
        return next((side for side in self.sides if side.is_own), None)


def escalation_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Escalation:
    """404 where the actor sees no such escalation."""
    rows = Escalation.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    row: Escalation | None = rows.select_related(
        "alliance", "room__partner__company", "matter", "decision", "raised_by__company",
        "presented_by__company",
    ).first()  # fmt: skip
    if row is None:
        raise Http404
    return row


def escalation_page(actor: Actor, row: Escalation) -> EscalationPage:
    """Five queries at most, and what its source asks."""
    stands = where(row)
    climbs = list(
        Climb.objects.visible_to(actor)
        .filter(escalation=row)
        .exclude(act=Climb.Act.REMINDED)
        .select_related("person__company", "partner__company")
    )
    partners = partners_of(row.alliance)
    own = actor.seats[row.alliance_id].partner_id
    acting = people_of_level(row, stands.level) if stands and row.is_open else []
    label, address = _source(actor, row)
    says = final_speaker(row)
    return EscalationPage(
        where=stands, sides=_sides(actor, row, partners, _asked(climbs, stands)),
        stages=_stages(row, stands), climbs=_named(climbs, stands), acting=acting, source=label,
        source_url=address, speaker=next((p for p in partners if p.pk == says), None),
        ends=_ends(actor, row, own, stands),
    )  # fmt: skip


def standpoint_of(actor: Actor, row: Escalation) -> Standpoint | None:
    """What the actor's own side holds so far."""
    side = actor.seats[row.alliance_id].partner_id
    points = Standpoint.objects.visible_to(actor)
    found: Standpoint | None = points.filter(escalation=row, partner=side).first()
    return found


def decision_asked(actor: Actor, alliance: Alliance, pk: int) -> Decision | None:
    """The decision whose words an escalation begins with."""
    rows = Decision.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    found: Decision | None = rows.first()
    return found


def usable_decisions(actor: Actor, row: Escalation, level: Level) -> list[Decision]:
    """Open ones of the body of the level, and what it took since the presentation."""
    rows = Decision.objects.visible_to(actor).filter(room=row.room_id, body=level.body_id)
    since = Q(state=Decision.State.TAKEN, taken_at__gte=row.presented_at)
    return list(rows.filter(Q(state=Decision.State.OPEN) | since).order_by("-number")[:200])


def _sides(
    actor: Actor, row: Escalation, partners: Sequence[Partner], asked: set[int | None]
) -> list[Side]:
    own = actor.seats[row.alliance_id].partner_id
    points = Standpoint.objects.visible_to(actor).filter(escalation=row)
    by_partner = {point.partner_id: point for point in points.select_related("person__company")}
    return [
        Side(partner, by_partner.get(partner.pk), partner.pk == own, partner.pk in asked)
        for partner in partners
        if partner.left_on is None or partner.pk in by_partner
    ]


def _asked(climbs: Sequence[Climb], stands: Where | None) -> set[int | None]:
    """The partners that want it up from the level it is on."""
    level = stands.level.place if stands else 0
    return {c.partner_id for c in climbs if c.act == Climb.Act.ASKED and c.level == level}


def _stages(row: Escalation, stands: Where | None) -> list[Stage]:
    if stands is None:
        return []
    ends, here = last_days(row), stands.level.place
    marks = {True: "passed", False: "above"}
    return [
        Stage(
            level, "here" if level.place == here else marks[level.place < here],
            ends.get(level.place),
        )
        for level in stands.levels
    ]  # fmt: skip


def _named(climbs: Sequence[Climb], stands: Where | None) -> list[tuple[Climb, str]]:
    names = [level.name for level in stands.levels] if stands else []
    return [(c, names[c.level] if c.level < len(names) else "") for c in climbs]


def _source(actor: Actor, row: Escalation) -> tuple[str | None, str]:
    if not row.source_kind or row.source_id is None:
        return None, ""
    label = subjects.label_of(actor, row.alliance, row.source_kind, row.source_id)
    if label is None:
        return None, ""
    return label, subjects.url_of(row.alliance, row.source_kind, row.source_id)


def _ends(actor: Actor, row: Escalation, own: int, stands: Where | None) -> Ends:
    is_open = row.is_open
    is_going_on = is_open or row.state == Escalation.State.DRAFT
    return Ends(
        decide=is_open,
        say_finally=is_open and may_say_finally(row, own, stands),
        send_back=is_open and may_return(row, own, stands),
        withdraw=is_going_on and may_be_withdrawn_by(actor, row),
    )
