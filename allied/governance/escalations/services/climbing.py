"""On the way up: by agreement of all sides or by the clock, which can be stopped with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from allied.alliances.models import Partner
from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line

from ...models import Climb, Escalation
from ...trail import trace
from ..clock import levels_of, moment_for, pauses_of
from .holding import held_open, moment_of, own_side, step, write_down


@transaction.atomic
def ask_up(*, by: Actor, escalation: Escalation, version: int, at: datetime | None = None) -> bool:
    """Our side wants it one level up; once every side does, it moves. True where it moved."""
    row = held_open(by, escalation, "governance.state_position", seen=version, at=at)
    if row.level >= len(levels_of(row)) - 1:
        raise Refused(_("It is on the last level already."))
    side, moment = own_side(by, row.alliance), at or moment_of(row)
    asked = _asked(row)
    if side.pk in asked:
        raise Refused(_("Your side has said so already."))
    step(by, row, Climb.Act.ASKED, at=moment, partner=side)
    trace("ask_up", by, "escalation", row, level=_level(row))
    if _sides(row) <= asked | {side.pk}:
        _move_up(by, row, moment)
        return True
    row.save_over(row.version, [])
    return False


@transaction.atomic
def take_back(*, by: Actor, escalation: Escalation, version: int) -> None:
    """Our side no longer wants it up at once."""
    row = held_open(by, escalation, "governance.state_position", seen=version)
    side = own_side(by, row.alliance)
    rows = Climb.objects.filter(escalation=row, act=Climb.Act.ASKED, level=row.level, partner=side)
    if not rows.delete()[0]:
        raise Refused(_("Your side has not asked for that."))
    row.save_over(row.version, [])
    trace("take_ask_back", by, "escalation", row, level=_level(row))


@transaction.atomic
def pause(
    *, by: Actor, escalation: Escalation, version: int, why: str, at: datetime | None = None
) -> None:
    """Stop the clock, and why."""
    row = held_open(by, escalation, "governance.state_position", seen=version, at=at)
    reason = one_line(why, 1000, "why", required=True)
    if _is_paused(row):
        raise Refused(_("The clock stands still already."))
    moment = at or moment_of(row)
    row.clock = {
        **row.clock, "pauses": [*row.clock.get("pauses", ()), [moment.isoformat(), None]]
    }  # fmt: skip
    row.save_over(row.version, ["clock"])
    step(by, row, Climb.Act.PAUSED, at=moment, why=reason)
    trace("pause_clock", by, "escalation", row, why=reason)


@transaction.atomic
def resume(
    *, by: Actor, escalation: Escalation, version: int, why: str = "", at: datetime | None = None
) -> None:
    """Let the clock run again."""
    row = held_open(by, escalation, "governance.state_position", seen=version, at=at)
    reason = one_line(why, 1000, "why", required=True)
    if not _is_paused(row):
        raise Refused(_("The clock runs already."))
    *before, (since, _open) = row.clock["pauses"]
    moment = max(at or moment_of(row), datetime.fromisoformat(since))
    row.clock = {**row.clock, "pauses": [*before, [since, moment.isoformat()]]}
    row.save_over(row.version, ["clock"])
    step(by, row, Climb.Act.RESUMED, at=moment, why=reason)
    trace("resume_clock", by, "escalation", row, why=reason)


def write_down_all(now: datetime | None = None) -> int:
    """Write down every move up that the clock has made; how many. For the daily command."""
    rows = Escalation._base_manager.filter(state=Escalation.State.OPEN)
    return sum(_write_down(pk, now) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _write_down(pk: int, now: datetime | None) -> int:
    rows = Escalation._base_manager.select_for_update(of=("self",)).select_related("alliance")
    row = rows.filter(pk=pk, state=Escalation.State.OPEN).first()
    if row is None:
        return 0
    return write_down(row, now or moment_for(row.alliance, row.presented_at))


def _move_up(by: Actor, row: Escalation, moment: datetime) -> None:
    row.level, row.level_since = row.level + 1, moment
    row.clock = {**row.clock, "level": row.level, "since": moment.isoformat()}
    row.save_over(row.version, ["level", "level_since", "clock"])
    step(by, row, Climb.Act.UP, at=moment)
    trace("move_up", by, "escalation", row, level=_level(row))


def _asked(row: Escalation) -> set[int]:
    rows = Climb.objects.filter(escalation=row, act=Climb.Act.ASKED, level=row.level)
    return set(rows.values_list("partner_id", flat=True))


def _sides(row: Escalation) -> set[int]:
    rows = Partner.objects.filter(alliance=row.alliance_id, left_on=None)
    return set(rows.values_list("pk", flat=True))


def _is_paused(row: Escalation) -> bool:
    found = pauses_of(row)
    return bool(found) and found[-1].until is None


def _level(row: Escalation) -> str:
    return levels_of(row)[row.level].name
