"""The tables of docs/algorithms/deliberation.md, row by row."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from allied.pure.deliberation import (
    Ground,
    Laid,
    Question,
    Sides,
    advise,
    by_body,
    by_quarter,
    correlation,
    lay,
    median_days,
    on_the_spot,
    times_by_importance,
    took_long,
    toss,
    trend,
    usual_days,
)
from allied.pure.periods import label, parse_period
from allied.pure.scoring.tests.cases import rows

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "deliberation.md"
ZONE = "Europe/Brussels"
NOW = datetime(2006, 10, 1, 10, tzinfo=UTC)


def moment(text: str) -> datetime | None:
    return None if text == "–" else datetime.fromisoformat(f"{text}T10:00+00:00")


QUESTIONS = [
    Question(key, int(importance), moment(raised), moment(taken), body, spot == "yes")
    for key, importance, raised, taken, body, spot in rows(PAGE, "| question | importance |")
]
TIMES = rows(PAGE, "| importance | decided |")
LONG = rows(PAGE, "| question | days |")
SPOT = rows(PAGE, "| which | on the spot |")
TRENDS = rows(PAGE, "| which | medians |")
ADVICE = rows(PAGE, "| importance | options |")
TOSSES = rows(PAGE, "| heads | tails |")


def number(text: str) -> float | None:
    return float(text) if text else None


def close(found: float | None, text: str) -> bool:
    wanted = number(text)
    return found is None if wanted is None else found == pytest.approx(wanted, abs=1e-9)


def of(which: str) -> list[Question]:
    if which == "all":
        return QUESTIONS
    quarters = {label(each): found for each, found in by_quarter(QUESTIONS, ZONE).items()}
    return (by_body(QUESTIONS) | quarters)[which]


def test_the_page_has_its_tables():
    tables = (QUESTIONS, TIMES, LONG, SPOT, TRENDS, ADVICE, TOSSES)
    assert [len(table) for table in tables] == [14, 5, 4, 6, 3, 12, 6]


def test_times():
    for row, found in zip(TIMES, times_by_importance(QUESTIONS, NOW), strict=True):
        assert row[:3] == [str(found.importance), str(found.count), str(found.open)]
        assert close(found.lower_quartile, row[3])
        assert close(found.median, row[4])
        assert close(found.upper_quartile, row[5])
        assert close(found.ninth_decile, row[6])
        assert close(found.waits_longest, row[7])


def test_usual_and_correlation():
    assert usual_days(QUESTIONS) == {3: 8, 5: 20}
    found = correlation(QUESTIONS)
    assert (found.count, found.step.code) == (12, "more_time_for_more")
    assert found.rho == pytest.approx(57.75 / (137.5 * 142.5) ** 0.5, abs=1e-12)
    assert "0.4126" in PAGE.read_text(encoding="utf-8")
    assert round(found.rho, 4) == 0.4126


def test_took_long():
    found = took_long(QUESTIONS, NOW)
    assert (found.step.code, found.days) == ("beyond_most_important", 20)
    assert [[q.key, f"{days:g}"] for q, days in found.questions] == LONG


@pytest.mark.parametrize(("which", "spot", "decided"), SPOT)
def test_on_the_spot(which, spot, decided):
    found = on_the_spot(of(which))
    assert (found.count, found.of) == (int(spot), int(decided))
    assert found.share == int(spot) / int(decided)


@pytest.mark.parametrize("row", TRENDS[:1])
def test_the_median_of_a_period_is_that_of_the_trend(row):
    quarters = [parse_period(f"2006-Q{number}") for number in (1, 2, 3)]
    found = [median_days(QUESTIONS, ZONE, quarter) for quarter in quarters]
    assert ", ".join(f"{middle:g}" for middle in found) == row[1]
    assert median_days(QUESTIONS, ZONE, parse_period("2007-Q1")) is None
    assert median_days(QUESTIONS, ZONE) == 11


@pytest.mark.parametrize(("which", "medians", "slope", "direction"), TRENDS)
def test_trend(which, medians, slope, direction):
    found = trend(of(which), ZONE)
    assert ", ".join(f"{middle:g}" for _, _, middle in found.quarters) == medians
    assert close(found.slope, slope)
    assert (found.direction or "") == direction


@pytest.mark.parametrize(
    ("importance", "options", "reversible", "has_all", "waited", "advice", "coin", "against"),
    ADVICE,
)
def test_advice(importance, options, reversible, has_all, waited, advice, coin, against):
    ground = Ground(
        int(options.split()[0]),
        options.endswith("equal"),
        {"yes": True, "no": False, "?": None}[reversible],
        has_all == "yes",
    )
    question = Question("open", int(importance), NOW - timedelta(days=int(waited)))
    found = advise(question, ground, NOW, usual_days(QUESTIONS))
    assert found.advice == advice
    assert found.coin is (coin == "yes")
    assert ", ".join(step.code for step in found.speaks_against) == against


@pytest.mark.parametrize(("heads", "tails", "bits", "words", "face", "option"), TOSSES)
def test_toss(heads, tails, bits, words, face, option):
    coin = Laid(Sides(heads, tails), bits.removeprefix("0…").zfill(64))
    found = toss(coin, words.split())
    assert (found.face, found.option) == (face, option)


def test_the_last_toss_is_that_of_a_seed():
    coin = lay(Sides("Basel", "Brussels"), Random(2007))
    assert coin.bits == TOSSES[-1][2]
    assert coin.seal in PAGE.read_text(encoding="utf-8")
