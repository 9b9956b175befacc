"""The tables of docs/algorithms/voting.md, row by row."""

import pytest

from allied.pure.scoring.tests.cases import rows
from allied.pure.voting import count_quorum, decide

from .cases import BODY, MATTER, PAGE, quorum, rule, votes

QUORUMS = rows(PAGE, "| present | quorum |")
DECISIONS = rows(PAGE, "| present | votes |")


def test_the_page_has_its_tables():
    assert len(QUORUMS) == 16
    assert len(DECISIONS) == 33


@pytest.mark.parametrize(("present", "asked", "quorate", "counted", "missing"), QUORUMS)
def test_quorum(present, asked, quorate, counted, missing):
    found = count_quorum(BODY, present.split(), quorum(asked))
    assert found.quorate is (quorate == "yes")
    assert (found.present, found.of) == (int(counted), 4)
    assert ", ".join(step.code for step in found.missing) == missing


@pytest.mark.parametrize(("present", "said", "by", "outcome", "reason", "short_by"), DECISIONS)
def test_decision(present, said, by, outcome, reason, short_by):
    found = decide(BODY, present.split(), votes(said), rule(by), matter=MATTER)
    assert (found.outcome, found.reason) == (outcome, reason)
    assert found.short_by == (int(short_by) if short_by else None)
