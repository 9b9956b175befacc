"""Laws of cadences and of local times; what makes no sense is refused."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.cadence import (
    LAST,
    Cadence,
    CadenceRefusal,
    Rhythm,
    WorkingHours,
    local_times,
    next_meetings,
    rank_starts,
    starts_of_day,
)
from allied.pure.clock.tests.cases import moments, zones
from allied.pure.days import Calendar, DaysRefusal

FIRST = date(2007, 1, 1)
NINE = time(9)
BRUSSELS = Calendar("Europe/Brussels")
START = datetime(2006, 12, 1, tzinfo=UTC)


@st.composite
def cadences(draw: st.DrawFn) -> Cadence:
    first = FIRST + timedelta(days=draw(st.integers(0, 400)))
    free = st.integers(0, 500).map(lambda n: FIRST + timedelta(days=n))
    calendar = Calendar(
        draw(zones),
        draw(st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset()])),
        draw(st.frozensets(free, max_size=40)),
    )
    rhythm = draw(st.sampled_from(Rhythm))
    weekday = draw(st.integers(0, 6))
    if rhythm is Rhythm.WEEKLY:
        fields = {"weekday": weekday}
    elif draw(st.booleans()):
        fields = {"day": draw(st.integers(1, 31))}
    else:
        fields = {"weekday": weekday, "nth": draw(st.sampled_from([1, 2, 3, 4, LAST]))}
    return Cadence(
        rhythm, first, draw(st.times()), calendar, every=draw(st.integers(1, 3)), **fields
    )


@given(cadences())
def test_meetings_are_later_and_later_on_days_on_which_people_work(cadence):
    found = next_meetings(cadence, START, 20)
    assert len(found) == 20
    assert [each.starts for each in found] == sorted({each.starts for each in found})
    assert len({each.day for each in found}) == 20
    for each in found:
        assert each.day >= each.planned >= cadence.first
        assert each.day not in cadence.calendar.holidays
        assert each.day.weekday() not in cadence.calendar.weekend - {cadence.weekday}
        if cadence.weekday is not None:
            assert each.planned.weekday() == cadence.weekday


@given(cadences(), st.integers(0, 9))
def test_looking_later_finds_the_same_meetings(cadence, skipped):
    found = next_meetings(cadence, START, 20)
    later = next_meetings(cadence, found[skipped].starts, 19 - skipped)
    assert later == found[skipped + 1 :]
    just_before = found[skipped].starts - timedelta(microseconds=1)
    assert next_meetings(cadence, just_before, 1) == found[skipped : skipped + 1]


@given(cadences())
def test_the_clock_on_the_wall_shows_the_time_asked_for(cadence):
    there = ZoneInfo(cadence.calendar.zone)
    for each in next_meetings(cadence, START, 20):
        local = each.starts.astimezone(there)
        wanted = datetime.combine(each.day, cadence.at)
        if wanted.replace(tzinfo=there).astimezone(UTC).astimezone(there).time() == cadence.at:
            assert local.replace(tzinfo=None) == wanted


@given(cadences(), zones)
def test_the_zone_of_the_question_changes_nothing(cadence, zone):
    asked = START.astimezone(ZoneInfo(zone))
    assert next_meetings(cadence, asked, 5) == next_meetings(cadence, START, 5)


@given(
    st.sampled_from(Rhythm),
    st.dates(date(2007, 1, 1), date(2008, 12, 31)),
    st.integers(1, 3),
    st.booleans(),
)
def test_a_cadence_like_the_first_begins_with_it(rhythm, first, every, same_weekday):
    calendar = Calendar("Europe/Brussels", frozenset())
    cadence = Cadence.like_first(
        rhythm, first, NINE, calendar, every=every, same_weekday=same_weekday
    )
    found = next_meetings(cadence, START, 6)
    assert found[0].day == first
    if rhythm is Rhythm.WEEKLY:
        assert found[1].day == first + timedelta(weeks=every)
    elif same_weekday:
        assert {each.day.weekday() for each in found} == {first.weekday()}
    else:
        assert all(each.day.day in {first.day, 28, 29, 30} for each in found)


@pytest.mark.parametrize(
    ("first", "second"),
    [("2007-03-13", "2007-04-10"), ("2007-03-29", "2007-04-26"), ("2007-03-22", "2007-04-26")],
)
def test_the_second_tuesday_and_the_fifth_and_the_fourth_thursday(first, second):
    cadence = Cadence.like_first(
        Rhythm.MONTHLY, date.fromisoformat(first), NINE, BRUSSELS, same_weekday=True
    )
    assert next_meetings(cadence, START, 2)[1].day.isoformat() == second


def test_a_quarter_is_three_months_and_every_counts():
    quarterly = Cadence(Rhythm.QUARTERLY, FIRST, NINE, BRUSSELS, day=10)
    by_months = Cadence(Rhythm.MONTHLY, FIRST, NINE, BRUSSELS, every=3, day=10)
    assert next_meetings(quarterly, START, 9) == next_meetings(by_months, START, 9)


def test_meetings_that_would_fall_on_one_date_are_one():
    free = frozenset(date(2007, 3, 1) + timedelta(days=n) for n in range(14))
    cadence = Cadence(Rhythm.WEEKLY, FIRST, NINE, Calendar("UTC", holidays=free), weekday=3)
    found = next_meetings(cadence, datetime(2007, 2, 23, tzinfo=UTC), 2)
    assert [each.day.isoformat() for each in found] == ["2007-03-15", "2007-03-22"]
    assert found[0].planned == date(2007, 3, 1)
    assert found[0].moved


def test_a_meeting_moved_by_long_holidays_is_still_found():
    free = frozenset(date(2007, 3, 1) + timedelta(days=n) for n in range(60))
    calendar = Calendar("UTC", holidays=free)
    cadence = Cadence(Rhythm.MONTHLY, FIRST, NINE, calendar, day=20)
    found = next_meetings(cadence, datetime(2007, 4, 25, tzinfo=UTC), 1)
    assert (found[0].day, found[0].planned) == (date(2007, 4, 30), date(2007, 3, 20))


def test_none_asked_for_and_the_end_of_the_calendar():
    cadence = Cadence(Rhythm.YEARLY, date(2199, 6, 3), NINE, BRUSSELS, day=3)
    assert next_meetings(cadence, START, 0) == ()
    assert len(next_meetings(cadence, START, 5)) == 2


WEEKLY = {"rhythm": Rhythm.WEEKLY, "weekday": 1}
MONTHLY = {"rhythm": Rhythm.MONTHLY}


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("every", WEEKLY | {"every": 0}),
        ("every", WEEKLY | {"every": 101}),
        ("years", WEEKLY | {"first": date(1, 1, 1)}),
        ("years", WEEKLY | {"first": date(9999, 12, 31)}),
        ("weekday", WEEKLY | {"weekday": 7}),
        ("weekday", WEEKLY | {"weekday": None}),
        ("weekday", WEEKLY | {"day": 3}),
        ("weekday", WEEKLY | {"nth": 1}),
        ("day_or_weekday", MONTHLY),
        ("day_or_weekday", MONTHLY | {"day": 1, "weekday": 1, "nth": 1}),
        ("day_or_weekday", MONTHLY | {"day": 32}),
        ("day_or_weekday", MONTHLY | {"day": 1, "nth": 1}),
        ("nth", MONTHLY | {"weekday": 1}),
        ("nth", MONTHLY | {"weekday": 1, "nth": 5}),
    ],
)
def test_refused(code, fields):
    with pytest.raises(CadenceRefusal) as refused:
        Cadence(**{"first": FIRST, "at": NINE, "calendar": BRUSSELS} | fields)
    assert refused.value.code == code
    assert "%(" not in str(refused.value)


def test_questions_refused():
    cadence = Cadence(first=FIRST, at=NINE, calendar=BRUSSELS, **WEEKLY)
    for count in (-1, 501):
        with pytest.raises(CadenceRefusal, match="At most 500"):
            next_meetings(cadence, START, count)
    with pytest.raises(DaysRefusal):
        next_meetings(cadence, datetime(2007, 1, 1), 1)  # noqa: DTZ001
    for minutes in (0, 1441):
        with pytest.raises(CadenceRefusal, match="1 to 1440 minutes"):
            local_times(START, minutes, ["UTC"])
        with pytest.raises(CadenceRefusal, match="1 to 1440 minutes"):
            rank_starts([], minutes, {})
    with pytest.raises(CadenceRefusal, match="5 to 720"):
        starts_of_day(FIRST, "UTC", 0)
    with pytest.raises(CadenceRefusal, match="Working hours end after"):
        WorkingHours(time(18), time(8))
    with pytest.raises(CadenceRefusal, match="Working hours end after"):
        WorkingHours(weekend=frozenset(range(7)))


@given(moments, st.integers(1, 1440), zones)
def test_within_is_within_and_outside_is_how_far(moment, minutes, zone):
    (found,) = local_times(moment, minutes, [zone])
    assert found.starts == moment
    assert found.ends.astimezone(UTC) - found.starts.astimezone(UTC) == timedelta(minutes=minutes)
    begin, end = found.starts.replace(tzinfo=None), found.ends.replace(tzinfo=None)
    inside = begin.time() >= time(8) and end.date() == begin.date() and end.time() <= time(18)
    assert found.within is (inside and begin.weekday() < 5)
    assert 0 <= found.minutes_outside <= 1440


@given(st.lists(moments, max_size=6), st.dictionaries(st.integers(), zones, max_size=6))
def test_ranking_keeps_every_start_and_every_member(starts, members):
    found = rank_starts(starts, 60, members)
    assert sorted(each.starts for each in found) == sorted(set(starts))
    counts = [len(each.within) for each in found]
    assert counts == sorted(counts, reverse=True)
    for each in found:
        assert {*each.within, *each.outside} == set(members)
        by_member = {m: local_times(each.starts, 60, [zone])[0] for m, zone in members.items()}
        assert set(each.within) == {m for m, local in by_member.items() if local.within}


def test_starts_of_a_day_of_23_and_of_25_hours():
    assert len(starts_of_day(date(2007, 3, 25), "Europe/Brussels")) == 46
    assert len(starts_of_day(date(2007, 10, 28), "Europe/Brussels", 60)) == 25
    assert starts_of_day(date(2011, 12, 30), "Pacific/Apia") == ()
