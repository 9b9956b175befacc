"""Worked numbers of the figures, and that measures computed from them follow every write."""

from datetime import UTC, date, datetime

import pytest

from allied.foundation.access.actor import View
from allied.governance.bodies.services import add_body
from allied.governance.decisions.services import raise_decision, take_decision
from allied.governance.figures.keys import Figure, Of, Series, series_of
from allied.governance.figures.offering import offers, since, values
from allied.governance.models import (
    Action,
    Attendance,
    BodyMember,
    Decision,
    Escalation,
    Meeting,
)
from allied.pure.periods import Frequency, period_containing
from allied.scorecard.derived.services import set_formula
from allied.scorecard.models import Reading
from allied.scorecard.services import add_measure
from allied.strategy.models import Objective, Perspective, Theme

Q1 = period_containing(date(2024, 2, 1), Frequency.QUARTER, 1)
Q2, Q3 = Q1.next(), Q1.next().next()


def at(month, day, hour=12):
    return datetime(2024, month, day, hour, tzinfo=UTC)


@pytest.fixture
def body(cast):
    return add_body(
        by=cast.actor("quintiles_manager", View.JOINT), alliance=cast.alliance, name="Team",
        kind="project_team", timezone="UTC",
    )  # fmt: skip


@pytest.fixture
def read(cast):
    def read(figure, *periods, of=Of.ALL, pk=0):
        return values(cast.alliance.pk, Series(figure, of, pk).key, periods or (Q1, Q2, Q3))

    return read


def test_numbers_of_series_go_there_and_back():
    for series in (Series(Figure.ATTENDANCE), Series(Figure.ACTIONS_ON_TIME, Of.PARTNER, 12)):
        assert series_of(series.key) == series
    for key in (0, 1, 7, 61, 10_013, 99, 111 + 5):
        assert series_of(key) is None or series_of(key).key == key


def test_days_to_decide_are_the_median_of_the_period(cast, read, body):
    place = {"alliance": cast.alliance, "room": cast.joint, "state": "taken"}
    days = [(1, 2), (1, 11), (2, 5)]  # after 1, 10 and 35 days
    for n, (month, day) in enumerate(days, start=1):
        Decision.objects.create(
            number=n, title="x", raised_at=at(1, 1), taken_at=at(month, day),
            body=body if n == 2 else None, on_the_spot=n == 1, **place,
        )  # fmt: skip
    assert read(Figure.DAYS_TO_DECIDE) == [10, None, None]
    assert read(Figure.DAYS_TO_DECIDE, of=Of.BODY, pk=body.pk) == [10, None, None]
    assert read(Figure.ON_THE_SPOT)[0] == pytest.approx(100 / 3)
    assert since(cast.alliance.pk, Series(Figure.DAYS_TO_DECIDE).key) == date(2024, 1, 2)


def test_actions_on_time_by_partner_and_body(cast, read, body):
    place = {"alliance": cast.alliance, "room": cast.joint, "first_due_on": date(2024, 2, 1)}
    rows = [  # due, ended, state, side
        (date(2024, 2, 1), date(2024, 2, 1), "done", cast.solvay),
        (date(2024, 2, 1), date(2024, 2, 2), "done", cast.quintiles),
        (date(2024, 3, 31), date(2024, 4, 1), "done", cast.quintiles),
        (date(2024, 3, 1), date(2024, 3, 1), "dropped", cast.quintiles),
        (date(2024, 5, 1), None, "open", cast.solvay),
    ]
    for due, ended, state, side in rows:
        Action.objects.create(
            title="x", owner=cast.member, partner=side, due_on=due, ended_on=ended, state=state,
            body=body if side == cast.solvay else None, **place,
        )  # fmt: skip
    # At the end of March one of the three was not over its day: it counts from the day after.
    assert read(Figure.ACTIONS_ON_TIME) == [50, 0, None]
    assert read(Figure.ACTIONS_ON_TIME, of=Of.PARTNER, pk=cast.solvay.pk) == [100, 0, None]
    assert read(Figure.ACTIONS_ON_TIME, of=Of.PARTNER, pk=cast.quintiles.pk)[:1] == [0]
    assert read(Figure.ACTIONS_ON_TIME, of=Of.BODY, pk=body.pk) == [100, 0, None]


