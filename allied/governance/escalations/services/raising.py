"""A matter is raised, each side says what it holds, and it is presented in writing."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.notes import subjects
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Climb, Escalation, Ladder, Matter, Standpoint
from ...trail import trace
from ..clock import kept
from .holding import held, own_side, step

SOURCES = ("decision", "action", "initiative", "measure", "objective", "proposal")


@transaction.atomic
def raise_escalation(
    *, by: Actor, alliance: Alliance, title: str, situation: str = "",
    matter: Matter | None = None, source_kind: str = "", source_id: int | None = None,
    is_illustrative: bool = False,
) -> Escalation:  # fmt: skip
    """Begin a draft in the room of the view. The clock does not run yet."""
    demand(by, "governance.escalate", alliance)
    room = current_room(by, alliance)
    _refuse_matter(matter, room)
    if not _is_seen(by, alliance, source_kind, source_id):
        source_kind, source_id = "", None
    row = Escalation(
        alliance=alliance, room=room, title=one_line(title, 200, "title", required=True),
        situation=paragraphs(situation, 8000, "situation"), matter=matter,
        source_kind=source_kind, source_id=source_id, raised_by_id=by.person_id,
        is_illustrative=is_illustrative,
    )  # fmt: skip
    row.save()
    trace("raise_escalation", by, "escalation", row)
    return row


@transaction.atomic
def edit_escalation(
    *, by: Actor, escalation: Escalation, version: int, title: str, situation: str,
    matter: Matter | None,
) -> None:  # fmt: skip
    """Change the draft. Once presented its text stands; each side still speaks for itself."""
    row = held(by, escalation, "governance.escalate", seen=version)
    _refuse_presented(row)
    _refuse_matter(matter, row.room)
    row.title = one_line(title, 200, "title", required=True)
    row.situation = paragraphs(situation, 8000, "situation")
    row.matter = matter
    row.save_over(version, ["title", "situation", "matter"])
    trace("edit_escalation", by, "escalation", row)


@transaction.atomic
def state_position(
    *, by: Actor, escalation: Escalation, version: int, holds: str, why: str = "",
    accepts: str = "",
) -> Standpoint:  # fmt: skip
    """What the actor's own side holds, until it has ended. `version`: of its last text, or 0."""
    row = held(by, escalation, "governance.state_position")
    side = own_side(by, row.alliance)
    point = Standpoint.objects.filter(escalation=row, partner=side).first()
    if (point.version if point else 0) != version:
        raise Conflict(point)
    values = {
        "holds": paragraphs(holds, 4000, "holds"), "why": paragraphs(why, 4000, "why"),
        "accepts": paragraphs(accepts, 4000, "accepts"), "person_id": by.person_id,
        "author": by.name, "at": timezone.now(),
    }  # fmt: skip
    if not values["holds"]:
        raise Refused(_("Write what your side holds."), "holds")
    if point is None:
        point = Standpoint.objects.create(escalation=row, partner=side, **values)
    else:
        for name, value in values.items():
            setattr(point, name, value)
        point.save_over(version, list(values))
    trace("state_position", by, "escalation", row)
    return point


@transaction.atomic
def present(
    *, by: Actor, escalation: Escalation, version: int, at: datetime | None = None
) -> Escalation:
    """Present it in writing: the clock starts, on the ladder that is in force now."""
    row = held(by, escalation, "governance.state_position", seen=version)
    _refuse_presented(row)
    if not row.room.is_joint:
        raise Refused(_("Share it first: both sides must see what is presented."))
    side = own_side(by, row.alliance)
    if not row.standpoints.filter(partner=side).exists():
        raise Refused(_("Write first what your side holds."))
    ladder = Ladder.objects.filter(room=row.room, state=Ladder.State.IN_FORCE).first()
    rungs = list(ladder.rungs.all()) if ladder else []
    if ladder is None or not rungs:
        raise Refused(_("The partners have not agreed a ladder yet. Do that first."))
    moment = at or timezone.now()
    row.state, row.ladder = Escalation.State.OPEN, kept(ladder, rungs)
    row.presented_at = row.level_since = moment
    row.presented_by_id, row.level = by.person_id, 0
    row.clock = {"level": 0, "since": moment.isoformat(), "pauses": []}
    fields = ["state", "ladder", "presented_at", "level_since", "presented_by_id", "level", "clock"]
    row.save_over(version, fields)
    step(by, row, Climb.Act.PRESENTED, at=moment, partner=side)
    trace("present", by, "escalation", row)
    return row


def _refuse_presented(row: Escalation) -> None:
    if row.is_open:
        raise Refused(_("It is presented already: its text stands."))


def _refuse_matter(matter: Matter | None, room: Room) -> None:
    if matter is not None and matter.room_id != room.pk:
        raise Refused(_("Choose a matter of this room."), "matter")


def _is_seen(by: Actor, alliance: Alliance, kind: str, pk: int | None) -> bool:
    if kind not in SOURCES or pk is None:
        return False
    return subjects.label_of(by, alliance, kind, pk) is not None
