"""Values as they are shown and typed."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from allied.foundation.access.refusal import Refused
from allied.scorecard.formats import (
    exact_text,
    full_text,
    input_text,
    score_text,
    share_text,
    unit_text,
    value_text,
)
from allied.scorecard.typed import parse_value
from allied.scorecard.values import DECIMALS, DIGITS

SHOWN = [
    (1234.5, "number", "", "1,234.5"),
    (-3, "number", "", "−3"),
    (-0.00000000001, "number", "", "0"),
    (0.000429091, "number", "", "0.0004291"),
    (372745, "number", "", "372,745"),
    (999999999999999.0, "number", "", "999,999,999,999,999"),
    (12.5, "money", "EUR", "12.50"),
    (12, "money", "EUR", "12"),
    (12.5, "money", "JPY", "12.5"),
    (84, "percentage", "", "84"),
    (1, "yes_no", "", "yes"),
    (0, "yes_no", "", "no"),
    (738245, "date", "", "31 Mar 2022"),
    (493827156.492, "number", "", "493,827,156"),
    (1234567.891, "number", "", "1,234,568"),
    (123456.789, "number", "", "123,456.8"),
    (1200, "number", "", "1,200"),
    (-1e14, "number", "", "−100,000,000,000,000"),
    (None, "number", "", ""),
]


@pytest.mark.parametrize(("value", "kind", "currency", "text"), SHOWN)
def test_values_are_shown_by_kind(value, kind, currency, text):
    assert value_text(value, kind, currency) == text


def test_units_stand_apart():
    assert unit_text("percentage", "") == "%"
    assert unit_text("percentage", "% of sites") == "% of sites"
    assert unit_text("money", "million", "EUR") == "EUR million"
    assert unit_text("money", "EUR", "EUR") == "EUR"
    assert unit_text("duration", "") == "days"
    assert unit_text("yes_no", "points") == ""
    assert full_text(84, "percentage", "") == "84\N{NO-BREAK SPACE}%"
    assert (score_text(2 / 3), share_text(0.745)) == ("0.67", "74\N{NO-BREAK SPACE}%")


TYPED = [
    ("1234.5", "number", "", "1234.5"),
    ("1,234.5", "number", "", "1234.5"),
    (" 1 234.50 ", "number", "", "1234.5"),
    ("1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567", "number", "", "1234567"),
    ("1'234'567", "number", "", "1234567"),
    ("−3", "number", "", "-3"),
    ("+3", "number", "", "3"),
    (".5", "number", "", "0.5"),
    ("-0", "number", "", "0"),
    ("84 %", "percentage", "", "84"),
    ("EUR 1,200", "money", "EUR", "1200"),
    ("1200eur", "money", "EUR", "1200"),
    ("yes", "yes_no", "", "1"),
    ("0", "yes_no", "", "0"),
    ("2022-04-04", "date", "", "738249"),
    ("999,999,999,999,999", "number", "", "999999999999999"),
]


@pytest.mark.parametrize(("typed", "kind", "currency", "value"), TYPED)
def test_numbers_are_read_as_people_type_them(typed, kind, currency, value):
    assert parse_value(typed, kind, currency) == Decimal(value)


REFUSED = [
    ("", "Enter a number."),
    ("abc", "is not a number"),
    ("1e308", "without an exponent"),
    ("1E5", "without an exponent"),
    ("NaN", "is not a number"),
    ("inf", "is not a number"),
    ("-Infinity", "is not a number"),
    ("=1+1", "not a formula"),
    ("@SUM(A1)", "not a formula"),
    ("1+1", "not a formula"),
    ("１２", "digits 0 to 9"),
    ("١٢", "digits 0 to 9"),
    ("½", "digits 0 to 9"),
    ("1,5", "is not a number"),
    ("1,23,456", "is not a number"),
    ("1.2.3", "is not a number"),
    ("1,234 567", "is not a number"),
    ("0x10", "is not a number"),
    ("1_000", "is not a number"),
    ("--1", "is not a number"),
    ("-", "is not a number"),
    (".", "is not a number"),
    ("\0", "is not a number"),
    ("12 %", "is not a number"),
    ("9" * 61, "too long"),
    ("1000000000000000", "too large"),
    ("1.2345678901", None),
    ("1.23456789012", "10 decimals"),
    ("1234567890.123456", "15 digits"),
    ("1" + "0" * 40, "too large"),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED)
def test_anything_else_is_refused_in_words(typed, sentence):
    if sentence is None:
        parse_value(typed, "number")
        return
    with pytest.raises(Refused, match=sentence) as caught:
        parse_value(typed, "number", field="here")
    assert caught.value.field == "here"


@pytest.mark.parametrize(
    "typed", ["20220404", "2022-W13", "2022-02-30", "04.04.2022", "0001-01-01", "９９９９-01-01"]
)
def test_dates_are_iso_or_refused(typed):
    with pytest.raises(Refused):
        parse_value(typed, "date")


def test_a_coverage_is_a_part_of_a_whole():
    assert parse_value("100", "coverage") == 100
    with pytest.raises(Refused, match="between 0 and 100"):
        parse_value("100.1", "coverage")


def test_the_separators_are_those_of_the_language():
    with translation.override("de"):
        assert value_text(1234.5) == "1.234,5"
        assert parse_value("1.234,5", "number") == Decimal("1234.5")
        assert parse_value("0,5", "number") == Decimal("0.5")
        with pytest.raises(Refused):
            parse_value("0.5", "number")


@given(st.decimals(-(10**15), 10**15, allow_nan=False, places=6))
def test_what_an_input_shows_is_read_back_as_it_was(number):
    if abs(number) >= 10**15 or len(number.normalize().as_tuple().digits) > DIGITS:
        return
    assert DECIMALS >= 6
    assert parse_value(input_text(number, "number"), "number") == number
    assert parse_value(exact_text(number), "number") == number
