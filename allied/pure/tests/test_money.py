"""Exact amounts, one currency at a time, rounded in one place."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.money import MINOR_UNITS, Money, MoneyError, round_money

cents = st.integers(-(10**15), 10**15)
currencies = st.sampled_from(sorted(MINOR_UNITS))


def test_the_list_is_that_of_2026():
    """164 codes; those whose countries changed to another currency are gone."""
    assert len(MINOR_UNITS) == 164
    assert not {"ANG", "BGN", "HRK", "SLL", "CUC", "VEF", "XAU", "XTS"} & set(MINOR_UNITS)
    assert {"EUR", "XCG", "SLE", "VED", "ZWG", "CHE", "UYW"} <= set(MINOR_UNITS)


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("2.345", "EUR", "2.34"),
        ("2.355", "EUR", "2.36"),
        ("-2.345", "EUR", "-2.34"),
        ("0.5", "JPY", "0"),
        ("1.5", "JPY", "2"),
        ("1.0005", "KWD", "1.000"),
        ("1.00015", "CLF", "1.0002"),
        ("7", "USD", "7.00"),
        ("123456789012345678901234567890.125", "USD", "123456789012345678901234567890.12"),
    ],
)
def test_halves_go_to_the_even_digit(amount, currency, rounded):
    result = round_money(Money(Decimal(amount), currency))
    assert str(result.amount) == rounded
    assert round_money(result) == result


def test_rounding_does_not_depend_on_the_callers_context():
    with localcontext(prec=3):
        assert round_money(Money(Decimal("12345.675"), "EUR")).amount == Decimal("12345.68")


@given(cents, cents, currencies)
def test_sums_are_exact(first, second, currency):
    a, b = (Money(Decimal(n).scaleb(-2), currency) for n in (first, second))
    assert (a + b).amount == Decimal(first + second).scaleb(-2)
    assert a + b - b == a
    assert -a + a == Money(Decimal(0), currency)


def test_two_currencies_do_not_add():
    euro, dollar = Money(Decimal(1), "EUR"), Money(Decimal(1), "USD")
    for sum_of in (lambda: euro + dollar, lambda: euro - dollar):
        with pytest.raises(MoneyError, match="EUR and USD cannot be added"):
            sum_of()


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), 1.5, 1])
def test_what_is_no_amount(amount):
    with pytest.raises(MoneyError):
        Money(amount, "EUR")


@pytest.mark.parametrize("code", ["", "eur", "EURO", "XXX", "ZZZ"])
def test_what_is_no_currency(code):
    with pytest.raises(MoneyError, match="not a currency code"):
        Money(Decimal(1), code)


def test_too_large_to_round():
    with pytest.raises(MoneyError, match="too large"):
        round_money(Money(Decimal("1e50"), "EUR"))


def test_the_table():
    assert all(len(code) == 3 and code.isupper() for code in MINOR_UNITS)
    assert {code: MINOR_UNITS[code] for code in ("EUR", "JPY", "BHD", "CLF")} == {
        "EUR": 2, "JPY": 0, "BHD": 3, "CLF": 4,
    }  # fmt: skip
