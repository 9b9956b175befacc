"""The numbers of docs/algorithms/formula.md, read from it."""

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from allied.pure.formula import (
    DATE,
    DAYS,
    MONEY,
    NUMBER,
    PERCENT,
    TRUTH,
    FormulaFault,
    Input,
    Leaf,
    Many,
    Missing,
    Node,
    base,
    bind,
    evaluate,
    gathered,
    parse,
    unit_of,
)
from allied.pure.formula.vectorised import evaluate_many
from allied.pure.periods import Frequency, Period, parse_period
from allied.pure.scoring import Aggregation

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "formula.md"


def tables() -> dict[str, list[list[str]]]:
    """The checked tables by their first heading."""
    found = {}
    for part in PAGE.read_text(encoding="utf-8").split("*Checked.*")[1:]:
        lines = [line for line in part.split("\n\n")[1].splitlines() if line.startswith("|")]
        rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
        found[rows[0][-1]] = [rows[0], *rows[2:]]
    return found


TABLES = tables()


def meaning(leaf: Leaf) -> Input | Many:
    if leaf.text == "" or getattr(leaf, "kind", "") == "several":
        return Many(("a", "b"), "several", at=leaf.at, length=leaf.length)
    return Input(leaf.text, at=leaf.at, length=leaf.length)


def tree(text: str) -> Node:
    return bind(parse(text), meaning)


def numbers(text: str) -> list[float | None]:
    return [None if word == "–" else float(word) for word in text.split()]


@pytest.mark.parametrize("row", TABLES["gives"][1:], ids=lambda row: row[0])
def test_values(row: list[str]) -> None:
    formula, a, b, gives = row
    inputs = {"a": numbers(a), "b": numbers(b)}
    made = evaluate(tree(formula), inputs, (0, 1, 2, 3))
    told = [None if isinstance(value, Missing) else value for value in made]
    assert told == pytest.approx(numbers(gives), abs=1e-12)
    arrays = {key: np.array(values, dtype=float) for key, values in inputs.items()}
    many = evaluate_many(tree(formula), arrays, (0, 1, 2, 3))
    wanted = np.array([np.nan if v is None else v for v in numbers(gives)])
    np.testing.assert_allclose(many, wanted, rtol=1e-12)


@pytest.mark.parametrize("row", TABLES["quarters"][1:], ids="_".join)
def test_periods(row: list[str]) -> None:
    how, months, quarters = row
    readings: list[tuple[Period, float]] = [
        (parse_period(f"2022-{n:02d}"), value)
        for n, value in enumerate(numbers(months), 1)
        if value is not None
    ]
    periods = [parse_period("2022-Q1"), parse_period("2022-Q2")]
    assert gathered(readings, Aggregation(how), periods) == numbers(quarters)


UNITS = {
    "money": base(f"{MONEY}EUR million"), "dollars": base(f"{MONEY}USD million"),
    "people": base("people"), "percent": PERCENT, "points": NUMBER, "date": DATE, "days": DAYS,
    "answer": TRUTH,
}  # fmt: skip


@pytest.mark.parametrize("row", TABLES["unit"][1:], ids=lambda row: row[0])
def test_units(row: list[str]) -> None:
    formula, wanted = row
    refused = re.fullmatch(r"refused: (\w+)", wanted)
    if refused is None:
        assert unit_of(tree(formula), UNITS.__getitem__).name() == wanted
        return
    with pytest.raises(FormulaFault) as caught:
        unit_of(tree(formula), UNITS.__getitem__)
    assert caught.value.code == refused[1]
    assert caught.value.sentence()


def test_fiscal_year() -> None:
    """October to September: the year to date of the first quarter of 2022 starts in October."""
    months = [(parse_period(text, 10), 1.0) for text in ("2021-10", "2021-11", "2021-12")]
    quarter = parse_period("2022-Q1", 10)
    assert quarter.start == date(2021, 10, 1)
    assert gathered(months, Aggregation.YEAR_TO_DATE, [quarter], 10) == [3.0]
    assert quarter.frequency is Frequency.QUARTER
