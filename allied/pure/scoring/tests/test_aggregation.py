"""Readings of several periods, made one before they are scored."""

from datetime import date

import pytest

from allied.pure.periods import parse_period
from allied.pure.scoring import Aggregation, ScoringRefusal, aggregate

MONTHS = {"2021-12": 5.0, "2022-01": 10.0, "2022-02": 20.0, "2022-03": 60.0, "2022-04": 7.0}
READINGS = [(parse_period(text), value) for text, value in reversed(MONTHS.items())]
QUARTER = parse_period("2022-Q1")


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (Aggregation.LAST, 60),
        (Aggregation.SUM, 90),
        (Aggregation.AVERAGE, 30),
        (Aggregation.YEAR_TO_DATE, 90),
    ],
)
def test_months_seen_for_a_quarter(how, expected):
    assert aggregate(READINGS, how, QUARTER) == expected


def test_year_to_date_by_the_fiscal_year():
    how = Aggregation.YEAR_TO_DATE
    assert aggregate(READINGS, how, QUARTER, fiscal_start_month=10) == 95
    assert aggregate(READINGS, how, parse_period("2022-04"), fiscal_start_month=4) == 7
    assert aggregate(READINGS, how, parse_period("2022-02")) == 30


def test_since_the_beginning():
    since = date(2021, 12, 1)
    assert aggregate(READINGS, Aggregation.SUM, QUARTER, since=since) == 95
    assert aggregate(READINGS, Aggregation.AVERAGE, QUARTER, since=since) == 23.75


def test_nothing_falls_in():
    for how in Aggregation:
        assert aggregate([], how, QUARTER) is None
        assert aggregate(READINGS, how, parse_period("2020-Q1")) is None
    assert aggregate(READINGS[:1], Aggregation.LAST, QUARTER) is None


def test_last_may_be_older_than_the_period():
    assert aggregate(READINGS, Aggregation.LAST, parse_period("2023-Q1")) == 7
    assert aggregate(READINGS, Aggregation.SUM, parse_period("2023-Q1")) is None


def test_what_is_missing_is_not_there():
    assert aggregate(READINGS[1:3], Aggregation.SUM, QUARTER) == 80


def test_a_sum_without_noise():
    tenths = [(parse_period(f"2022-{month:02d}"), 0.1) for month in range(1, 11)]
    assert aggregate(tenths, Aggregation.SUM, parse_period("2022")) == 1


def test_two_readings_for_the_same_days_are_refused():
    for second in ("2022-03", "2022-Q1", "2022"):
        with pytest.raises(ScoringRefusal, match="cover the same days"):
            aggregate([*READINGS, (parse_period(second), 1.0)], Aggregation.SUM, QUARTER)


def test_a_value_that_is_not_finite_is_refused():
    with pytest.raises(ScoringRefusal, match="finite"):
        aggregate([(QUARTER, float("nan"))], Aggregation.SUM, QUARTER)
