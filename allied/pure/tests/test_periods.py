"""Periods by the calendar and by a fiscal calendar."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.periods import (
    MONTHS,
    Frequency,
    Period,
    PeriodError,
    days_in,
    is_due,
    label,
    last_complete,
    last_periods,
    parse_period,
    period_containing,
    periods_between,
)

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "periods.md"
ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| 2")
]

days = st.dates(date(1901, 1, 1), date(2199, 12, 31))
months = st.integers(1, 12)
frequencies = st.sampled_from(Frequency)


@pytest.mark.parametrize(("text", "month", "first", "last"), ROWS)
def test_the_page(text, month, first, last):
    period = parse_period(text, int(month))
    assert (period.start.isoformat(), period.end.isoformat()) == (first, last)
    assert label(period, int(month)) == text


def test_the_page_has_its_table():
    assert len(ROWS) == 12


@given(days, frequencies, months)
def test_a_label_is_read_back(day, frequency, month):
    period = period_containing(day, frequency, month)
    assert period.contains(day)
    assert parse_period(label(period, month), month) == period


@given(days, frequencies, months)
def test_periods_follow_without_gap(day, frequency, month):
    period = period_containing(day, frequency, month)
    assert period.next().previous() == period
    assert period.next().start == period.end + timedelta(days=1)
    assert period.previous() < period < period.next()
    assert period.next() == period_containing(period.end + timedelta(days=1), frequency, month)


@given(days, months)
def test_a_fiscal_year_is_named_by_the_year_it_ends_in(day, month):
    year = period_containing(day, Frequency.YEAR, month)
    assert label(year, month) == str(year.end.year)
    parts = periods_between(
        period_containing(year.start, Frequency.QUARTER, month),
        period_containing(year.end, Frequency.QUARTER, month),
    )
    assert [label(part, month)[-2:] for part in parts] == ["Q1", "Q2", "Q3", "Q4"]
    assert sum(days_in(part) for part in parts) == days_in(year)


@pytest.mark.parametrize(
    "text",
    [
        *["22", "2022-", "2022-Q5", "2022-Q0", "2022-Q11", "2022-H3", "2022-13", "2022-00"],
        *["2022-3", "1899", "2201-Q1"],
        *["", "Q1 2022", "0000", "٢٠٢٢", "2022-٠٣", "2022\n2023"],
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(PeriodError):
        parse_period(text)


def test_refusals_say_what_was_expected():
    with pytest.raises(PeriodError, match="write 2022, 2022-H1, 2022-Q1 or 2022-03"):
        parse_period("March")
    with pytest.raises(PeriodError, match="2201 is not between 1900 and 2200"):
        parse_period("2201")
    for month in (0, 13):
        with pytest.raises(PeriodError, match="is not a month"):
            parse_period("2022", month)


def test_spaces_and_small_letters_are_forgiven():
    assert parse_period(" 2022-q1 ") == parse_period("2022-Q1")


@pytest.mark.parametrize("month", range(1, 13))
def test_the_first_and_the_last_year(month):
    assert label(parse_period("1900-Q1", month), month) == "1900-Q1"
    assert label(parse_period("2200-Q4", month), month) == "2200-Q4"


def test_beyond_the_last_year():
    for text in ("2200", "2200-12", "2200-Q4", "2200-H2"):
        with pytest.raises(PeriodError):
            parse_period(text).next()
    with pytest.raises(PeriodError):
        period_containing(date(2201, 1, 1), Frequency.MONTH)
    with pytest.raises(PeriodError):
        period_containing(date(1, 1, 1), Frequency.YEAR, 10)
    with pytest.raises(PeriodError):
        label(parse_period("1900-01").previous())


@pytest.mark.parametrize(
    ("frequency", "start", "end"),
    [
        (Frequency.MONTH, date(2022, 3, 2), date(2022, 3, 31)),
        (Frequency.MONTH, date(2022, 3, 1), date(2022, 3, 30)),
        (Frequency.QUARTER, date(2022, 3, 1), date(2022, 3, 31)),
        (Frequency.YEAR, date(2022, 3, 1), date(2022, 2, 28)),
    ],
)
def test_days_that_make_no_period(frequency, start, end):
    with pytest.raises(PeriodError):
        Period(frequency, start, end)


def test_a_label_needs_the_right_calendar():
    with pytest.raises(PeriodError, match="no period of a fiscal year that starts in month 2"):
        label(parse_period("2022-Q1"), 2)


def test_order_is_by_start_then_by_end():
    texts = ["2022-Q2", "2022", "2022-01", "2021-12", "2022-Q1"]
    ordered = sorted(parse_period(text) for text in texts)
    assert [label(period) for period in ordered] == [
        "2021-12", "2022-01", "2022-Q1", "2022", "2022-Q2",
    ]  # fmt: skip
    assert parse_period("2022-01") <= parse_period("2022-Q1")
    with pytest.raises(TypeError):
        _ = parse_period("2022") < 2022


def test_runs_of_periods():
    quarter = parse_period("2022-Q1")
    assert [label(p) for p in last_periods(quarter, 3)] == ["2021-Q3", "2021-Q4", "2022-Q1"]
    assert last_periods(quarter, 0) == ()
    with pytest.raises(PeriodError):
        last_periods(quarter, -1)
    assert periods_between(parse_period("2021-Q3"), quarter) == last_periods(quarter, 3)
    assert periods_between(quarter, quarter) == (quarter,)
    assert periods_between(quarter, parse_period("2021-Q3")) == ()
    for other in (parse_period("2022"), parse_period("2022-Q2", 2)):
        with pytest.raises(PeriodError, match="same calendar and frequency"):
            periods_between(quarter, other)


def test_complete_and_due():
    march = parse_period("2022-03")
    assert not is_due(march, date(2022, 3, 31))
    assert is_due(march, date(2022, 4, 1))
    assert label(last_complete(date(2022, 3, 31), Frequency.MONTH)) == "2022-02"
    assert label(last_complete(date(2022, 4, 1), Frequency.MONTH)) == "2022-03"
    assert label(last_complete(date(2022, 4, 1), Frequency.YEAR, 4), 4) == "2022"


@given(days, frequencies, months)
def test_the_last_complete_period_is_the_latest_that_is_due(day, frequency, month):
    period = last_complete(day, frequency, month)
    assert is_due(period, day)
    assert not is_due(period.next(), day)
    assert MONTHS[frequency] * 28 <= days_in(period) <= MONTHS[frequency] * 31
