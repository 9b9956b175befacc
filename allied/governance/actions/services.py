"""Writes of actions."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Membership, Partner
from allied.alliances.queries import current_room
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.people.models import Person
from allied.strategy.services.texts import one_line, paragraphs

from ..models import Action, Body, DayMoved, Decision, Meeting, Topic
from ..trail import trace

FURTHEST = timedelta(days=3660)


@transaction.atomic
def promise_action(
    *, by: Actor, alliance: Alliance, title: str, owner: Person | None, due_on: date | None,
    details: str = "", body: Body | None = None, meeting: Meeting | None = None,
    topic: Topic | None = None, decision: Decision | None = None, source_kind: str = "",
    source_id: int | None = None, key: UUID | None = None, is_illustrative: bool = False,
) -> Action:  # fmt: skip
    """Write down what one person promised by a day, in the room of the view or of its source.

    Sent twice with one `key`: one row.
    """
    demand(by, "governance.promise_actions", alliance)
    source = meeting or decision
    room = source.room if source else current_room(by, alliance)
    if key and (known := Action.objects.filter(room=room, key=key).first()):
        return known
    body = body or (meeting.body if meeting else None)
    refuse_foreign_body(body, room)
    day = usable_day(alliance, due_on)
    who = usable_owner(alliance, room, owner)
    row = Action(
        alliance=alliance, room=room, title=one_line(title, 300, "title", required=True),
        details=paragraphs(details, 4000, "details"), owner=who[0], partner=who[1], due_on=day,
        first_due_on=day, body=body, meeting=meeting,
        topic=topic, decision=decision, source_kind=source_kind, source_id=source_id, key=key,
        promised_by_id=by.person_id, is_illustrative=is_illustrative,
    )  # fmt: skip
    row.save()
    trace("promise_action", by, "action", row)
    return row


@transaction.atomic
def finish_action(
    *, by: Actor, action: Action, version: int, note: str = "", done_on: date | None = None
) -> None:
    """It is done. Conflict where it was changed since `version`."""
    _end(by, action, version, Action.State.DONE, note=note, day=done_on, act="finish_action")


@transaction.atomic
def drop_action(*, by: Actor, action: Action, version: int, note: str) -> None:
    """It will not be done, and why."""
    if not note.strip():
        raise Refused(_("Say why it is dropped."), "note")
    _end(by, action, version, Action.State.DROPPED, note=note, day=None, act="drop_action")


@transaction.atomic
def reopen_action(*, by: Actor, action: Action, version: int) -> None:
    """It was not done after all."""
    demand(by, "governance.change_actions", action.alliance, action)
    action.state, action.ended_on, action.ended_note = Action.State.OPEN, None, ""
    action.save_over(version, ["state", "ended_on", "ended_note"])
    trace("reopen_action", by, "action", action)


@transaction.atomic
def move_due_day(*, by: Actor, action: Action, version: int, due_on: date | None, why: str) -> None:
    """Another day, and why. The day first promised stays in the record."""
    demand(by, "governance.change_actions", action.alliance, action)
    _refuse_ended(action)
    day, before = usable_day(action.alliance, due_on), action.due_on
    reason = one_line(why, 500, "why", required=True)
    action.due_on, action.reminded_on = day, None
    action.save_over(version, ["due_on", "reminded_on"])
    DayMoved.objects.create(
        action=action, before=before, after=day, why=reason, person_id=by.person_id, author=by.name
    )
    changes: dict[str, Any] = {"due_on": [before.isoformat(), day.isoformat()]}
    trace("move_due_day", by, "action", action, changes=changes, why=reason)


def refuse_foreign_body(body: Body | None, room: Room) -> None:
    """A joint action is never one of a body of our room, whose name the partner would read."""
    if body is not None and body.room_id != room.pk and not body.room.is_joint:
        raise Refused(_("Choose a body of this room."), "body")


def usable_day(alliance: Alliance, day: date | None) -> date:
    """Within ten years of today, or of the last day of a record that is closed."""
    if day is None:
        raise Refused(_("Enter the day it is due."), "due_on")
    if all(abs(day - today) > FURTHEST for today in (timezone.localdate(), alliance.today())):
        raise Refused(_("Enter a day within ten years."), "due_on")
    return day


def usable_owner(alliance: Alliance, room: Room, owner: Person | None) -> tuple[Person, Partner]:
    """Somebody with a role on the alliance today; in our room, of our side."""
    rows = Membership.objects.on(timezone.localdate()).filter(alliance=alliance, person=owner)
    held = rows.select_related("partner").first() if owner else None
    if owner is None or held is None:
        raise Refused(_("Choose somebody of this alliance."), "owner")
    if room.partner_id not in {None, held.partner_id}:
        raise Refused(_("In our room, choose somebody of our side."), "owner")
    return owner, held.partner


def _end(
    by: Actor, action: Action, version: int, state: str, *, note: str, day: date | None, act: str
) -> None:
    demand(by, "governance.change_actions", action.alliance, action)
    _refuse_ended(action)
    today = timezone.localdate()
    if day is not None and not timezone.localdate(action.promised_at) <= day <= today:
        raise Refused(_("Enter a day from the promise until today."), "done_on")
    action.ended_note = one_line(note, 1000, "note")
    action.state, action.ended_on = state, day or today
    action.save_over(version, ["state", "ended_on", "ended_note"])
    trace(act, by, "action", action, note=action.ended_note)


def _refuse_ended(action: Action) -> None:
    if action.state != Action.State.OPEN:
        raise Refused(_("This action is no longer open."))


@transaction.atomic
def edit_action(*, by: Actor, action: Action, version: int, **fields: Any) -> None:
    """Change title, details, body, or hand it to another owner. Conflict where saved since."""
    demand(by, "governance.change_actions", action.alliance, action)
    _refuse_ended(action)
    if unknown := set(fields) - {"title", "details", "owner", "body"}:
        raise TypeError(f"not of an action: {', '.join(sorted(unknown))}")
    owner, before = fields.get("owner", action.owner), action.owner.name
    action.owner, action.partner = usable_owner(action.alliance, action.room, owner)
    action.title = one_line(fields.get("title", action.title), 300, "title", required=True)
    action.details = paragraphs(fields.get("details", action.details), 4000, "details")
    action.body = fields.get("body", action.body)
    refuse_foreign_body(action.body, action.room)
    action.save_over(version, ["title", "details", "owner", "partner", "body"])
    handed = {"owner": [before, action.owner.name]} if before != action.owner.name else {}
    trace("edit_action", by, "action", action, changes=handed)
