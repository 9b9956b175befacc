"""Clocks in many zones: summer time, the day after, the best starts."""

from datetime import date, time

import pytest

from allied.foundation.access.refusal import Refused
from allied.governance.meetings.cadence import next_days
from allied.governance.meetings.times import Attendee, Hours, best_times, clocks_of, moment_of
from allied.governance.models import Body

BRUSSELS, NEW_YORK, TOKYO = "Europe/Brussels", "America/New_York", "Asia/Tokyo"


def people(*zones):
    return [Attendee(f"Person {n}", "Company", zone) for n, zone in enumerate(zones)]


def said(day, at, *zones, minutes=60):
    starts_at = moment_of(day, at, BRUSSELS)
    found = clocks_of(people(*zones), starts_at, minutes, BRUSSELS)
    return {one.local.zone: (one.said_time, one.hours, one.shift) for one in found}


def test_between_the_two_changes_of_the_clocks_new_york_is_five_hours_behind():
    """The United States changed on 8 March 2026, the European Union on 29 March."""
    for day, expected in (
        (date(2026, 3, 3), "08:00–09:00"), (date(2026, 3, 10), "09:00–10:00"),
        (date(2026, 3, 31), "08:00–09:00"),
    ):  # fmt: skip
        assert said(day, time(14), NEW_YORK)[NEW_YORK] == (expected, Hours.WORK, 0)


def test_a_time_that_clocks_skip_is_refused_with_the_one_to_take():
    with pytest.raises(Refused, match=r"never show 02:30: take 03:30") as refused:
        moment_of(date(2026, 3, 29), time(2, 30), BRUSSELS)
    assert refused.value.field == "at"


def test_a_time_that_clocks_show_twice_is_the_first():
    moment = moment_of(date(2026, 10, 25), time(2, 30), BRUSSELS)
    assert moment.isoformat() == "2026-10-25T00:30:00+00:00"


def test_outside_working_hours_is_said():
    day = date(2026, 6, 2)
    assert said(day, time(9), BRUSSELS, NEW_YORK, TOKYO) == {
        NEW_YORK: ("03:00–04:00", Hours.NIGHT, 0), BRUSSELS: ("09:00–10:00", Hours.WORK, 0),
        TOKYO: ("16:00–17:00", Hours.WORK, 0),
    }  # fmt: skip
    assert said(day, time(18), TOKYO)[TOKYO] == ("01:00–02:00", Hours.NIGHT, 1)
    assert said(day, time(13), NEW_YORK)[NEW_YORK][1] is Hours.EARLY
    assert said(day, time(18), BRUSSELS)[BRUSSELS][1] is Hours.LATE
    assert said(date(2026, 6, 6), time(12), BRUSSELS)[BRUSSELS][1] is Hours.FREE_DAY


def test_members_of_one_zone_stand_together():
    starts_at = moment_of(date(2026, 6, 2), time(14), BRUSSELS)
    found = clocks_of(people(BRUSSELS, NEW_YORK, BRUSSELS), starts_at, 60, BRUSSELS)
    assert [(one.local.zone, len(one.attendees)) for one in found] == [(NEW_YORK, 1), (BRUSSELS, 2)]


def test_the_best_starts_suit_most():
    best = best_times(people(BRUSSELS, NEW_YORK), date(2026, 6, 2), 120, BRUSSELS)
    assert [(one.clock, one.outside) for one in best] == [
        ("14:00", 0), ("14:30", 0), ("15:00", 0), ("15:30", 0), ("16:00", 0),
    ]  # fmt: skip
    assert best_times(people(BRUSSELS, NEW_YORK, TOKYO), date(2026, 6, 2), 60, BRUSSELS)[0].outside
    assert best_times(people(BRUSSELS), date(2026, 3, 29), 60, BRUSSELS)[0].outside == 1


def charter(**fields):
    fields = {"cadence_unit": "month", "timezone": BRUSSELS, **fields}
    return Body(name="x", **fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"cadence_from": date(2026, 1, 13), "cadence_weekday_of_month": True},
         [date(2026, 3, 10), date(2026, 4, 14)]),
        ({"cadence_from": date(2026, 1, 30), "cadence_weekday_of_month": True},
         [date(2026, 3, 27), date(2026, 4, 24)]),
        ({"cadence_from": date(2026, 1, 13), "cadence_every": 3},
         [date(2026, 4, 13), date(2026, 7, 13)]),
        ({"cadence_unit": "week", "cadence_every": 2, "cadence_from": date(2026, 3, 3)},
         [date(2026, 3, 3), date(2026, 3, 17)]),
        ({"cadence_unit": "none", "cadence_from": date(2026, 1, 13)}, []),
        ({"cadence_from": None}, []),
        ({"cadence_from": date(1, 1, 1)}, []),
        ({"cadence_from": date(2026, 1, 13), "timezone": "Nowhere"}, []),
    ],
)  # fmt: skip
def test_days_of_the_cadence(fields, expected):
    assert next_days(charter(**fields), date(2026, 2, 28), 2) == expected