def test_open_escalations_are_those_at_the_end_of_the_period(cast, read):
    place = {"alliance": cast.alliance, "room": cast.joint}
    spans = [(at(4, 2), at(5, 1)), (at(5, 3), at(8, 1)), (at(6, 3), None)]
    for begun, ended in spans:
        Escalation.objects.create(
            title="x", presented_at=begun, ended_at=ended,
            state="returned" if ended else "open", **place,
        )  # fmt: skip
    assert read(Figure.OPEN_ESCALATIONS) == [None, 2, 1]


def test_attendance_counts_seats_and_an_alternate_fills_one(cast, read, body):
    told = {"body": body, "since": date(2024, 1, 1)}
    chair = BodyMember.objects.create(person=cast.member, partner=cast.quintiles, **told)
    other = BodyMember.objects.create(person=cast.reader, partner=cast.solvay, **told)
    third = BodyMember.objects.create(person=cast.theme_leader, partner=cast.solvay, **told)
    stand_in = BodyMember.objects.create(
        person=cast.solvay_sponsor, partner=cast.solvay, office="alternate", alternate_for=other,
        **told,
    )  # fmt: skip
    BodyMember.objects.create(title="Nobody yet", partner=cast.solvay, **told)
    meeting = Meeting.objects.create(
        alliance=cast.alliance, room=cast.joint, body=body, starts_at=at(2, 1), state="ended"
    )
    for member, presence in ((chair, "present"), (other, "excused"), (stand_in, "present")):
        Attendance.objects.create(meeting=meeting, member=member, name="x", presence=presence)
    Attendance.objects.create(meeting=meeting, name="Guest", is_guest=True)
    assert third.pk
    assert read(Figure.ATTENDANCE)[0] == pytest.approx(200 / 3)
    assert read(Figure.ATTENDANCE, of=Of.BODY, pk=body.pk)[1:] == [None, None]


def test_what_has_not_begun_has_no_figure(cast, read):
    later = period_containing(date(2190, 1, 1), Frequency.YEAR, 1)
    for figure in Figure:
        assert read(figure, later) == [None]
        assert since(cast.alliance.pk, Series(figure).key) is None
    assert values(cast.alliance.pk, 77, [Q1]) == [None]


def test_our_room_is_in_no_figure_of_all(cast, read):
    Decision.objects.create(
        number=1, title="x", raised_at=at(1, 1), taken_at=at(1, 2), state="taken",
        alliance=cast.alliance, room=cast.solvay_room,
    )  # fmt: skip
    assert read(Figure.DAYS_TO_DECIDE) == [None, None, None]
    own = add_body(
        by=cast.actor("solvay_manager", View.OURS), alliance=cast.alliance, name="Inner",
        kind="project_team", timezone="UTC",
    )  # fmt: skip
    rooms = {offer.room_id for offer in offers(cast.alliance.pk) if offer.name.endswith("Inner")}
    assert rooms == {cast.solvay_room.pk} == {own.room_id}


def test_offers_have_each_their_number(cast, body, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = offers(cast.alliance.pk)
    assert len({offer.key for offer in found}) == len(found) == 5 + 3 + 2
    assert "Actions on time: Solvay" in {offer.name for offer in found}


def test_a_measure_follows_what_is_decided_and_done(cast):
    by = cast.actor("solvay_manager", View.JOINT)
    place = {"alliance": cast.alliance, "room": cast.joint}
    band = Perspective.objects.create(name="Process", **place)
    theme = Theme.objects.create(name="Speed", **place)
    objective = Objective.objects.create(
        title="Decide quickly", perspective=band, theme=theme, **place
    )  # fmt: skip
    measure = add_measure(
        by=by, objective=objective, name="Days", kind="duration", frequency="year",
        direction="lower",
        preset="baseline_target", valid_from=date(2020, 1, 1),
        target_values={"baseline": 30, "target": 5},
    )  # fmt: skip
    set_formula(by=by, measure=measure, text="{governance Days to decide}")
    assert not Reading.objects.filter(measure=measure).exists()
    asked = raise_decision(by=by, alliance=cast.alliance, title="Which?")
    Decision.objects.filter(pk=asked.pk).update(raised_at=asked.raised_at.replace(year=2020))
    asked.refresh_from_db()
    take_decision(by=by, decision=asked, version=asked.version, decided="This one")
    reading = Reading.objects.get(measure=measure, is_current=True)
    assert reading.value > 2000
