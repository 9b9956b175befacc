"""A steering committee of both sides, one of Solvay's own, and a meeting of each."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from msgspec import Struct

from allied.foundation.access.actor import View
from allied.governance.meetings import services
from allied.governance.models import Body, BodyMember, Meeting
from tests.support.cast import Cast

AT = time(14)


def ahead(days: int) -> date:
    """A Tuesday at least so many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    return day + timedelta(days=(1 - day.weekday()) % 7)


class Scene(Struct):
    cast: Cast
    body: Body
    own_body: Body

    def actor(self, who: str = "solvay_manager", view: View = View.JOINT):
        return self.cast.actor(who, view)

    def plan(self, days: int = 14, who: str = "solvay_manager", **more) -> Meeting:
        fields = {"body": self.body, "day": ahead(days), "at": AT, "minutes": 90,
                  "time_zone": "Europe/Brussels", "place": "By video"}  # fmt: skip
        return services.plan_meeting(by=self.actor(who), **{**fields, **more})

    def plan_own(self, days: int = 14) -> Meeting:
        ours = self.actor("solvay_manager", View.OURS)
        return services.plan_meeting(
            by=ours, body=self.own_body, day=ahead(days), at=AT, minutes=60,
            time_zone="Europe/Brussels", name="Zinnober round",
        )  # fmt: skip

    def topic(self, meeting: Meeting, title: str = "Budget of the year", **more):
        return services.add_topic(by=self.actor(), meeting=meeting, title=title, **more)

    def agree(self, who: str, meeting: Meeting):
        meeting.refresh_from_db()
        return services.agree_agenda(
            by=self.actor(who), meeting=meeting, seen=meeting.tick, site="https://allied.example/"
        )

    def agreed(self, meeting: Meeting) -> Meeting:
        for who in ("solvay_manager", "quintiles_manager"):
            self.agree(who, meeting)
        meeting.refresh_from_db()
        return meeting


def make_scene(cast: Cast) -> Scene:
    since = date(2020, 1, 1)
    place = {"alliance": cast.alliance, "kind": "steering", "timezone": "Europe/Brussels"}
    body = Body.objects.create(
        room=cast.joint, name="Joint steering committee", cadence_unit="month",
        cadence_from=date(2020, 1, 14), cadence_weekday_of_month=True, meets_at=AT, **place,
    )  # fmt: skip
    own = Body.objects.create(room=cast.solvay_room, name="Zinnober board", **place)
    for person, partner in (
        (cast.solvay_sponsor, cast.solvay), (cast.solvay_manager, cast.solvay),
        (cast.quintiles_manager, cast.quintiles), (cast.quintiles_sponsor, cast.quintiles),
        (cast.former_member, cast.quintiles),
    ):  # fmt: skip
        BodyMember.objects.create(body=body, person=person, partner=partner, since=since)
        company = partner.company_id == cast.solvay.company_id
        person.timezone = "Europe/Brussels" if company else "America/New_York"
        person.save()
    for person in (cast.solvay_manager, cast.quintiles_manager):
        # A seat of the partner on a body of our room is no way into it.
        BodyMember.objects.create(body=own, person=person, partner=cast.solvay, since=since)
    return Scene(cast, body, own)


@pytest.fixture
def scene(cast) -> Scene:
    return make_scene(cast)
