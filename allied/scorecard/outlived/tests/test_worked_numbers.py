"""The tables of docs/algorithms/outlived.md, row by row."""

from datetime import date
from pathlib import Path

import pytest

from allied.scorecard.models import Measure, Retirement
from allied.scorecard.outlived.reasons import (
    Facts,
    is_always_green,
    is_unreported,
    is_untouched,
    years_before,
)
from allied.scorecard.queries import scorecard_of

PAGE = (Path(__file__).parents[4] / "docs/algorithms/outlived.md").read_text()
LETTERS = {"g": "on_track", "e": "exceeds", "c": "caution", "o": "off_track"}
LONG_AGO = date(1990, 1, 1)


def table(title: str) -> list[list[str]]:
    part = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def day(text: str) -> date | None:
    return None if text == "–" else date.fromisoformat(text)


def facts(frequency="quarter", made=LONG_AGO, defined=LONG_AGO, changed=None, last=None, of=()):
    return Facts(frequency, 1, made, defined, changed, last, of)


@pytest.mark.parametrize("row", table("Unreported"), ids=" ".join)
def test_unreported(row):
    frequency, made, last, today, said = row
    found = is_unreported(facts(frequency, made=day(made), last=day(last)), day(today))
    assert found is (said == "yes")


@pytest.mark.parametrize("row", table("Untouched"), ids=" ".join)
def test_untouched(row):
    defined, changed, today, said = row
    found = is_untouched(facts(defined=day(defined), changed=day(changed)), day(today))
    assert found is (said == "yes")


@pytest.mark.parametrize("row", table("Always green"), ids=" ".join)
def test_always_green(row):
    readings, said = row
    given = facts(of=[LETTERS[letter] for letter in readings], last=date(2006, 10, 1))
    assert is_always_green(given, date(2007, 1, 2)) is (said == "yes")
    assert not is_always_green(given, date(2008, 1, 2))


def test_three_years_before_a_leap_day():
    assert years_before(date(2008, 2, 29), 3) == date(2005, 2, 28)


@pytest.mark.parametrize("row", table("Retired"), ids=" ".join)
def test_retired(row, cast, by, measure_of):
    retired, back, as_of, counts = row
    measure = measure_of()
    Retirement.objects.create(measure=measure, since=day(retired), ended_on=day(back))
    Measure.objects.filter(pk=measure.pk).update(removed_at="2026-01-01T00:00Z")
    found = scorecard_of(cast.alliance, by, day(as_of)).measures
    assert bool(found) is (counts == "yes")
