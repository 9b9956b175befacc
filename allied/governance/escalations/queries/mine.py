"""What waits for one person: to act on a level, or to state its side's position."""

from datetime import date
from typing import Any, Final

from django.db.models import Aggregate, CharField, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from msgspec import Struct

from allied.alliances.models import Alliance, Role
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared
from allied.foundation.access.together import Question

from ...models import BodyMember, Escalation, Office, Standpoint
from ..clock import Where, where
from .listing import OPEN


class _Joined(Aggregate):
    """Numbers as one text, so that a person's bodies come with the rows."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


class Mine(Struct, frozen=True):
    """`acts`: on the level it is on. `states`: the side's position is still missing."""

    escalation: Escalation
    alliance: Alliance
    where: Where | None
    acts: bool
    states: bool
    is_ours: bool


def my_escalations(actor: Actor) -> list[Mine]:
    """Those that run out first come first. One query, with their alliances."""
    found: list[Mine] = escalations_asked(actor).answer(actor)
    return found


def escalations_asked(actor: Actor) -> Question:
    def made(rows: list[Any]) -> list[Mine]:
        found = [_mine(actor, row) for row in rows]
        return sorted((each for each in found if each.acts or each.states), key=_urgency)

    return Question(_OPEN, {"today": timezone.localdate()}, made)


def _open(actor: Actor, *, today: date) -> QuerySet[Any]:
    seats = BodyMember.objects.on(today).exclude(office=Office.ADVISER)
    sits = seats.filter(person=actor.person_id or 0).order_by().values("person")
    points = Standpoint.objects.filter(
        escalation=OuterRef("pk"), partner__in=[s.partner_id for s in actor.seats.values()]
    )
    rows = Escalation.objects.visible_to(actor).filter(state__in=OPEN).select_related("alliance")
    shown = rows.only(
        "title", "state", "room", "ladder", "clock", "presented_at", "ended_at",
        "alliance__name", "alliance__slug", "alliance__record_ends_on",
    )  # fmt: skip
    return shown.annotate(
        my_bodies=Subquery(sits.annotate(ids=_Joined("body")).values("ids")),
        is_stated=Exists(points),
    )


_OPEN: Final = Prepared(_open)


def _mine(actor: Actor, row: Any) -> Mine:
    stands = where(row)
    bodies = {int(pk) for pk in (row.my_bodies or "").split(",") if pk}
    acts = False
    if stands is not None:
        body = stands.level.body_id
        acts = actor.holds(row.alliance_id, Role.SPONSOR) if body is None else body in bodies
    manages = actor.holds(row.alliance_id, Role.ALLIANCE_MANAGER)
    own = actor.seats[row.alliance_id].own_room_id
    return Mine(row, row.alliance, stands, acts, manages and not row.is_stated, row.room_id == own)


def _urgency(mine: Mine) -> tuple[Any, ...]:
    span = mine.where.standing.span if mine.where else None
    known = span is not None and span.ends is not None
    return (not known, span.ends if known and span else 0, mine.escalation.pk)
