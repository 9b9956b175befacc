"""Seats on a body: taken, changed and left with dates. A seat that ended stays in the record."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Membership, Partner
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.people.models import Person
from allied.scorecard.initiatives.amounts import checked_day
from allied.strategy.services.texts import one_line

from ...models import Body, BodyMember, Office
from ...trail import trace

SEAT = ("partner", "person", "title", "office", "votes", "alternate_for", "since", "until")
MOST_SEATS = 500


@transaction.atomic
def add_seat(*, by: Actor, body: Body, **fields: Any) -> BodyMember:
    """Give somebody a seat, or set one up for a role that nobody holds yet. `fields`: of SEAT."""
    demand(by, "governance.edit_bodies", body.alliance)
    if body.ended_on is not None:
        raise Refused(_("This body has ended."))
    if body.members.count() >= MOST_SEATS:
        raise Refused(_("There are too many seats on this body."))
    row = BodyMember(body=body)
    _set(row, fields)
    row.save()
    trace("add_seat", by, "body", body, seat=row.who, office=row.office)
    return row


@transaction.atomic
def edit_seat(*, by: Actor, seat: BodyMember, version: int, **fields: Any) -> None:
    """Change a seat; Conflict where it was changed since `version`."""
    demand(by, "governance.edit_bodies", seat.body.alliance)
    _set(seat, fields)
    seat.save_over(version, sorted(fields))
    trace("edit_seat", by, "body", seat.body, seat=seat.who, office=seat.office)


@transaction.atomic
def end_seat(*, by: Actor, seat: BodyMember, version: int, on: date | None = None) -> None:
    """From this day on, or today, it counts no more, nor do the seats of its alternates."""
    demand(by, "governance.edit_bodies", seat.body.alliance)
    if seat.until is not None:
        raise Refused(_("This seat has ended already."))
    day = on or timezone.localdate()
    checked_day(day, "until")
    seat.until = max(day, seat.since)
    seat.save_over(version, ["until"])
    for other in seat.alternates.filter(until__isnull=True):
        other.until = max(seat.until, other.since)
        other.save_over(other.version, ["until"])
    trace("end_seat", by, "body", seat.body, seat=seat.who)


def _set(row: BodyMember, fields: dict[str, Any]) -> None:
    if unknown := set(fields) - set(SEAT):
        raise TypeError(f"not of a seat: {', '.join(sorted(unknown))}")
    if "title" in fields:
        fields = {**fields, "title": one_line(fields["title"] or "", 140, "title")}
    for name in ("since", "until"):
        checked_day(fields.get(name), name)
    for name, value in fields.items():
        setattr(row, name, value)
    if row.since is None:
        raise Refused(_("Enter the day."), "since")
    _check_who(row)
    _check_office(row)
    if row.until is not None and row.until < row.since:
        raise Refused(_("A seat cannot end before it begins."), "until")


def _check_who(row: BodyMember) -> None:
    body = row.body
    if row.person is None and not row.title:
        raise Refused(_("Choose a person, or write whose seat it is."), "person")
    if row.person is not None:
        row.partner = _side_of(row.person, body) or row.partner
        twice = body.members.filter(person=row.person, until__isnull=True).exclude(pk=row.pk)
        if row.until is None and twice.exists():
            raise Refused(_("This person has a seat here already."), "person")
    if row.partner is None and row.office != Office.ADVISER:
        raise Refused(_("Choose the company whose seat it is."), "partner")
    if row.partner is not None and row.partner.alliance_id != body.alliance_id:
        raise Refused(_("Choose a partner of this alliance."), "partner")
    if body.room.partner_id and row.partner_id not in {None, body.room.partner_id}:
        raise Refused(_("In our room, only our people have seats."), "person")


def _side_of(person: Person, body: Body) -> Partner | None:
    """The side on which the person is, or was, on this alliance."""
    held = Membership.objects.filter(alliance=body.alliance_id, person=person)
    membership = held.select_related("partner").order_by("-id").first()
    if membership is None:
        raise Refused(_("Choose somebody of this alliance."), "person")
    return membership.partner


def _check_office(row: BodyMember) -> None:
    if row.office not in Office.values:
        raise Refused(_("Choose one of the list."), "office")
    if row.office == Office.ADVISER:
        row.votes = False
    other = row.alternate_for
    if row.office == Office.ALTERNATE and other is None:
        raise Refused(_("Choose the member whose alternate it is."), "alternate_for")
    if row.office != Office.ALTERNATE:
        row.alternate_for = None
    elif other is not None and (other.body_id != row.body_id or other.pk == row.pk):
        raise Refused(_("Choose another member of this body."), "alternate_for")
    elif other is not None and (other.partner_id != row.partner_id or other.alternate_for_id):
        raise Refused(_("An alternate stands in for a member of the own side."), "alternate_for")
    chairs = row.body.members.filter(office=Office.CHAIR, until__isnull=True).exclude(pk=row.pk)
    if row.office == Office.CHAIR and row.until is None and chairs.exists():
        raise Refused(_("This body has a chair already. End or change that seat first."), "office")
