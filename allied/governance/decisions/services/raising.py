"""A question is raised: with its situation, options and what it rests on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Room
from allied.alliances.queries import current_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.people.models import Person
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Body, Decision, Importance, Matter, Option
from ...trail import trace

LONG = 8000


@transaction.atomic
def raise_decision(
    *, by: Actor, alliance: Alliance, title: str, situation: str = "", body: Body | None = None,
    matter: Matter | None = None, amount: Decimal | None = None, currency: str = "",
    importance: int = Importance.MODERATE, reversibility: str = Decision.Reversibility.REVERSIBLE,
    due_on: date | None = None, owner: Person | None = None,
    options: Sequence[Mapping[str, str]] = (), key: UUID | None = None,
    raised_at: datetime | None = None, is_illustrative: bool = False,
) -> Decision:  # fmt: skip
    """Put a question on the log, in the room of the view. Sent twice with one `key`: one row.

    `options`: mappings with title, for_it, against_it.
    """
    demand(by, "governance.raise_decisions", alliance)
    room = current_room(by, alliance)
    if key and (known := Decision.objects.filter(room=room, key=key).first()):
        return known
    refuse_foreign_body(body, room)
    row = Decision(
        alliance=alliance, room=room, number=next_number(room),
        title=one_line(title, 200, "title", required=True),
        situation=paragraphs(situation, LONG, "situation"), body=body, matter=matter,
        amount=amount, currency=currency, importance=importance, reversibility=reversibility,
        due_on=due_on, owner=owner, key=key, raised_by_id=by.person_id,
        raised_at=raised_at or timezone.now(), is_illustrative=is_illustrative,
    )  # fmt: skip
    row.save()
    write_options(row, options)
    trace("raise_decision", by, "decision", row)
    return row


def next_number(room: Room) -> int:
    """One more than the last of the room; the room's row is taken first, so that none is twice."""
    Room.objects.select_for_update().get(pk=room.pk)
    last: int | None = Decision._base_manager.filter(room=room).aggregate(n=Max("number"))["n"]
    return (last or 0) + 1


def write_options(row: Decision, options: Sequence[Mapping[str, Any]]) -> None:
    Option.objects.bulk_create(
        Option(
            decision=row, position=place,
            title=one_line(option["title"], 200, "options", required=True),
            for_it=paragraphs(option.get("for_it", ""), 4000, "options"),
            against_it=paragraphs(option.get("against_it", ""), 4000, "options"),
        )
        for place, option in enumerate(options)
    )  # fmt: skip


def refuse_foreign_body(body: Body | None, room: Room) -> None:
    """A decision of our room cannot be a joint body's, nor the other way round."""
    if body is not None and body.room_id != room.pk:
        raise Refused(_("Choose a body of this room."), "body")
