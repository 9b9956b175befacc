"""Months, quarters, half-years and years, by the calendar or by a fiscal calendar.

Convention: ``fiscal_start_month`` (1 to 12) is the month in which the fiscal year starts, and a
fiscal year is named by the calendar year in which it ends. With 10, ``2022-Q1`` is 1 October to
31 December 2021. A month in text (``2022-03``) is always the calendar month. Years from 1900 to
2200. See docs/algorithms/periods.md.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200

# Fiscal 1900 may start in February 1899.
_FIRST_DAY: Final = date(FIRST_YEAR - 1, 2, 1)
_LAST_DAY: Final = date(LAST_YEAR, 12, 31)

_TEXT: Final = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|H([12])|([0-9]{2})))?", re.ASCII)


class Frequency(StrEnum):
    """How often a measure is read."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS: Final = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
}
"""The length of each frequency in months."""


class PeriodError(ValueError):
    """A text, date or number that names no period; its text says what was expected."""


class Period(Struct, frozen=True):
    """Whole months from ``start`` to ``end``, both included. Ordered by start, then by end.

    Raises :class:`PeriodError` where the days do not make one period of the frequency, or lie
    outside the years 1900 to 2200.
    """

    frequency: Frequency
    start: date
    end: date

    def __post_init__(self) -> None:
        if not _FIRST_DAY <= self.start <= self.end <= _LAST_DAY:
            raise PeriodError(
                f"{self.start} to {self.end} is not a period in the years "
                f"{FIRST_YEAR} to {LAST_YEAR}."
            )
        months = MONTHS[self.frequency]
        if self.start.day != 1 or self.end != _last_day(_month_number(self.start) + months - 1):
            raise PeriodError(
                f"{self.start} to {self.end} is not one {self.frequency.replace('_', '-')} "
                "from the first to the last day of a month."
            )

    @property
    def _span(self) -> tuple[date, date]:
        return self.start, self.end

    # All four by hand: a struct has each by its fields already, so `total_ordering` adds none.
    def __lt__(self, other: object) -> bool:
        return self._span < other._span if isinstance(other, Period) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._span <= other._span if isinstance(other, Period) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._span > other._span if isinstance(other, Period) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._span >= other._span if isinstance(other, Period) else NotImplemented

    def previous(self) -> "Period":
        """The period of the same frequency that ends the day before this one starts."""
        return _from_month(self.frequency, _month_number(self.start) - MONTHS[self.frequency])

    def next(self) -> "Period":
        """The period of the same frequency that starts the day after this one ends."""
        return _from_month(self.frequency, _month_number(self.start) + MONTHS[self.frequency])

    def contains(self, day: date) -> bool:
        """Whether the day is one of the period's."""
        return self.start <= day <= self.end


def parse_period(text: str, fiscal_start_month: int = 1) -> Period:
    """The period that ``2022``, ``2022-H1``, ``2022-Q1`` or ``2022-03`` names.

    Raises :class:`PeriodError` for any other text and for years outside 1900 to 2200.
    """
    _check_month(fiscal_start_month)
    match = _TEXT.fullmatch(text.strip().upper())
    if match is None:
        raise PeriodError(f"“{text}” is not a period: write 2022, 2022-H1, 2022-Q1 or 2022-03.")
    year = _check_year(int(match[1]))
    if match[4]:
        return _from_month(Frequency.MONTH, year * 12 + _check_month(int(match[4])) - 1)
    frequency, number = _part(match[2], match[3])
    first = _fiscal_year_start(year, fiscal_start_month)
    return _from_month(frequency, first + (number - 1) * MONTHS[frequency])


