"""Numbers and text in cells."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.scorecard.sheets.numbers import NotANumber, from_float, from_text, plain
from allied.scorecard.sheets.texts import defused, forbidden_character, one_line, undefused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"), (" 12.50 ", "12.5"), ("-3", "-3"), ("+3", "3"), (".5", "0.5"), ("7.", "7"),
        ("1e3", "1000"), ("1.5E-2", "0.015"), ("12,5", "12.5"), ("0,333", "0.333"),
        ("1234,567", "1234.567"), ("1,234,567", "1234567"), ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"), ("1.234.567", "1234567"), ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567", "1234567"), ("−5", "-5"), ("1.234", "1.234"),
        ("999999999999999", "999999999999999"), ("0.0000000001", "0.0000000001"),
        ("1.1000000000000000000", "1.1"), ("-0", "0"), ("0e99", "0"),
    ],
)  # fmt: skip
def test_numbers_that_can_be_read(text: str, value: str) -> None:
    assert from_text(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "nan", "NaN", "inf", "-Infinity", "∞", "1e308", "-1e308", "1e15", "1e9999", "1e-9999",
        "1,234", "-1,234", "twelve", "12 %", "€ 5", "1.2.3", "1,2,3", "--3", "", "٣", "0x10",
        "1_000", "1234567890.123456", "0.12345678901", "=1+1", "1,23,4",
    ],
)  # fmt: skip
def test_numbers_that_are_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        from_text(text)


def test_what_can_be_read_in_two_ways_is_refused_only_there() -> None:
    assert from_text("1.234") == Decimal("1.234")
    with pytest.raises(NotANumber, match="two ways: write 1234 or"):
        from_text("1.234", decimal_comma=True)


def test_floats_of_a_workbook_lose_their_noise() -> None:
    assert from_float(0.1 + 0.2) == Decimal("0.3")
    assert from_float(1 / 3) == Decimal("0.3333333333")
    for value in (float("nan"), float("inf"), 1e308, -1e15):
        with pytest.raises(NotANumber):
            from_float(value)


@given(st.decimals(-(10**14), 10**14, places=1))
def test_plain_numbers_come_back(value: Decimal) -> None:
    assert from_text(plain(value)) == value


@given(st.text())
def test_defusing_is_undone_and_leaves_no_formula(text: str) -> None:
    assert undefused(defused(text)) == text
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_forbidden_characters() -> None:
    assert forbidden_character("a\x00b") == "U+0000"
    assert forbidden_character("a\x1bb") == "U+001B"
    assert forbidden_character("a\ufffe") == "U+FFFE"
    assert forbidden_character("a\ud800") == "U+D800"
    for text in ("two\nlines\tand", "שלום", "e\u0301", "👩‍👩‍👧", "\u202bמימין\u202c", ""):
        assert forbidden_character(text) is None


def test_one_line() -> None:
    assert one_line("  two \r\n words\u00a0here ") == "two words here"
    assert one_line("e\u0301") == "é"
    assert one_line("\u200b\u2060") == ""
