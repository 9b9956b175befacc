"""A question is answered: what was decided, by whom, under which rule."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.scorecard.initiatives.amounts import checked_day
from allied.strategy.services.texts import one_line, paragraphs

from ...models import Attendance, Ballot, Body, BodyMember, Decision, Meeting, Option, Topic
from ...trail import trace
from ..following import follow
from ..tallying import SILENT, Stand, carried, explained, seats_of, tally
from .checking import LONG, refuse_outside_rights
from .editing import held_open
from .raising import raise_decision

FIELDS: Final = [
    "state", "decided", "chosen", "meeting", "topic", "taken_at", "recorded_by", "on_the_spot",
    "deciders", "rule", "look_back_on",
]  # fmt: skip


@transaction.atomic
def take_decision(
    *, by: Actor, decision: Decision, version: int, decided: str, chosen: Option | None = None,
    meeting: Meeting | None = None, topic: Topic | None = None,
    taken_at: datetime | None = None, deciders: Sequence[str] = (),
    ballots: Sequence[Mapping[str, Any]] = (), look_back_on: date | None = None,
) -> Decision:  # fmt: skip
    """Record what was decided. Afterwards only a later decision supersedes it.

    `ballots`: how those present stood, as mappings with member (a seat of the body), answer (yes,
    no, abstain, or empty for nothing said) and why. What somebody said for themselves is counted
    as they said it. With nobody's stand known no vote is counted: it is written down as agreed.
    Conflict where it was changed since `version`; Refused where it is not open, nothing is said,
    the charter does not allow it, or the rule does not carry it.
    """
    row = held_open(by, decision, "governance.record_decisions", version)
    if chosen is not None and chosen.decision_id != row.pk:
        raise Refused(_("Choose one of its options."), "chosen")
    text = paragraphs(decided, LONG, "decided") or (chosen.title if chosen else "")
    if not text:
        raise Refused(_("Write what was decided, or choose an option."), "decided")
    _refuse_foreign_meeting(row, meeting)
    refuse_outside_rights(by, row)
    row.taken_at = _usable(row, taken_at)
    row.state, row.decided, row.chosen = Decision.State.TAKEN, text, chosen
    row.meeting, row.topic, row.recorded_by_id = meeting, topic, by.person_id
    row.look_back_on = _later(row.taken_at, look_back_on)
    row.on_the_spot = is_on_the_spot(row)
    stands = _stands(row, ballots)
    row.rule = _rule(row, stands)
    row.deciders = [one_line(name, 200, "deciders") for name in deciders if name.strip()] or [
        each.member.who for each in stands
    ]
    row.save_over(version, FIELDS)
    _keep_ballots(row, stands)
    _supersede(row)
    trace("take_decision", by, "decision", row)
    follow(by, row)
    return row


@transaction.atomic
def record_decision(
    *, by: Actor, alliance: Alliance, title: str, decided: str, body: Body | None = None,
    meeting: Meeting | None = None, topic: Topic | None = None, key: UUID | None = None,
    **raised: Any,
) -> Decision:  # fmt: skip
    """Raise and take in one: what a meeting decides on the spot. Sent twice with one `key`: once.

    `raised`: whatever else `raise_decision` takes. It lives in the room of the meeting.
    """
    body = body or (meeting.body if meeting else None)
    room = meeting.room if meeting else raised.pop("room", None)
    row = raise_decision(
        by=by, alliance=alliance, title=title, body=body, key=key, **{**raised, "room": room}
    )
    if row.state != Decision.State.OPEN:
        return row
    return take_decision(
        by=by, decision=row, version=row.version, decided=decided, meeting=meeting, topic=topic,
        taken_at=raised.get("raised_at"),
    )  # fmt: skip


def is_on_the_spot(row: Decision) -> bool:
    """Raised in the meeting that took it, or taken by the first meeting that had it to decide."""
    meeting = row.meeting
    if meeting is None:
        return False
    if row.raised_at >= (meeting.began_at or meeting.starts_at):
        return True
    topics = Topic.objects.filter(
        source_kind="decision", source_id=row.pk, removed_at=None, meeting__room_id=row.room_id
    ).exclude(meeting__state=Meeting.State.CANCELLED)
    first = topics.order_by("meeting__starts_at", "meeting_id").first()
    return first is not None and first.meeting_id == meeting.pk


def _usable(row: Decision, taken_at: datetime | None) -> datetime:
    """The moment it was taken: not after now, not before it was raised."""
    now = timezone.now()
    moment = taken_at or now
    if moment > now:
        raise Refused(_("It cannot have been decided after today."), "taken_on")
    if timezone.localdate(moment) < timezone.localdate(row.raised_at):
        raise Refused(_("It cannot have been decided before it was raised."), "taken_on")
    return max(moment, row.raised_at)


def _later(taken_at: datetime, day: date | None) -> date | None:
    if day is not None and day <= timezone.localdate(taken_at):
        raise Refused(_("Choose a day after the decision."), "look_back_on")
    return checked_day(day, "look_back_on")


def _refuse_foreign_meeting(row: Decision, meeting: Meeting | None) -> None:
    if meeting is None:
        return
    if meeting.room_id != row.room_id:
        raise Refused(_("Choose a meeting of this room."), "meeting")
    if row.body_id is not None and meeting.body_id != row.body_id:
        raise Refused(_("Choose a meeting of the body that decides."), "meeting")


def own_ballots(row: Decision) -> dict[int | None, Ballot]:
    """What people said for themselves on the open question, by person."""
    rows = Ballot.objects.filter(decision=row, superseded_at=None)
    return {ballot.person_id: ballot for ballot in rows}


def stand_of(ballot: Ballot, member: BodyMember, chosen: Option | None) -> Stand:
    """A yes to another option than the chosen one is a no to this one."""
    answer = ballot.answer
    other = ballot.option_id is not None and (chosen is None or ballot.option_id != chosen.pk)
    if answer == Ballot.Answer.YES and other:
        answer = Ballot.Answer.NO
    return Stand(member, answer, ballot.why)


def _stands(row: Decision, ballots: Sequence[Mapping[str, Any]]) -> list[Stand]:
    """Everybody known to have been there, with what they said."""
    if row.body is None or row.taken_at is None:
        return []
    seats = seats_of(row.body, timezone.localdate(row.taken_at))
    given = {ballot["member"].pk: ballot for ballot in ballots}
    if unknown := set(given) - {member.pk for member in seats}:
        said = _("Somebody here had no seat on the body on that day.")
        raise Refused(said, f"seat_{min(unknown)}")
    own, there = own_ballots(row), _attended(row.meeting)
    agreed = SILENT if given or own else Ballot.Answer.YES.value
    found = []
    for member in seats:
        if member.person_id is not None and member.person_id in own:
            found.append(stand_of(own[member.person_id], member, row.chosen))
        elif member.pk in given:
            found.append(_stand(member, given[member.pk]))
        elif member.pk in there:
            found.append(Stand(member, agreed))
    return found


def _stand(member: BodyMember, given: Mapping[str, Any]) -> Stand:
    answer = given.get("answer", SILENT)
    if answer not in {SILENT, *Ballot.Answer.values}:
        raise Refused(_("Choose one of those offered."), f"seat_{member.pk}")
    return Stand(member, answer, one_line(given.get("why", ""), 1000, f"why_{member.pk}"))


def _attended(meeting: Meeting | None) -> set[int]:
    if meeting is None:
        return set()
    rows = Attendance.objects.filter(meeting=meeting, presence=Attendance.Presence.PRESENT)
    return {pk for pk in rows.values_list("member_id", flat=True) if pk is not None}


def _rule(row: Decision, stands: Sequence[Stand]) -> dict[str, Any]:
    """Frozen: rule, quorum, votes and outcome. Refused where the rule does not carry it."""
    if row.body is None or row.taken_at is None or not stands:
        return {"body": row.body.name} if row.body else {}
    seats = seats_of(row.body, timezone.localdate(row.taken_at))
    found = tally(row.body, seats, stands, row.matter)
    if not carried(found):
        raise Refused(
            _("Under the charter of %(body)s this is not decided.") % {"body": row.body}
            + " " + " ".join(explained(found)),
            "ballots",
        )  # fmt: skip
    return found


def _keep_ballots(row: Decision, stands: Sequence[Stand]) -> None:
    """Of those who spoke; what they said for themselves stands already."""
    own, moment = own_ballots(row), row.taken_at or timezone.now()
    Ballot.objects.bulk_create(
        Ballot(
            decision=row, person=each.member.person, partner=each.member.partner,
            name=each.member.who, answer=each.answer, why=each.why, at=moment,
        )
        for each in stands
        if each.answer and (each.member.person_id is None or each.member.person_id not in own)
    )  # fmt: skip


def _supersede(row: Decision) -> None:
    """The older one of the same matter is over from now on; its text stays as it is."""
    if row.supersedes_id is None:
        return
    old = Decision._base_manager.select_for_update().get(pk=row.supersedes_id)
    if old.state != Decision.State.TAKEN:
        raise Refused(_("The decision that it would supersede is no longer in force."))
    old.state = Decision.State.SUPERSEDED
    old.save_over(old.version, ["state"])