def label(period: Period, fiscal_start_month: int = 1) -> str:
    """The text that :func:`parse_period` reads as this period.

    Raises :class:`PeriodError` where the fiscal year starting in that month has no such period,
    or the year's name lies outside 1900 to 2200.
    """
    _check_month(fiscal_start_month)
    if period.frequency is Frequency.MONTH:
        return f"{_check_year(period.start.year)}-{period.start.month:02d}"
    months_in = (period.start.month - fiscal_start_month) % 12
    number, rest = divmod(months_in, MONTHS[period.frequency])
    if rest:
        raise PeriodError(
            f"{period.start} to {period.end} is no period of a fiscal year that starts in "
            f"month {fiscal_start_month}."
        )
    year = _check_year(_fiscal_year(period.start, fiscal_start_month))
    if period.frequency is Frequency.YEAR:
        return f"{year}"
    return f"{year}-{'Q' if period.frequency is Frequency.QUARTER else 'H'}{number + 1}"


def period_containing(day: date, frequency: Frequency, fiscal_start_month: int = 1) -> Period:
    """The period of that frequency that the day falls in."""
    _check_month(fiscal_start_month)
    months_in = (day.month - fiscal_start_month) % MONTHS[frequency]
    return _from_month(frequency, _month_number(day) - months_in)


def last_periods(period: Period, count: int) -> tuple[Period, ...]:
    """``count`` periods, oldest first, of which the last is ``period``; none for a count of 0."""
    if count < 0:
        raise PeriodError(f"A count of periods cannot be below zero: {count}.")
    periods: list[Period] = []
    for _ in range(count):
        periods.append(period if not periods else periods[-1].previous())
    return tuple(reversed(periods))


def periods_between(first: Period, last: Period) -> tuple[Period, ...]:
    """All periods from ``first`` to ``last``, both included; none where ``last`` is earlier.

    Raises :class:`PeriodError` where ``last`` is not reached in whole steps from ``first``.
    """
    step = MONTHS[first.frequency]
    months = _month_number(last.start) - _month_number(first.start)
    if first.frequency is not last.frequency or months % step:
        raise PeriodError("Both periods must belong to the same calendar and frequency.")
    start = _month_number(first.start)
    return tuple(
        _from_month(first.frequency, start + offset) for offset in range(0, months + 1, step)
    )


def last_complete(today: date, frequency: Frequency, fiscal_start_month: int = 1) -> Period:
    """The latest period of which every day is over, so that it can be reported."""
    return period_containing(today, frequency, fiscal_start_month).previous()


def is_due(period: Period, today: date) -> bool:
    """Whether a reading for the period can be asked for: its last day is over."""
    return today > period.end


def _part(quarter: str | None, half: str | None) -> tuple[Frequency, int]:
    if quarter:
        return Frequency.QUARTER, int(quarter)
    return (Frequency.HALF_YEAR, int(half)) if half else (Frequency.YEAR, 1)


def _check_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(f"The year {year} is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return year


def _check_month(month: int) -> int:
    if not 1 <= month <= 12:
        raise PeriodError(f"{month} is not a month: write 1 to 12.")
    return month


def _fiscal_year_start(year: int, fiscal_start_month: int) -> int:
    """The month, counted from year 0, in which the fiscal year of that name starts."""
    first = year if fiscal_start_month == 1 else year - 1
    return first * 12 + fiscal_start_month - 1


def _fiscal_year(day: date, fiscal_start_month: int) -> int:
    if fiscal_start_month == 1:
        return day.year
    return day.year + (day.month >= fiscal_start_month)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _from_month(frequency: Frequency, month_number: int) -> Period:
    year, month = divmod(month_number, 12)
    _check_day_exists(year)
    return Period(
        frequency,
        date(year, month + 1, 1),
        _last_day(month_number + MONTHS[frequency] - 1),
    )


def _check_day_exists(year: int) -> None:
    # One year of room for fiscal years; Period draws the line to the day.
    if not FIRST_YEAR - 1 <= year <= LAST_YEAR:
        raise PeriodError(f"The year {year} is not between {FIRST_YEAR} and {LAST_YEAR}.")


def _last_day(month_number: int) -> date:
    year, month = divmod(month_number, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def days_in(period: Period) -> int:
    """The number of days of the period."""
    return (period.end - period.start + timedelta(days=1)).days
