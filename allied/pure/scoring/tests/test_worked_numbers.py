"""The tables of docs/algorithms/scoring.md, row by row."""

import pytest

from allied.pure.scoring import MissingPolicy, RollUpRule, ScoringRefusal, roll_up, score_value

from .cases import PAGE, children, number, rows, yardstick

READINGS = rows(PAGE, "| yardstick | value |")
FAMILIES = rows(PAGE, "| children | rule |")


def test_the_page_has_its_tables():
    assert len(READINGS) >= 58
    assert len(FAMILIES) >= 15


@pytest.mark.parametrize(("text", "value", "score", "progress", "status"), READINGS)
def test_reading(text, value, score, progress, status):
    if score == "refused":
        with pytest.raises(ScoringRefusal):
            score_value(float(value), yardstick(text))
        return
    scored = score_value(float(value), yardstick(text))
    assert scored.score == pytest.approx(number(score), abs=1e-12)
    assert scored.progress == pytest.approx(number(progress), abs=5e-5)
    assert scored.status == status


@pytest.mark.parametrize(("text", "rule", "missing", "score", "coverage", "status"), FAMILIES)
def test_roll_up(text, rule, missing, score, coverage, status):
    rolled = roll_up(list(children(text)), RollUpRule(rule), MissingPolicy(missing))
    assert rolled.score == pytest.approx(number(score), abs=5e-5)
    assert rolled.coverage == pytest.approx(number(coverage), abs=5e-5)
    assert rolled.status == status
