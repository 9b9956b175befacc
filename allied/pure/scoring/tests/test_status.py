"""Statuses, freshness, trend and pace."""

from datetime import date

import pytest

from allied.pure.periods import Frequency
from allied.pure.scoring import (
    Movement,
    Preset,
    ScoringRefusal,
    Status,
    Thresholds,
    Trend,
    Yardstick,
    describe,
    is_stale,
    mark_stale,
    movement,
    pace,
    progress,
    same,
    score_value,
    stale_after,
    status_of,
    time_elapsed,
    trend,
)

HALF = Yardstick(preset=Preset.MINIMUM_MAXIMUM, minimum=0, maximum=1)
NOT_QUITE_TWO_THIRDS = 0.1 + 0.2 + 11 / 30


@pytest.mark.parametrize(
    ("score", "status"),
    [
        (1.0, Status.ON_TRACK),
        (2 / 3, Status.ON_TRACK),
        (1 - 1 / 3, Status.ON_TRACK),
        (2 / 3 - 5e-10, Status.ON_TRACK),
        (2 / 3 - 2e-9, Status.CAUTION),
        (1 / 3, Status.CAUTION),
        (1 / 3 - 2e-9, Status.OFF_TRACK),
        (0.0, Status.OFF_TRACK),
        (-1.0, Status.OFF_TRACK),
        (None, Status.NO_DATA),
    ],
)
def test_a_score_on_a_threshold_takes_the_better_status(score, status):
    assert status_of(score) is status
    assert status_of(score, HALF) is status


def test_noise_below_two_thirds_counts_as_two_thirds():
    assert NOT_QUITE_TWO_THIRDS != 2 / 3
    assert status_of(NOT_QUITE_TWO_THIRDS) is Status.ON_TRACK


def test_own_thresholds_and_beyond():
    own = Thresholds(on_track_from=0.9, caution_from=0.5)
    assert status_of(0.8, own) is Status.CAUTION
    assert status_of(0.49, own) is Status.OFF_TRACK
    assert status_of(0.8, own, beyond_target=True) is Status.EXCEEDS
    assert status_of(None, own, beyond_target=True) is Status.NO_DATA


@pytest.mark.parametrize(
    ("frequency", "last_fresh"),
    [
        (Frequency.MONTH, date(2022, 5, 2)),
        (Frequency.QUARTER, date(2022, 7, 4)),
        (Frequency.HALF_YEAR, date(2022, 10, 7)),
        (Frequency.YEAR, date(2023, 4, 15)),
    ],
)
def test_last_fresh_day(frequency, last_fresh):
    end = date(2022, 3, 31)
    assert stale_after(end, frequency) == last_fresh
    assert not is_stale(end, frequency, None, last_fresh)
    assert is_stale(end, frequency, None, date.fromordinal(last_fresh.toordinal() + 1))


def test_a_measure_may_set_its_own_tolerance():
    assert stale_after(date(2022, 3, 31), Frequency.MONTH, 0) == date(2022, 3, 31)
    with pytest.raises(ScoringRefusal, match="must not be below zero"):
        stale_after(date(2022, 3, 31), Frequency.MONTH, -1)


def test_stale_keeps_score_and_progress():
    fresh = score_value(0.8, HALF)
    day, last = date(2022, 5, 3), date(2022, 5, 2)
    stale = mark_stale(fresh, last, day)
    assert (stale.status, stale.score) == (Status.STALE, 0.8)
    assert describe(stale.explanation).endswith(
        "The reading was fresh until 2022-05-02 and 2022-05-03 is later: stale. "
        "Without that it would be on track."
    )
    assert mark_stale(fresh, last, last) == fresh
    assert mark_stale(score_value(None, HALF), last, day).status is Status.NO_DATA


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([1.0], None),
        ([1.0, None], None),
        ([1.0, 2.0], Trend.UP),
        ([3.0, 2.0, None], Trend.DOWN),
        ([9.0, 0.3, 0.1 + 0.2], Trend.FLAT),
    ],
)
def test_trend_is_of_the_last_two_readings(values, expected):
    assert trend(values) == expected


def test_movement_is_of_the_score():
    assert movement([0.2, None, 0.4]) is Movement.BETTER
    assert movement([0.4, 0.2]) is Movement.WORSE
    assert movement([2 / 3, NOT_QUITE_TWO_THIRDS]) is Movement.SAME
    assert movement([0.4]) is None


def test_pace():
    start, end = date(2022, 1, 1), date(2022, 12, 31)  # 364 days
    assert time_elapsed(start, end, date(2022, 7, 2)) == 0.5
    assert pace(0.25, start, end, date(2022, 7, 2)) == 0.5
    assert pace(0.25, start, end, start) is None
    assert pace(0.25, start, end, date(2021, 1, 1)) is None
    assert pace(0.25, start, end, date(2024, 1, 1)) == 0.25
    assert pace(-0.5, start, end, date(2022, 7, 2)) == -1
    assert pace(None, start, end, date(2022, 7, 2)) is None
    with pytest.raises(ScoringRefusal) as refused:
        pace(0.25, start, start, start)
    assert refused.value.field == "target_on"
    assert "2022-01-01" in str(refused.value)


def test_progress_needs_all_three_and_a_way_to_go():
    assert progress(5, 0, 10) == 0.5
    assert progress(5, 10, 0) == 0.5
    assert progress(None, 0, 10) is progress(5, None, 10) is progress(5, 0, None) is None
    assert progress(5, 10, 10) is None
    assert progress(5, 0.3, 0.1 + 0.2) is None


def test_same_to_a_billionth():
    assert same(0.3, 0.1 + 0.2)
    assert same(0, 1e-9)
    assert not same(0, 1.1e-9)
    assert same(1e12, 1e12 + 999)
    assert not same(1e12, 1e12 + 1001)
