"""An escalation taken hold of for a change: read anew, locked, with what the clock did since."""

from datetime import datetime

from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Partner
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused

from ...models import Climb, Escalation
from .. import clock


def held(
    by: Actor, row: Escalation, name: str, *, seen: int | None = None, at: datetime | None = None
) -> Escalation:
    """The row as it stands, locked. Conflict where it changed since `seen`; Refused once ended."""
    demand(by, name, row.alliance)
    rows = Escalation._base_manager.select_for_update(of=("self",))
    fresh: Escalation = rows.select_related("alliance", "room", "matter").get(pk=row.pk)
    if fresh.state not in {Escalation.State.DRAFT, Escalation.State.OPEN}:
        raise Refused(_("This escalation has ended; nothing of it is changed any more."))
    if seen is not None and fresh.version != seen:
        raise Conflict(fresh)
    if fresh.is_open:
        write_down(fresh, at or moment_of(fresh))
    return fresh


def held_open(
    by: Actor, row: Escalation, name: str, *, seen: int, at: datetime | None = None
) -> Escalation:
    fresh = held(by, row, name, seen=seen, at=at)
    if not fresh.is_open:
        raise Refused(_("It is not presented yet."))
    return fresh


def moment_of(row: Escalation) -> datetime:
    return clock.moment_for(row.alliance, row.presented_at or row.raised_at)


def own_side(by: Actor, alliance: Alliance) -> Partner:
    seat = by.seats[alliance.pk]
    return Partner.objects.select_related("company").get(pk=seat.partner_id)


def write_down(row: Escalation, moment: datetime) -> int:
    """The moves up that the clock has made until then, each once; how many there were.

    The version stays: whoever opened the page before loses nothing by it.
    """
    found = [each for each in clock.climbed(row, moment) if each[0] > row.level]
    if not found:
        return 0
    Climb.objects.bulk_create(
        [Climb(escalation=row, act=Climb.Act.UP, level=level, at=at) for level, at in found],
        ignore_conflicts=True,
    )
    row.level, row.level_since = found[-1]
    Escalation._base_manager.filter(pk=row.pk, level__lt=row.level).update(
        level=row.level, level_since=row.level_since
    )
    return len(found)


def step(
    by: Actor, row: Escalation, act: str, *, at: datetime, why: str = "",
    partner: Partner | None = None,
) -> Climb:  # fmt: skip
    """A step of the way in the record of the escalation."""
    climb: Climb = Climb.objects.create(
        escalation=row, act=act, level=row.level, why=why, person_id=by.person_id, author=by.name,
        at=at, partner=partner or own_side(by, row.alliance),
    )  # fmt: skip
    return climb
