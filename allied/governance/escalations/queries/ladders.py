"""The ladder in force, what is proposed instead, and one to begin with."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.http import Http404
from msgspec import Struct

from allied.agreement.queries import partners_asked
from allied.alliances.models import Alliance, Partner
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import allowed

from ...models import Body, BodyKind, Ladder, LadderAgreement, Rung
from ..steps import Step

USUAL = ((BodyKind.THEME_TEAM, 5), (BodyKind.PROJECT_TEAM, 5), (BodyKind.STEERING, 10))
SPONSORS_HAVE = 10


class Side(Struct, frozen=True):
    """One partner and whether it has agreed to a proposal."""

    partner: Partner
    agreement: LadderAgreement | None
    is_own: bool


class Ladders(Struct, frozen=True):
    """All ladders of the joint room: in force, proposed with the side of each, and what ended."""

    in_force: Ladder | None
    proposed: Ladder | None
    sides: Sequence[Side]
    ended: Sequence[Ladder]

    @property
    def last(self) -> int:
        """The number of the latest; 0 where there is none."""
        rows = [row for row in (self.in_force, self.proposed, *self.ended) if row]
        return max((row.number for row in rows), default=0)

    @property
    def own(self) -> Side | None:
        return next((side for side in self.sides if side.is_own), None)


def _ladders(actor: Actor, alliance: Alliance) -> Any:
    """Of the joint room, whatever the view."""
    return Ladder.objects.visible_to(actor).filter(alliance=alliance, room__partner=None)


def ladder_of(actor: Actor, alliance: Alliance) -> Ladder | None:
    """The one in force, with its `rungs`. Two queries."""
    rows = _with_rungs(actor, _ladders(actor, alliance))
    found: Ladder | None = rows.filter(state=Ladder.State.IN_FORCE).first()
    return found


def ladders_of(actor: Actor, alliance: Alliance) -> Ladders:
    """Five queries, however many there were."""
    agreements = LadderAgreement.objects.visible_to(actor).select_related("partner__company")
    rows = list(
        _with_rungs(actor, _ladders(actor, alliance)).prefetch_related(
            "final_matters", Prefetch("agreements", agreements)
        )
    )
    by_state = {row.state: row for row in reversed(rows)}
    proposed = by_state.get(Ladder.State.PROPOSED)
    here = (Ladder.State.PROPOSED, Ladder.State.IN_FORCE)
    return Ladders(
        by_state.get(Ladder.State.IN_FORCE), proposed, _sides(actor, alliance, proposed),
        [row for row in rows if row.state not in here],
    )  # fmt: skip


def ladder_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Ladder:
    """404 where the actor sees no such ladder."""
    found: Ladder | None = _ladders(actor, alliance).select_related("room").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.alliance = alliance
    return found


def _with_rungs(actor: Actor, rows: Any) -> Any:
    rungs = Rung.objects.visible_to(actor).select_related("body")
    joined = rows.select_related("final_say__company", "partner__company")
    return joined.prefetch_related(Prefetch("rungs", rungs))


def _sides(actor: Actor, alliance: Alliance, proposed: Ladder | None) -> list[Side]:
    if proposed is None:
        return []
    given = {row.partner_id: row for row in proposed.agreements.all()}
    own = actor.seats[alliance.pk].partner_id
    return [Side(p, given.get(p.pk), p.pk == own) for p in partners_asked(alliance)]


class LadderAsked(Struct, frozen=True):
    """A proposed ladder that waits for the agreement of the person's own side."""

    alliance: Alliance
    author: str
    at: datetime


def ladder_waiting_in(actor: Actor) -> dict[str, Subquery]:
    """To annotate alliances with: the proposal that the actor's side has not agreed to."""
    own = [seat.partner_id for seat in actor.seats.values()]
    given = LadderAgreement.objects.filter(ladder=OuterRef("pk"), partner__in=own)
    rows = Ladder.objects.visible_to(actor).filter(
        alliance=OuterRef("pk"), room__partner=None, state=Ladder.State.PROPOSED
    )
    waits = rows.exclude(Exists(given)).order_by()
    return {
        "ladder_author": Subquery(waits.values("author")[:1]),
        "ladder_at": Subquery(waits.values("proposed_at")[:1]),
    }


def ladders_to_agree(actor: Actor, alliances: Iterable[Any]) -> list[LadderAsked]:
    """Of alliances annotated with `ladder_waiting_in`, for those who may agree. No query."""
    return [
        LadderAsked(row, row.ladder_author, row.ladder_at)
        for row in alliances
        if row.ladder_at is not None and allowed(actor, "governance.agree_ladder", row)
    ]


def usual_steps(bodies: Sequence[Body]) -> list[Step]:
    """Theme team, project team, steering committee, sponsors: of these what there is."""
    steps = []
    for kind, days in USUAL:
        body = next((body for body in bodies if body.kind == kind), None)
        if body is not None:
            steps.append(Step(body, days))
    return [*steps, Step(None, SPONSORS_HAVE)]
