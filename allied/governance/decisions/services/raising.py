"""A question is raised: with its situation, options and what it rests on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from allied.alliances.models import Alliance, Room
from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.people.models import Person
from allied.strategy.services.texts import one_line

from ...models import Body, Decision, Importance, Matter
from ...trail import trace
from .checking import set_fields
from .options import write_grounds, write_options
from .recommending import Recommendation, recommend

NONE: Final = Recommendation()
RECOMMENDED: Final = ["recommended", "recommended_by", "recommended_why"]


@transaction.atomic
def raise_decision(
    *, by: Actor, alliance: Alliance, title: str, situation: str = "", body: Body | None = None,
    matter: Matter | None = None, amount: Decimal | None = None, currency: str = "",
    importance: int = Importance.MODERATE, reversibility: str = Decision.Reversibility.REVERSIBLE,
    due_on: date | None = None, owner: Person | None = None,
    options: Sequence[Mapping[str, Any]] = (), recommends: Recommendation = NONE,
    grounds: Sequence[Mapping[str, Any]] = (), key: UUID | None = None,
    raised_at: datetime | None = None, is_illustrative: bool = False, source: str = "",
    supersedes: Decision | None = None, room: Room | None = None,
) -> Decision:  # fmt: skip
    """Put a question on the log, in the room of the view. Sent twice with one `key`: one row.

    `options`: mappings with title, for_it, against_it. `recommends`: one of them. `grounds`: with
    objective, measure, initiative or text. `supersedes`: the decision that this one takes the
    place of once taken.
    `room`: another than that of the view, where the question comes from something that lies there.
    Refused (`OutsideRights`) where the body's charter does not let it decide this.
    """
    demand(by, "governance.raise_decisions", alliance)
    room = _usable(by, alliance, room)
    _take_turns(room)
    if key and (known := Decision.objects.filter(room=room, key=key).first()):
        return known
    row = Decision(
        alliance=alliance, room=room, number=next_number(room), key=key, supersedes=supersedes,
        raised_by_id=by.person_id, raised_at=raised_at or timezone.now(),
        is_illustrative=is_illustrative, source=one_line(source, 500, "source"),
    )  # fmt: skip
    set_fields(
        by, row,
        {
            "title": title, "situation": situation, "body": body, "matter": matter,
            "amount": amount, "currency": currency, "importance": importance,
            "reversibility": reversibility, "due_on": due_on, "owner": owner,
        },
    )  # fmt: skip
    row.save()
    recommend(by, row, write_options(row, options), recommends)
    row.save(update_fields=RECOMMENDED)
    write_grounds(row, grounds)
    trace("raise_decision", by, "decision", row)
    return row


def _usable(by: Actor, alliance: Alliance, room: Room | None) -> Room:
    if room is None:
        return current_room(by, alliance)
    if room.alliance_id != alliance.pk or room.pk not in by.room_ids:
        raise PermissionDenied("governance.raise_decisions")
    return room


def _take_turns(room: Room) -> None:
    """The room's row is taken first, so that no number is given twice and nothing sent is twice."""
    Room.objects.select_for_update().get(pk=room.pk)


def next_number(room: Room) -> int:
    """One more than the last of the room, whose row is held."""
    last: int | None = Decision._base_manager.filter(room=room).aggregate(n=Max("number"))["n"]
    return (last or 0) + 1
