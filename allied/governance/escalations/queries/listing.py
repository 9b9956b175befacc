"""The list of escalations: open ones first, then what has ended."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from msgspec import Struct

from allied.alliances.models import Alliance, Partner
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor

from ...models import Escalation, Standpoint
from ..clock import Where, where

OPEN = (Escalation.State.DRAFT, Escalation.State.OPEN)
SHOWN = 50


class Line(Struct, frozen=True):
    escalation: Escalation
    where: Where | None
    sides: Sequence[tuple[Partner, bool]]
    is_ours: bool

    @property
    def urgency(self) -> tuple[Any, ...]:
        """The clock that runs out first comes first; drafts come last."""
        if self.where is None:
            return (2, -self.escalation.pk)
        span = self.where.standing.span
        if self.where.is_run_out or span is None or span.ends is None:
            return (0 if self.where.is_run_out else 1, 1, self.escalation.pk)
        return (1, 0, span.ends, self.escalation.pk)


class Listed(Struct, frozen=True):
    """`older`: the number of the last one shown, where more have ended before it."""

    open: Sequence[Line]
    ended: Sequence[Line]
    older: int | None


def escalations_listed(actor: Actor, alliance: Alliance, before: int | None = None) -> Listed:
    """All open ones, and the latest that ended. Five queries."""
    rows = Escalation.objects.visible_to(actor).filter(alliance=alliance)
    points = Standpoint.objects.visible_to(actor).only("id", "escalation_id", "partner_id")
    rows = rows.select_related("alliance").prefetch_related(Prefetch("standpoints", points))
    partners = [partner for partner in partners_of(alliance) if partner.left_on is None]
    own = actor.seats[alliance.pk].own_room_id
    gone = rows.exclude(state__in=OPEN)
    if before is not None:
        gone = gone.filter(pk__lt=before)
    ended = list(gone[: SHOWN + 1])
    lines = [_line(row, partners, own) for row in rows.filter(state__in=OPEN)]
    return Listed(
        sorted(lines, key=lambda line: line.urgency),
        [_line(row, partners, own) for row in ended[:SHOWN]],
        ended[SHOWN - 1].pk if len(ended) > SHOWN else None,
    )


def _line(row: Escalation, partners: Sequence[Partner], own: int) -> Line:
    stated = {point.partner_id for point in row.standpoints.all()}
    sides = [(partner, partner.pk in stated) for partner in partners]
    return Line(row, where(row), sides, row.room_id == own)
