"""Meetings that the steering committee held in 2006, with their minutes, and one about to begin.

That the committee met each quarter is published; what was said, decided and promised is invention
and marked as illustrative. Two are signed off by both sides, the last waits for Quintiles.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone
from msgspec import Struct, field

from allied.governance.actions.services import finish_action
from allied.governance.meetings.queries.minutes import minutes_of
from allied.governance.meetings.services import attending, entries, holding, outcomes, signing
from allied.governance.models import (
    Action,
    Attendance,
    Body,
    BodyMember,
    Decision,
    Meeting,
    MinuteEntry,
    SignOff,
    Topic,
)

from .dating import dated
from .stage import Stage

ZONE = "Europe/Brussels"
Line = tuple[str, str, str, str]  # who wrote it, kind, text, owner and days or whose


class Held(Struct, frozen=True):
    """A meeting as the story tells it. `topics`: title, owner, wanted, planned and used minutes."""

    day: date
    topics: tuple[tuple[str, str, str, int, int], ...]
    lines: dict[int, tuple[Line, ...]]
    away: dict[str, str] = field(default_factory=dict)
    signed_by: tuple[str, ...] = ("s_manager", "q_manager")
    done: tuple[str, ...] = ()
    addendum: str = ""


HELD = (
    Held(
        date(2006, 6, 13),
        (
            ("Scorecard of the first quarter", "s_manager", "inform", 20, 17),
            ("Monitoring visits: one standard for both companies", "q_evp", "decide", 30, 41),
            ("Training of project leaders together", "s_manager", "decide", 20, 15),
        ),
        {
            0: (
                ("q_manager", "note", "Both scorecards were read beforehand; nobody asked for more "
                 "than the **three reds**.", ""),
                ("s_manager", "action", "Send the readings of the second quarter two weeks before "
                 "the committee meets", "q_planning+30"),
            ),
            1: (
                ("s_manager", "note", "Audit reports of both sides name the same findings, with "
                 "different words for them.", ""),
                ("q_manager", "decision", "Visits follow the standard of Quintiles from the fourth "
                 "quarter on; Solvay audits a tenth of them.", ""),
                ("s_manager", "dissent", "A tenth is too few in the first year.", "s_clinical"),
                ("q_manager", "action", "Write the standard down on two pages", "q_sites+45"),
            ),
            2: (
                ("s_manager", "decision", "Project leaders are trained together, twice a year, at "
                 "the cost of both halves.", ""),
            ),
        },
        away={"q_president": "excused"},
        done=("Send the readings", "Write the standard"),
        addendum="The first training is in Brussels, not in Hannover as was said.",
    ),
    Held(
        date(2006, 9, 12),
        (
            ("Scorecard of the second quarter", "s_manager", "inform", 20, 12),
            ("Time from protocol to first patient", "q_president", "discuss", 40, 52),
            ("Access of Quintiles to the planning system", "s_head", "decide", 20, 18),
            ("Calendar of 2007", "q_manager", "inform", 10, 0),
        ),
        {
            1: (
                ("q_manager", "note", "Contracts with sites take most of the time:\n\n"
                 "- eleven weeks where both legal departments read\n- five where one does", ""),
                ("s_manager", "decision", "One legal department reads for both; which one, the "
                 "country decides.", ""),
                ("s_manager", "action", "List who reads in which country", "s_manager+21"),
                ("q_manager", "action", "Tell the sites under contract", "q_sites+60"),
            ),
            2: (
                ("s_manager", "decision", "Planners of Quintiles read the portfolio in the system "
                 "of Solvay, one year ahead.", ""),
            ),
        },
        done=("List who reads",),
    ),
    Held(
        date(2006, 12, 12),
        (
            ("Scorecard of the third quarter", "s_manager", "inform", 20, 19),
            ("A second compound under the alliance", "s_head", "decide", 40, 38),
            ("Calendar of 2007", "q_manager", "inform", 10, 6),
        ),
        {
            0: (("q_manager", "note", "Fewer reds than in June. *Duplicated activities* is still "
                 "counted by hand on both sides.", ""),),
            1: (
                ("s_manager", "note", "The team can be the same; the sites cannot.", ""),
                ("q_manager", "decision", "The second compound is prepared under the alliance; its "
                 "team is named in January.", ""),
                ("q_manager", "action", "Propose the team with names by site", "q_president+30"),
                ("s_manager", "action", "Say what the first year may cost", "s_cfo+40"),
            ),
        },
        away={"s_cfo": "absent"},
        signed_by=("s_manager",),
    ),
)  # fmt: skip
NEXT = (date(2007, 1, 10), (
    ("Milestones of the first compound", "q_sites", "inform", 15),
    ("Who reads contracts in Poland", "s_clinical", "decide", 20),
    ("Supplies for the new sites", "q_sites", "discuss", 15),
))  # fmt: skip


def hold_meetings(stage: Stage, bodies: dict[str, Body]) -> None:
    rows = [_meeting(stage, bodies["steering"], told.day, 14, 120) for told in HELD]
    for told, meeting in zip(HELD, rows, strict=True):
        with dated(told.day):
            _hold(stage, meeting, told)
    day, topics = NEXT
    meeting = _meeting(stage, bodies["development"], day, 15, 60)
    for place, (title, owner, wanted, minutes) in enumerate(topics):
        _topic(stage, meeting, place, title, owner, wanted, minutes)


def _hold(stage: Stage, meeting: Meeting, told: Held) -> None:
    topics = [
        _topic(stage, meeting, place, title, owner, wanted, minutes)
        for place, (title, owner, wanted, minutes, _used) in enumerate(told.topics)
    ]
    by, moment = stage.actor("q_manager"), meeting.starts_at
    holding.begin_meeting(by=by, meeting=meeting, at=moment)
    _attend(stage, meeting, told.away)
    for place, (*_topic_told, used) in enumerate(told.topics):
        if used:
            holding.go_to_topic(
                by=by, meeting=meeting, topic=topics[place], leave="done", at=moment
            )
        moment += timedelta(minutes=used)
        for line in told.lines.get(place, ()):
            _write(stage, meeting, topics[place], line)
    holding.end_meeting(by=by, meeting=meeting, at=moment)
    _date(meeting, moment)
    for key in told.signed_by:
        _sign(stage, meeting, key)
    SignOff.objects.filter(meeting=meeting).update(at=moment + timedelta(days=2))
    _finish(stage, told)
    if told.addendum:
        row = signing.add_addendum(by=stage.actor("s_manager"), meeting=meeting, text=told.addendum)
        row.at = moment + timedelta(days=9)
        row.save()


def _meeting(stage: Stage, body: Body, day: date, hour: int, minutes: int) -> Meeting:
    return Meeting.objects.create(
        alliance=stage.alliance, room=body.room, body=body, minutes=minutes, timezone=ZONE,
        starts_at=datetime.combine(day, time(hour), ZoneInfo(ZONE)),
        place="By telephone", is_illustrative=True,
    )  # fmt: skip


def _topic(stage: Stage, meeting: Meeting, place: int, title: str, owner: str, *more: Any) -> Topic:
    wanted, minutes = more
    return Topic.objects.create(
        meeting=meeting, position=place, title=title, owner=stage.people[owner], wanted=wanted,
        minutes=minutes,
    )  # fmt: skip


def _attend(stage: Stage, meeting: Meeting, away: dict[str, str]) -> None:
    seats = {row.person_id: row for row in BodyMember.objects.filter(body=meeting.body)}
    by = stage.actor("q_manager")
    for key, presence in away.items():
        seat = seats.pop(stage.people[key].pk)
        attending.mark_attendance(by=by, meeting=meeting, members=[seat], presence=presence)
    attending.mark_attendance(
        by=by, meeting=meeting, members=list(seats.values()),
        presence=Attendance.Presence.PRESENT,
    )  # fmt: skip


def _write(stage: Stage, meeting: Meeting, topic: Topic, line: Line) -> None:
    who, kind, text, more = line
    place: dict[str, Any] = {"by": stage.actor(who), "meeting": meeting, "topic": topic}
    place |= {"text": text, "key": uuid5(NAMESPACE_URL, f"{meeting.pk} {text}")}
    if kind == "decision":
        outcomes.write_decision(**place)
    elif kind == "action":
        owner, _plus, days = more.partition("+")
        due_on = meeting.starts_at.date() + timedelta(days=int(days))
        outcomes.write_action(owner=stage.people[owner], due_on=due_on, **place)
    else:
        whose, stand = (stage.people[more].name, "abstain") if more else ("", "")
        entries.write_entry(kind=kind, whose=whose, stand=stand, **place)


def _date(meeting: Meeting, moment: datetime) -> None:
    """All of it is of that day, in the order of writing, and made up."""
    ago = timezone.now() - moment
    MinuteEntry.objects.filter(meeting=meeting).update(at=F("at") - ago)
    Decision.objects.filter(meeting=meeting).update(
        raised_at=F("raised_at") - ago, taken_at=F("taken_at") - ago, is_illustrative=True
    )
    Action.objects.filter(meeting=meeting).update(
        promised_at=F("promised_at") - ago, is_illustrative=True
    )


def _sign(stage: Stage, meeting: Meeting, key: str) -> None:
    by = stage.actor(key)
    now = Meeting.objects.select_related("alliance", "room", "body").get(pk=meeting.pk)
    signing.sign_off(by=by, meeting=now, digest=minutes_of(by, now).digest)


def _finish(stage: Stage, told: Held) -> None:
    for title in told.done:
        row = Action.objects.get(alliance=stage.alliance, title__startswith=title)
        finish_action(
            by=stage.actor("s_manager"), action=row, version=row.version,
            done_on=min(row.due_on, stage.alliance.today()),
        )  # fmt: skip
