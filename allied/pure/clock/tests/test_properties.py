"""Laws of the clock, over zones that change at midnight, skip days and count odd offsets."""

from datetime import UTC, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from allied.pure.clock import Before, Pause, State, Unit, reminders, spans, standing
from allied.pure.days import day_of, end_of, start_of

from .cases import climbs, moments, near, zones

SECOND = timedelta(seconds=1)


@given(moments, zones)
def test_days_follow_without_gap(moment, zone):
    day = day_of(moment, zone)
    start, end = start_of(day, zone), end_of(day, zone)
    assert start <= moment < end
    assert timedelta(hours=20) <= end - start <= timedelta(hours=26)
    assert day_of(start, zone) == day
    assert day_of(start - SECOND, zone) < day
    assert day_of(end - SECOND, zone) == day
    assert day_of(end, zone) > day


@given(climbs())
def test_ends_increase_and_each_level_begins_where_the_one_below_ends(climb):
    ladder, presented, pauses = climb
    found = spans(ladder, presented, pauses)
    assert found[0].starts == presented
    for below, above in pairwise(found):
        assert below.ends == above.starts
    assert all(span.starts < span.ends for span in found)
    for span in found:
        if span.level.unit is not Unit.HOURS:
            assert span.ends == end_of(span.last_day, ladder.calendar.zone)


@given(climbs(), near)
def test_at_any_moment_there_is_one_level_and_left_and_elapsed_make_the_total(climb, later):
    ladder, presented, pauses = climb
    at = presented + later
    found = standing(ladder, presented, at, pauses)
    holding = [s for s in spans(ladder, presented, pauses) if s.starts <= at < s.ends]
    if found.state is State.RUN_OUT:
        assert not holding
        return
    assert holding == [found.span]
    assert found.left + found.elapsed == found.total
    assert found.elapsed >= timedelta()
    assert found.left > timedelta() or found.state is State.PAUSED
    if found.level.unit is not Unit.HOURS:
        assert found.days_over + found.days_left == found.level.length
        assert found.days_left >= 1


@given(climbs(), near)
def test_time_runs_only_while_the_clock_does(climb, later):
    ladder, presented, pauses = climb
    at = presented + later
    one = standing(ladder, presented, at, pauses)
    two = standing(ladder, presented, at + SECOND, pauses)
    if one.place == two.place and one.place is not None:
        ran = timedelta() if one.state is State.PAUSED else SECOND
        assert two.elapsed - one.elapsed == ran


@given(climbs(), st.integers(-3, 60))
def test_a_holiday_never_brings_an_end_nearer(climb, days):
    ladder, presented, pauses = climb
    day = presented.date() + timedelta(days=days)
    more = replace(ladder.calendar, holidays=ladder.calendar.holidays | {day})
    before = spans(ladder, presented, pauses)
    after = spans(replace(ladder, calendar=more), presented, pauses)
    assert all(one.ends <= two.ends for one, two in zip(before, after, strict=True))


@given(climbs(), near, near)
def test_a_pause_never_brings_an_end_nearer(climb, since, length):
    ladder, presented, pauses = climb
    pause = Pause(presented + since, presented + since + length)
    before = spans(ladder, presented, pauses)
    after = spans(ladder, presented, (*pauses, pause))
    assert all(one.ends <= two.ends for one, two in zip(before, after, strict=True))


@given(climbs(), near, zones)
def test_who_looks_on_from_where_changes_nothing(climb, later, zone):
    ladder, presented, pauses = climb
    there = ZoneInfo(zone)
    seen = tuple(
        Pause(p.since.astimezone(there), p.until.astimezone(there)) for p in reversed(pauses)
    )
    at = presented + later
    assert standing(ladder, presented.astimezone(there), at.astimezone(there), seen) == standing(
        ladder, presented, at, pauses
    )


@given(climbs(), near)
def test_an_open_pause_hides_what_comes_after_it_and_nothing_before(climb, since):
    ladder, presented, pauses = climb
    start = presented + since
    known = spans(ladder, presented, pauses)
    held = spans(ladder, presented, (*pauses, Pause(start)))
    for one, two in zip(known, held, strict=True):
        if one.ends <= start:
            assert two == one
        elif not any(p.since <= start < p.until for p in pauses):
            assert two.ends is None
    found = standing(ladder, presented, start, (*pauses, Pause(start)))
    if found.state is not State.RUN_OUT:
        assert found.state is State.PAUSED


@given(climbs(), st.lists(st.builds(Before, st.integers(1, 5), st.sampled_from(Unit)), max_size=4))
def test_reminders_fall_within_their_level_and_outside_pauses(climb, before):
    ladder, presented, pauses = climb
    found = reminders(ladder, presented, before, pauses)
    times = spans(ladder, presented, pauses)
    assert [each.moment for each in found] == sorted(each.moment for each in found)
    for each in found:
        assert times[each.place].starts < each.moment < times[each.place].ends
        assert each.moment.tzinfo is UTC
        assert not any(p.since <= each.moment < p.until for p in pauses)
