"""What makes no sense is refused; pauses, hours and reminders case by case."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from allied.pure.clock import (
    MESSAGES,
    Before,
    ClockRefusal,
    Ladder,
    Level,
    Pause,
    State,
    Unit,
    reminders,
    spans,
    standing,
)
from allied.pure.days import Calendar, DaysRefusal, at_local, in_utc, zone_named
from allied.pure.sentences import text

from .cases import PRESENTED, THREE, moment, one_level

BRUSSELS = Calendar("Europe/Brussels")
ONE = Level("one", 1)


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("length", lambda: Level("one", 0)),
        ("length", lambda: Level("one", 3661)),
        ("levels", lambda: Ladder((), BRUSSELS)),
        ("levels", lambda: Ladder(tuple(Level(str(n), 1) for n in range(21)), BRUSSELS)),
        ("level_twice", lambda: Ladder((ONE, ONE), BRUSSELS)),
        ("pause", lambda: Pause(moment("2007-03-22T10:00"), moment("2007-03-22T09:00"))),
        ("before", lambda: Before(0)),
        ("before", lambda: Before(4000, Unit.HOURS)),
    ],
)
def test_refused(code, make):
    with pytest.raises(ClockRefusal) as refused:
        make()
    assert refused.value.code == code
    assert refused.value.field
    assert "%(" not in str(refused.value)


@pytest.mark.parametrize(
    ("code", "make"),
    [
        *[("zone", lambda name=name: Calendar(name)) for name in ("Mars", "", "../x", "America")],
        ("zone", lambda: zone_named("a\0b")),
        ("weekend", lambda: Calendar("UTC", frozenset(range(7)))),
        ("weekend", lambda: Calendar("UTC", frozenset({7}))),
        ("no_zone", lambda: Pause(datetime(2007, 3, 22))),  # noqa: DTZ001
        ("no_zone", lambda: spans(THREE, datetime(2007, 3, 22))),  # noqa: DTZ001
        ("years", lambda: spans(THREE, datetime(1, 1, 1, tzinfo=UTC))),
        ("years", lambda: standing(THREE, PRESENTED, datetime(9999, 12, 31, tzinfo=UTC))),
    ],
)
def test_days_refused(code, make):
    with pytest.raises(DaysRefusal) as refused:
        make()
    assert refused.value.code == code
    assert "%(" not in str(refused.value)


def test_the_longest_ladder_ends():
    long = Ladder(
        tuple(Level(str(n), 3660) for n in range(20)), Calendar("UTC", frozenset(range(6)))
    )
    assert spans(long, datetime(2200, 12, 31, tzinfo=UTC))[-1].ends.year > 3600


def test_a_weekend_of_friday_and_saturday():
    ladder = Ladder((Level("one", 2),), Calendar("Asia/Jerusalem", frozenset({4, 5})))
    assert spans(ladder, moment("2007-03-22T10:00+02:00"))[0].last_day == date(2007, 3, 26)


def test_a_business_day_after_hours_is_counted_after_the_day_on_which_they_end():
    ladder = Ladder((Level("one", 30, Unit.HOURS), Level("two", 1)), BRUSSELS)
    one, two = spans(ladder, PRESENTED)
    assert one.ends == moment("2007-03-23T21:00+01:00")
    assert two.last_day == date(2007, 3, 26)


def test_a_pause_from_and_to_the_end_of_a_day():
    """A day is over before a pause that begins at its end, and held by one that ends there."""
    ladder = one_level("Europe/Brussels", "2 business_days")
    tick = moment("2007-03-24T00:00+01:00")
    after = spans(ladder, PRESENTED, [Pause(tick, tick + timedelta(hours=12))])
    assert after[0].last_day == date(2007, 3, 26)
    before = spans(ladder, PRESENTED, [Pause(tick - timedelta(hours=12), tick)])
    assert before[0].last_day == date(2007, 3, 27)


def test_pauses_that_overlap_count_once():
    start = PRESENTED
    hours = one_level("UTC", "10 hours")

    def at(hour: int) -> datetime:
        return start + timedelta(hours=hour)

    apart = [Pause(at(6), at(7)), Pause(at(2), at(4)), Pause(at(3), at(5)), Pause(at(9), at(9))]
    assert spans(hours, start, apart)[0].ends == at(14)
    swallowed = [Pause(at(2)), Pause(at(3), at(5))]
    assert spans(hours, start, swallowed)[0].ends is None
    assert spans(hours, start, [Pause(at(10))])[0].ends == at(10)
    assert spans(hours, start, [Pause(at(-5), at(-1))])[0].ends == at(10)


def test_a_long_pause_is_not_walked_day_by_day():
    pause = Pause(PRESENTED, datetime(2199, 12, 31, 12, tzinfo=UTC))
    assert spans(THREE, PRESENTED, [pause])[0].last_day == date(2200, 1, 6)


def test_standing_while_paused_and_after_the_end_is_unknown():
    pause = Pause(moment("2007-03-26T10:00+02:00"))
    found = standing(THREE, PRESENTED, moment("2007-04-20T10:00"), [pause])
    assert (found.state, found.place, found.days_over, found.days_left) == (State.PAUSED, 0, 1, 4)
    assert (found.left, found.total) == (None, None)
    assert found.elapsed == timedelta(days=3, hours=18)
    assert spans(THREE, PRESENTED, [pause])[1].starts is None
    hours = standing(one_level("UTC", "30 hours"), PRESENTED, PRESENTED, [Pause(PRESENTED)])
    assert (hours.left, hours.days_left) == (timedelta(hours=30), None)


def test_standing_says_it():
    def said(at: str, *pauses: Pause) -> str:
        return text(MESSAGES, standing(THREE, PRESENTED, moment(at), pauses).steps)

    assert said("2007-03-23T12:00") == "On team, day 1 of 5, until the end of 2007-03-29."
    assert said("2007-05-01T12:00") == (
        "The time of the last level, sponsors, ended at 2007-04-15 22:00:00+00:00."
    )
    assert said("2007-03-01T12:00").startswith("The clock has not started")
    open_pause = Pause(moment("2007-03-23T10:00"))
    assert said("2007-03-23T12:00", open_pause).endswith("until it is started again.")
    closed = Pause(open_pause.since, moment("2007-03-23T13:00"))
    assert said("2007-03-23T12:00", closed).endswith("until 2007-03-23 13:00:00+00:00.")
    hours = standing(one_level("UTC", "1 hours"), PRESENTED, PRESENTED)
    assert text(MESSAGES, hours.steps) == "On one until 2007-03-22 15:00:00+00:00."
    assert {state.value for state in State} <= set(MESSAGES)


def test_reminders_that_do_not_fit_are_left_out_and_doubles_fall_together():
    short = one_level("Europe/Brussels", "1 business_days")
    asked = [Before(2), Before(1), Before(1, Unit.CALENDAR_DAYS), Before(3, Unit.HOURS)]
    found = reminders(short, moment("2007-03-22T08:00+01:00"), asked)
    assert [each.moment for each in found] == [
        moment("2007-03-22T09:00+01:00"), moment("2007-03-23T21:00+01:00"),
    ]  # fmt: skip
    assert found[0].before == Before(1)


def test_a_reminder_in_a_pause_comes_when_the_clock_runs_again():
    pause = Pause(moment("2007-03-28T08:00+02:00"), moment("2007-03-28T11:00+02:00"))
    found = reminders(THREE, PRESENTED, [Before(1)], [pause])
    assert found[0].moment == pause.until
    at_once = Pause(moment("2007-03-28T09:00+02:00"), pause.until)
    assert reminders(THREE, PRESENTED, [Before(1)], [at_once])[0].moment == pause.until
    assert reminders(THREE, PRESENTED, [Before(1)], [Pause(PRESENTED)]) == ()


def test_reminders_at_another_time():
    found = reminders(THREE, PRESENTED, [Before(1)], at=time(17, 30))
    assert found[0].moment == moment("2007-03-28T17:30+02:00")


def test_a_local_time_that_is_skipped_or_shown_twice():
    skipped = at_local(date(2007, 3, 25), time(2, 30), "Europe/Brussels")
    assert skipped == moment("2007-03-25T03:30+02:00")
    twice = at_local(date(2007, 10, 28), time(2, 30), "Europe/Brussels")
    assert twice == moment("2007-10-28T02:30+02:00")


def test_in_utc_is_in_utc():
    assert in_utc(PRESENTED).tzinfo is UTC
