"""A ladder of three levels, and an escalation at any stage of its way."""

from datetime import UTC, datetime, timedelta

import pytest

from allied.foundation.access.actor import View
from allied.governance.bodies.services import add_body, add_matter, add_seat
from allied.governance.escalations import services
from allied.governance.escalations.steps import Step
from allied.governance.models import BodyMember, Ladder
from allied.people.models import Person

MONDAY = datetime(2026, 3, 23, 10, tzinfo=UTC)
"""The clocks of Brussels go forward on the Sunday after."""


@pytest.fixture
def by(cast):
    return lambda who, view=View.JOINT: cast.actor(who, view)


@pytest.fixture
def bodies(cast, by):
    made = [
        add_body(
            by=by("quintiles_manager"), alliance=cast.alliance, name=name, kind=kind,
            timezone="UTC",
        )
        for name, kind in (("Project team", "project_team"), ("Steering", "steering"))
    ]  # fmt: skip
    delegate = Person.objects.create(company=cast.solvay.company, name="Delegate of Solvay")
    since = MONDAY.date() - timedelta(days=100)
    for body, who in zip(made, (cast.member, cast.measure_owner), strict=True):
        add_seat(by=by("quintiles_manager"), body=body, person=who, since=since)
        BodyMember.objects.create(body=body, partner=cast.solvay, person=delegate, since=since)
    return made


@pytest.fixture
def matter(cast, by):
    return add_matter(by=by("quintiles_manager"), alliance=cast.alliance, name="Data")


@pytest.fixture
def propose(cast, by, bodies):
    def propose(seen=0, who="quintiles_manager", **fields):
        levels = [Step(bodies[0], 5), Step(bodies[1], 5), Step(None, 10)]
        told = {"levels": levels, "timezone": "Europe/Brussels", **fields}
        return services.propose_ladder(by=by(who), alliance=cast.alliance, seen=seen, **told)

    return propose


@pytest.fixture
def agree(by, propose):
    """Proposed by Quintiles, agreed by Solvay."""

    def agree(seen=0, **fields):
        row = propose(seen, **fields)
        assert services.agree_ladder(by=by("solvay_manager"), ladder=row)
        row.refresh_from_db()
        return row

    return agree


@pytest.fixture
def draft(cast, by):
    def draft(title="Access to data", who="quintiles_manager", view=View.JOINT, **fields):
        row = services.raise_escalation(
            by=by(who, view), alliance=cast.alliance, title=title, **fields
        )
        services.state_position(
            by=by(who, view), escalation=row, version=0, holds=f"{who} holds it"
        )
        return row

    return draft


@pytest.fixture
def presented(agree, draft, by, cast):
    def presented(at=MONDAY, **fields):
        if not Ladder.objects.exists():
            agree()
        row = draft(**fields)
        return services.present(
            by=by("quintiles_manager"), escalation=row, version=row.version, at=at
        )

    return presented
