"""Quarters of the alliance's own year, by their first day and by their name."""

from datetime import date

from allied.alliances.models import Alliance
from allied.pure.periods import Frequency, Period, PeriodError, parse_period, period_containing
from allied.scorecard.yardsticks import period_label, period_of


def quarter_of(start: date) -> Period:
    return period_of(Frequency.QUARTER, start)


def quarter_label(start: date, alliance: Alliance) -> str:
    """Such as 2026-Q4."""
    return period_label(Frequency.QUARTER, start, alliance.fiscal_start_month)


def quarter_now(alliance: Alliance) -> Period:
    return period_containing(alliance.today(), Frequency.QUARTER, alliance.fiscal_start_month)


def quarter_typed(text: str, alliance: Alliance) -> Period | None:
    """The quarter that the text names; None where it names no quarter."""
    try:
        found = parse_period(text, alliance.fiscal_start_month)
    except PeriodError:
        return None
    return found if found.frequency is Frequency.QUARTER else None
