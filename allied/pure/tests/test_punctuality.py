"""Actions on time and attendance, by docs/algorithms/punctuality.md, and their laws."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from allied.pure.days import DaysRefusal
from allied.pure.periods import Frequency, parse_period, period_containing
from allied.pure.punctuality import (
    Action,
    Punctuality,
    attendance,
    attendance_by_key,
    punctuality,
    punctuality_by_key,
)
from allied.pure.scoring.tests.cases import number, rows
from allied.pure.shares import Share

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "punctuality.md"
ACTIONS = rows(PAGE, "| due | done |")
TOGETHER = rows(PAGE, "| which | on time |")
SEATS = rows(PAGE, "| partner | filled |")
ZONE = "Europe/Brussels"
TODAY = date(2007, 3, 31)
COUNTS = ("on_time", "late", "overdue", "not_due", "undated_open", "undated_done")


def action(due: str, done: str) -> Action:
    return Action(
        None if due == "–" else date.fromisoformat(due),
        None if done == "–" else datetime.fromisoformat(done),
    )


def test_the_page_has_its_tables():
    assert [len(table) for table in (ACTIONS, TOGETHER, SEATS)] == [14, 3, 2]


@pytest.mark.parametrize(("due", "done", "becomes", "days_late"), ACTIONS)
def test_one_action(due, done, becomes, days_late):
    found = punctuality([action(due, done)], TODAY, ZONE)
    assert [count for count in COUNTS if getattr(found, count)] == [becomes]
    assert found.days_late == int(days_late)


@pytest.mark.parametrize(
    ("which", "on_time", "late", "overdue", "still_open", "share", "average"), TOGETHER
)
def test_together(which, on_time, late, overdue, still_open, share, average):
    within = None if which == "all" else parse_period(which.removeprefix("due in "))
    found = punctuality([action(*row[:2]) for row in ACTIONS], TODAY, ZONE, within)
    assert (found.on_time, found.late, found.overdue) == (int(on_time), int(late), int(overdue))
    assert found.open == int(still_open)
    assert found.share == number(share)
    assert found.average_days_late == number(average)


def test_attendance():
    filled = {partner: int(count) for partner, count, *_ in SEATS}
    seats = [(partner, n < filled[partner]) for n in range(6) for partner in filled]
    found = attendance_by_key(seats)
    for partner, count, of, share in SEATS:
        assert found[partner] == Share(int(count), int(of))
        assert found[partner].share == number(share)
    assert attendance(seats) == Share(8, 12)
    assert attendance([]).share is None
    assert attendance_by_key([]) == {}


def test_none_of_nothing():
    assert punctuality([], TODAY, ZONE) == Punctuality()
    assert Punctuality().share is None
    assert Punctuality().average_days_late is None
    assert punctuality_by_key([], TODAY, ZONE) == {}
    assert Share(0, 3).share == 0


def test_a_moment_without_a_zone_and_an_unknown_zone_are_refused():
    naive = Action(TODAY, datetime(2007, 3, 1))  # noqa: DTZ001
    with pytest.raises(DaysRefusal):
        punctuality([naive], TODAY, ZONE)
    with pytest.raises(DaysRefusal):
        punctuality([Action(TODAY, datetime(2007, 3, 1, tzinfo=UTC))], TODAY, "Mars")


def test_dates_at_the_ends_of_the_calendar():
    far = [Action(date(1, 1, 1)), Action(date(9999, 12, 31))]
    found = punctuality(far, TODAY, ZONE)
    assert (found.overdue, found.not_due) == (1, 1)


around = st.dates(date(2007, 1, 1), date(2007, 12, 31))
moments = st.integers(0, 365 * 24 * 4).map(
    lambda n: datetime(2007, 1, 1, tzinfo=UTC) + n * timedelta(minutes=15)
)
actions = st.lists(
    st.builds(Action, st.none() | around, st.none() | moments, st.sampled_from("abc")), max_size=12
)


@given(actions, around)
def test_each_action_is_counted_once_and_keys_add_up(found, today):
    whole = punctuality(found, today, ZONE)
    assert sum(getattr(whole, count) for count in COUNTS) == len(found)
    parts = punctuality_by_key(found, today, ZONE).values()
    for field in (*COUNTS, "days_late"):
        assert sum(getattr(part, field) for part in parts) == getattr(whole, field)
    assert whole.share is None or 0 <= whole.share <= 1
    assert whole.average_days_late is None or whole.average_days_late >= 1


@given(actions, around)
def test_periods_add_up_to_all_with_a_due_day(found, today):
    periods = {period_containing(a.due, Frequency.QUARTER) for a in found if a.due}
    parts = [punctuality(found, today, ZONE, period) for period in periods]
    dated = punctuality([a for a in found if a.due], today, ZONE)
    for field in (*COUNTS, "days_late"):
        assert sum(getattr(part, field) for part in parts) == getattr(dated, field)


@given(actions, around, st.sampled_from(["Asia/Tokyo", "America/New_York"]))
def test_the_zone_in_which_a_moment_is_written_changes_nothing(found, today, zone):
    there = ZoneInfo(zone)
    seen = [replace(a, done=a.done.astimezone(there) if a.done else None) for a in found]
    assert punctuality(seen, today, ZONE) == punctuality(found, today, ZONE)


@given(actions, around)
def test_doing_an_overdue_action_makes_it_late_and_keeps_the_share(found, today):
    whole = punctuality(found, today, ZONE)
    now = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    finished = [
        replace(a, done=now) if a.done is None or a.done > now else a for a in found if a.due
    ]
    after = punctuality([a for a in finished if a.due < today], today, ZONE)
    before = punctuality([a for a in found if a.due and a.due < today], today, ZONE)
    assert after.share == before.share
    assert after.days_late == before.days_late
    assert after.open == 0
    assert whole.overdue == before.overdue


@given(actions, around)
def test_a_past_figure_does_not_change_by_what_is_done_later(found, today):
    later = datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(days=2)
    undone = [replace(a, done=None) if a.done and a.done >= later else a for a in found]
    assert punctuality(undone, today, ZONE) == punctuality(found, today, ZONE)
