"""The tables of docs/algorithms/voting.md, row by row."""

import pytest
from msgspec.structs import replace

from allied.pure.scoring.tests.cases import rows
from allied.pure.voting import Body, count_quorum, decide

from .cases import BODY, MATTER, PAGE, quorum, rule, votes

QUORUMS = rows(PAGE, "| present | quorum |")
DECISIONS = rows(PAGE, "| present | votes |")
SEATINGS = rows(PAGE, "| sits | present |")


def test_the_page_has_its_tables():
    assert len(QUORUMS) == 16
    assert len(DECISIONS) == 33
    assert len(SEATINGS) == 8


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


@pytest.mark.parametrize(("sits", "present", "said", "by", "outcome", "missing"), SEATINGS)
def test_a_body_decides_for_all_its_partners(sits, present, said, by, outcome, missing):
    members = [
        replace(member, vacant=f"({member.person})" in sits.split())
        for member in BODY.members
        if member.person in sits
    ]
    found = decide(
        Body(BODY.partners, tuple(members)), present.split(), votes(said), rule(by), matter=MATTER
    )
    assert found.outcome == outcome
    assert ", ".join(step.code for step in found.quorum.missing) == missing
