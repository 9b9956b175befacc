"""Meetings of the first alliance: those held, the next ones, and the agenda that is being prepared.

That the steering committee met each quarter is published; days, topics and papers are illustrative
and marked so.
"""

from datetime import date, time

from allied.governance.meetings import services
from allied.governance.models import Body, Meeting, Topic

from .dating import dated
from .stage import Stage

PLANNED_ON = date(2006, 12, 12)
PREPARED_ON = date(2006, 12, 20)
NEXT = date(2007, 3, 13)
AFTER = date(2007, 6, 12)
TEAM = (date(2007, 1, 9), date(2007, 1, 23))


def plan_meetings(stage: Stage, bodies: dict[str, Body]) -> dict[str, Meeting]:
    """The next meetings of the steering committee and of the project team."""
    with dated(PLANNED_ON):
        steering = [_plan(stage, bodies["steering"], day, time(14), 120) for day in (NEXT, AFTER)]
        team = [_plan(stage, bodies["project"], day, time(15, 30), 60) for day in TEAM]
    with dated(PREPARED_ON):
        _prepare(stage, team[0])
    return {"steering": steering[0], "project": team[0]}


def _plan(stage: Stage, body: Body, day: date, at: time, minutes: int) -> Meeting:
    return services.plan_meeting(
        by=stage.actor("s_manager"), body=body, day=day, at=at, minutes=minutes,
        time_zone="Europe/Brussels", place="By video", is_illustrative=True,
    )  # fmt: skip


def _prepare(stage: Stage, meeting: Meeting) -> None:
    """A team meeting with an agenda that Solvay has agreed to and Quintiles not yet."""
    by = stage.actor("s_manager")
    services.add_topic(
        by=by, meeting=meeting, title="Who joins the teams in January (illustrative)",
        owner=stage.people["q_planning"], minutes=15, wanted=Topic.Wanted.DISCUSS,
    )  # fmt: skip
    services.add_topic(
        by=by, meeting=meeting, title="Calendar of the year 2007 (illustrative)",
        owner=stage.people["q_manager"], minutes=10, wanted=Topic.Wanted.INFORM,
    )  # fmt: skip
    services.add_paper(
        by=by, meeting=meeting, name="Calendar of both companies (illustrative)",
        url="https://example.org/calendar",
    )  # fmt: skip
    meeting.refresh_from_db()
    services.agree_agenda(by=by, meeting=meeting, seen=meeting.tick)
