"""Decisions and actions recorded as they are made in a meeting, and taken back when mistyped."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.people.models import Person
from allied.strategy.services.texts import paragraphs

from ...actions.services import promise_action
from ...decisions.services import (
    count_dissent,
    forget_ballots,
    record_decision,
    take_decision,
)
from ...models import Action, Attendance, Decision, Meeting, Topic
from ...trail import trace
from .entries import on_agenda
from .recording import Held, changed, hold, in_its_room

TITLE = {"decision": 200, "action": 300}


@transaction.atomic
def write_decision(
    *, by: Actor, meeting: Meeting, text: str, topic: Topic | None = None,
    key: UUID | None = None,
) -> tuple[Decision, Held]:  # fmt: skip
    """Record what was decided: the question that the topic is about, or one raised on the spot.

    Sent twice with one `key`: one decision. Those present are its deciders, and have agreed but
    for the dissent noted under the topic. `NotCarried` where the charter does not carry it so.
    """
    held = hold(by, meeting)
    if key and (known := _decisions(held.meeting).filter(key=key).first()):
        return known, held
    row, place = held.meeting, on_agenda(held.meeting, topic)
    said = paragraphs(text, 8000, "text")
    title, _rest = title_and_rest(said, TITLE["decision"])
    asked = _asked(row, place)
    if asked is not None:
        Decision.objects.filter(pk=asked.pk).update(key=key or asked.key)
        made = take_decision(
            by=in_its_room(by, row), decision=asked, version=asked.version, decided=said,
            meeting=row, topic=place, deciders=names_present(row),
        )  # fmt: skip
    else:
        made = record_decision(
            by=in_its_room(by, row), alliance=row.alliance, title=title, decided=said,
            body=row.body, meeting=row, topic=place, key=key,
        )  # fmt: skip
        _name_deciders(made, row)
    return made, changed(by, held)


@transaction.atomic
def write_action(
    *, by: Actor, meeting: Meeting, text: str, owner: Person | None, due_on: date | None,
    topic: Topic | None = None, key: UUID | None = None,
) -> tuple[Action, Held]:  # fmt: skip
    """Write down what somebody promised by a day. Sent twice with one `key`: one action."""
    held = hold(by, meeting)
    if key and (known := Action.objects.filter(room=held.meeting.room, key=key).first()):
        return known, held
    title, details = title_and_rest(paragraphs(text, 4000, "text"), TITLE["action"])
    row = held.meeting
    made = promise_action(
        by=in_its_room(by, row), alliance=row.alliance, title=title, details=details, owner=owner,
        due_on=due_on, meeting=row, topic=on_agenda(row, topic), key=key,
    )  # fmt: skip
    return made, changed(by, held)


@transaction.atomic
def take_back_decision(*, by: Actor, meeting: Meeting, decision: Decision) -> Held:
    """Mistyped: one raised on the spot is withdrawn, a question that waited is open again."""
    held = hold(by, meeting)
    row = _decisions(held.meeting).filter(pk=decision.pk).first()
    if row is None or row.state != Decision.State.TAKEN:
        raise Refused(_("This decision does not stand in these minutes any more."))
    demand(by, "governance.correct_outcome", row.alliance, held.meeting, row.recorded_by_id)
    if _raised_here(row, held.meeting):
        row.state = Decision.State.WITHDRAWN
        row.withdrawn_why = _("Taken back in the meeting that recorded it.")
        row.save_over(row.version, ["state", "withdrawn_why"])
    else:
        _reopen(row)
    trace("take_back_outcome", by, "decision", row)
    return changed(by, held)


@transaction.atomic
def put_back_decision(*, by: Actor, meeting: Meeting, decision: Decision) -> Held:
    """Undo, where it was withdrawn."""
    held = hold(by, meeting)
    row = _decisions(held.meeting).filter(pk=decision.pk).first()
    if row is None or row.state != Decision.State.WITHDRAWN:
        raise Refused(_("There is nothing to undo."))
    demand(by, "governance.correct_outcome", row.alliance, held.meeting, row.recorded_by_id)
    row.state, row.withdrawn_why = Decision.State.TAKEN, ""
    row.save_over(row.version, ["state", "withdrawn_why"])
    if row.dissent.exists() or row.rule.get("votes"):
        count_dissent(by, row)
    trace("put_back_outcome", by, "decision", row)
    return changed(by, held)


@transaction.atomic
def take_back_action(*, by: Actor, meeting: Meeting, action: Action) -> Held:
    """Mistyped: it is dropped and stands in no minutes."""
    held = hold(by, meeting)
    row = Action.objects.filter(pk=action.pk, meeting=held.meeting).first()
    if row is None or row.state != Action.State.OPEN:
        raise Refused(_("This action is no longer open in these minutes."))
    demand(by, "governance.correct_outcome", row.alliance, held.meeting, row.promised_by_id)
    row.state, row.ended_on = Action.State.DROPPED, row.alliance.today()
    row.ended_note, row.meeting = _("Taken back in the meeting that recorded it."), None
    row.save_over(row.version, ["state", "ended_on", "ended_note", "meeting"])
    trace("take_back_outcome", by, "action", row)
    return changed(by, held)


@transaction.atomic
def put_back_action(*, by: Actor, meeting: Meeting, action: Action) -> Held:
    """Undo: of one that was taken back out of these minutes."""
    held = hold(by, meeting)
    row = taken_back_from(held.meeting).filter(pk=action.pk).first()
    if row is None:
        raise Refused(_("There is nothing to undo."))
    demand(by, "governance.correct_outcome", row.alliance, held.meeting, row.promised_by_id)
    row.state, row.ended_on, row.ended_note = Action.State.OPEN, None, ""
    row.meeting = held.meeting
    row.save_over(row.version, ["state", "ended_on", "ended_note", "meeting"])
    trace("put_back_outcome", by, "action", row)
    return changed(by, held)


def taken_back_from(meeting: Meeting) -> Any:
    return Action.objects.filter(
        meeting__isnull=True, room=meeting.room, body=meeting.body, state=Action.State.DROPPED,
        promised_at__gte=meeting.began_at or meeting.starts_at, key__isnull=False,
    )  # fmt: skip


def names_present(meeting: Meeting) -> list[str]:
    rows = Attendance.objects.filter(meeting=meeting, presence="present", is_guest=False)
    return list(rows.values_list("name", flat=True))


def title_and_rest(text: str, limit: int) -> tuple[str, str]:
    """The first line as a title, at most so long; the rest, or all of it where it was cut."""
    line, _break, rest = text.partition("\n")
    if len(line) <= limit:
        return line, rest.strip()
    return line[: limit - 1].rstrip() + "…", text


def _asked(meeting: Meeting, topic: Topic | None) -> Decision | None:
    """The open question that the topic stands on the agenda for."""
    if topic is None or topic.source_kind != "decision":
        return None
    return Decision.objects.filter(
        pk=topic.source_id or 0, room=meeting.room, state=Decision.State.OPEN
    ).select_related("alliance", "room").first()  # fmt: skip


def _decisions(meeting: Meeting) -> Any:
    return Decision.objects.filter(meeting=meeting).select_related("alliance", "room")


def _raised_here(row: Decision, meeting: Meeting) -> bool:
    return meeting.began_at is not None and row.raised_at >= meeting.began_at


def _name_deciders(row: Decision, meeting: Meeting) -> None:
    if not row.deciders:
        row.deciders = names_present(meeting)
        row.save_over(row.version, ["deciders"])


def _reopen(row: Decision) -> None:
    forget_ballots(row)
    row.state, row.decided, row.chosen = Decision.State.OPEN, "", None
    row.meeting, row.topic, row.taken_at, row.recorded_by = None, None, None, None
    row.deciders, row.on_the_spot, row.rule = [], False, {}
    row.save_over(
        row.version,
        ["state", "decided", "chosen", "meeting", "topic", "taken_at", "recorded_by", "deciders",
         "on_the_spot", "rule"],
    )  # fmt: skip
