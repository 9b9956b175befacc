"""A committee of both sides and a meeting of it, for the tests of the meeting page."""

from datetime import UTC, date, datetime
from typing import Any

from allied.alliances.models import Room
from allied.foundation.access.actor import Actor, View
from allied.governance.meetings.services.holding import begin_meeting, end_meeting
from allied.governance.models import Body, BodyMember, Meeting, Topic
from tests.support.cast import Cast

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SINCE = date(2020, 1, 1)


def a_body(cast: Cast, room: Room | None = None, **more: Any) -> Body:
    """Chair and member of each side; the Quintiles member has an alternate."""
    home = room or cast.joint
    body = Body.objects.create(
        alliance=cast.alliance,
        room=home,
        name=more.pop("name", "Steering"),
        kind="steering",
        **more,
    )
    seat(body, cast.solvay, cast.solvay_sponsor, office="chair")
    seat(body, cast.solvay, cast.solvay_manager)
    seat(body, cast.quintiles, cast.quintiles_sponsor)
    held = seat(body, cast.quintiles, cast.quintiles_manager)
    seat(body, cast.quintiles, cast.member, office="alternate", alternate_for=held)
    return body


def seat(body: Body, partner: Any, person: Any, **more: Any) -> BodyMember:
    return BodyMember.objects.create(body=body, partner=partner, person=person, since=SINCE, **more)


def a_meeting(cast: Cast, room: Room | None = None, *, topics: int = 2, **more: Any) -> Meeting:
    body = more.pop("body", None) or a_body(cast, room)
    meeting = Meeting.objects.create(
        alliance=cast.alliance, room=body.room, body=body, starts_at=AT, name="Spring", **more
    )
    for number in range(topics):
        Topic.objects.create(
            meeting=meeting, title=f"Topic {number + 1}", position=number, minutes=10
        )
    return meeting


def under_way(cast: Cast, room: Room | None = None, **more: Any) -> Meeting:
    view = View.OURS if room and not room.is_joint else View.JOINT
    who = "solvay_manager" if room == cast.solvay_room else "quintiles_manager"
    return begin_meeting(by=cast.actor(who, view), meeting=a_meeting(cast, room, **more))


def ended(cast: Cast, room: Room | None = None, **more: Any) -> Meeting:
    meeting = under_way(cast, room, **more)
    view = View.JOINT if meeting.room.is_joint else View.OURS
    who = "solvay_manager" if room == cast.solvay_room else "quintiles_manager"
    return end_meeting(by=cast.actor(who, view), meeting=meeting)


def joint(cast: Cast, who: str) -> Actor:
    return cast.actor(who, View.JOINT)
