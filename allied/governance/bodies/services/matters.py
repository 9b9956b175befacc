"""Matters, and which body may decide them up to which amount."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.alliances.queries import current_room, joint_room
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.scorecard.initiatives.amounts import amount_of, checked_currency, refuse_fractions
from allied.strategy.services.texts import one_line, same_name

from ...models import Body, DecisionRight, Matter
from ...trail import trace

MOST_MATTERS = 100


class Right(Struct, frozen=True):
    """What a charter says of one matter. No limit: `up_to` is None."""

    matter: Matter
    up_to: Decimal | None = None
    currency: str = ""
    is_final_say: bool = False


@transaction.atomic
def add_matter(*, by: Actor, alliance: Alliance, name: str, has_amount: bool = False) -> Matter:
    """A thing that bodies of this room decide on."""
    demand(by, "governance.edit_bodies", alliance)
    room = current_room(by, alliance)
    rows = Matter.objects.filter(room=room, removed_at__isnull=True)
    if rows.count() >= MOST_MATTERS:
        raise Refused(_("There are too many matters. Remove some."), "name")
    place = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
    row = Matter(alliance=alliance, room=room, has_amount=has_amount, position=place)
    row.name = _name(name, room)
    row.save()
    trace("add_matter", by, "matter", row)
    return row


@transaction.atomic
def rename_matter(*, by: Actor, matter: Matter, version: int, name: str, has_amount: bool) -> None:
    """Change its name. Limits of rights stay where an amount is no longer asked, unread."""
    demand(by, "governance.edit_bodies", matter.alliance)
    matter.name, matter.has_amount = _name(name, matter.room, matter.pk), has_amount
    matter.save_over(version, ["name", "has_amount"])
    trace("rename_matter", by, "matter", matter)


@transaction.atomic
def remove_matter(*, by: Actor, matter: Matter, version: int) -> None:
    """Take it off the list. Decisions on it keep it; nobody's rights name it any longer."""
    demand(by, "governance.edit_bodies", matter.alliance)
    matter.removed_at = timezone.now()
    matter.save_over(version, ["removed_at"])
    DecisionRight.objects.filter(matter=matter).delete()
    trace("remove_matter", by, "matter", matter)


@transaction.atomic
def set_rights(*, by: Actor, body: Body, version: int, rights: Sequence[Right]) -> None:
    """What the body may decide: all of it at once. Conflict where the charter was saved since."""
    demand(by, "governance.edit_bodies", body.alliance)
    if body.ended_on is not None:
        raise Refused(_("This body has ended."))
    rooms = {body.room_id, joint_room(body.alliance).pk}
    rows = [_row(body, right, rooms) for right in rights]
    body.save_over(version, [])
    DecisionRight.objects.filter(body=body).delete()
    DecisionRight.objects.bulk_create(rows)
    trace("set_rights", by, "body", body, rights=[right.matter.name for right in rights])


def _row(body: Body, right: Right, rooms: set[int]) -> DecisionRight:
    field = f"up_to_{right.matter.pk}"
    if right.matter.room_id not in rooms or right.matter.removed_at is not None:
        raise Refused(_("Choose matters of this room."))
    amount = amount_of(right.up_to, field) if right.matter.has_amount else None
    currency = checked_currency(right.currency, f"currency_{right.matter.pk}")
    if amount is None:
        currency = ""
    elif not currency:
        raise Refused(_("A limit has a currency."), f"currency_{right.matter.pk}")
    else:
        refuse_fractions(amount, currency, field)
    return DecisionRight(
        body=body, matter=right.matter, up_to=amount, currency=currency,
        is_final_say=right.is_final_say,
    )  # fmt: skip


def _name(name: str, room: Room, own: int = 0) -> str:
    kept = one_line(name, 140, "name", required=True)
    others = Matter.objects.filter(room=room, removed_at__isnull=True).exclude(pk=own)
    if any(same_name(kept, other) for other in others.values_list("name", flat=True)):
        raise Refused(_("There is a matter of this name already."), "name")
    return kept
