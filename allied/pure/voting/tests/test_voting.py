"""Bodies that make no sense are refused; results say who and why."""

from fractions import Fraction

import pytest

from allied.pure.sentences import text
from allied.pure.voting import (
    MESSAGES,
    REFUSALS,
    Base,
    Body,
    DecisionRule,
    Kind,
    Member,
    Outcome,
    Position,
    Quorum,
    Reason,
    Vote,
    VotingRefusal,
    decide,
    seats,
    votes_needed,
)

from .cases import BODY, MATTER, quorum, rule, votes

ONE = Member(1, "x")


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("member_twice", lambda: Body(("x",), (ONE, ONE))),
        ("partner_twice", lambda: Body(("x", "x"), (ONE,))),
        ("partner_unknown", lambda: Body(("y",), (ONE,))),
        ("alternate", lambda: Body(("x", "y"), (ONE, Member(2, "y", alternate_for=1)))),
        ("alternate", lambda: Body(("x",), (ONE, Member(2, "x", 1), Member(3, "x", 2)))),
        ("alternate", lambda: Body(("x",), (Member(1, "x", alternate_for=1),))),
        ("alternate", lambda: Body(("x",), (Member(1, "x", alternate_for=9),))),
        ("no_member", lambda: Body(("x",), (ONE,), chair=2)),
        ("no_member", lambda: Body(("x",), (ONE, Member(2, "x", 1)), chair=2)),
        ("no_member", lambda: Body(("x",), (ONE,), heads=(7,))),
        ("heads_twice", lambda: Body(("x",), (ONE, Member(2, "x")), heads=(1, 2))),
        ("count", lambda: Quorum(at_least=0)),
        ("count", lambda: Quorum(from_each=-1)),
        ("share", lambda: Quorum(share=Fraction(0))),
        ("share", lambda: Quorum(share=Fraction(3, 2))),
        ("threshold", lambda: DecisionRule(Kind.MAJORITY, threshold=Fraction(49, 100))),
        ("threshold", lambda: DecisionRule(Kind.MAJORITY, threshold=Fraction(101, 100))),
        ("final_say_partner", lambda: DecisionRule(Kind.FINAL_SAY, matters=frozenset({"m"}))),
        ("final_say_matters", lambda: DecisionRule(Kind.FINAL_SAY, partner="x")),
    ],
)
def test_refused(code, make):
    with pytest.raises(VotingRefusal) as refused:
        make()
    assert refused.value.code == code
    assert refused.value.field
    assert "%" not in str(refused.value)


def test_every_refusal_is_a_sentence():
    assert all(sentence.endswith(".") for sentence in REFUSALS.values())


def test_a_refusal_is_translated_and_names_people():
    with pytest.raises(VotingRefusal) as refused:
        Body(("x",), (ONE, ONE))
    said = refused.value.sentence(
        {REFUSALS["member_twice"]: "%(person)s ist doppelt."}.get,
        lambda place, value: f"<{place} {value}>",
    )
    assert said == "<person 1> ist doppelt."


def test_seats_name_who_sits_and_who_votes():
    found = {seat.member.person: (seat.filled_by, seat.voter) for seat in seats(BODY, "bcsr")}
    assert found == {
        "a": ("c", "c"), "b": ("b", "b"), "s": ("s", None), "p": ("r", "r"), "q": (None, None),
    }  # fmt: skip


def test_an_alternate_with_a_vote_sits_before_one_without():
    body = Body(("x",), (ONE, Member(2, "x", 1, may_vote=False), Member(3, "x", 1)))
    assert seats(body, {2, 3})[0].voter == 3
    assert seats(body, {2})[0].voter is None
    assert seats(body, {2})[0].filled_by == 2


def test_a_chair_without_a_vote_counts_as_chair_only():
    body = Body(("x",), (Member(1, "x", may_vote=False), Member(2, "x")), chair=1)
    assert decide(body, {2}, {}, quorum=Quorum(chair=True)).quorum.missing[0].code == "chair"
    assert decide(body, {1, 2}, {}, quorum=Quorum(chair=True)).quorum.present == 1
    vacant = Body(("x",), (ONE,))
    assert decide(vacant, {1}, {}, quorum=Quorum(chair=True)).quorum.missing[0].code == (
        "chair_vacant"
    )


def test_dissent_in_both_directions_and_none_without_a_decision():
    most = rule("majority of cast")
    assert decide(BODY, "abpq", votes("a+ b+ p+ q-"), most).dissent == ("q",)
    assert decide(BODY, "abpq", votes("a+ b- p- q-"), most).dissent == ("a",)
    assert decide(BODY, "abpq", votes("a+ b- p+ q+")).dissent == ()
    overruled = decide(
        BODY, "abpq", votes("a- b- p+"), rule("final say of Quintiles"), matter=MATTER
    )
    assert overruled.dissent == ("a", "b")


def test_final_say_of_one_may_follow_that_of_another():
    chain = DecisionRule(
        Kind.FINAL_SAY,
        partner="Solvay",
        matters=frozenset({"labels"}),
        otherwise=DecisionRule(
            Kind.FINAL_SAY,
            partner="Quintiles",
            matters=frozenset({"trials"}),
            otherwise=DecisionRule(Kind.CONSENSUS),
        ),
    )
    said = votes("a+ b+ p- q-")
    outcomes = [decide(BODY, "abpq", said, chain, matter=m) for m in ("labels", "trials", "else")]
    assert [each.reason for each in outcomes] == [
        Reason.FINAL_SAY_FOR, Reason.FINAL_SAY_AGAINST, Reason.OBJECTED,
    ]  # fmt: skip
    assert [each.rule.kind for each in outcomes] == ["final_say", "final_say", "consensus"]


def test_the_explanation_reads():
    found = decide(BODY, "abpq", votes("a+ b- p+ g+"), quorum=quorum("each 1"))
    assert text(MESSAGES, found.steps) == (
        "Quorum is there: 4 of 4 members with a vote. Not counted, as they hold no vote here: g. "
        "Solvay is undecided: its members do not agree. Quintiles is in favour. Each partner has "
        "one vote, and all must be in favour; missing: Solvay. There is no decision."
    )
    short = decide(
        BODY, "abp", votes("a+ b+"), rule("majority of all 3/4"), quorum=quorum("4; chair")
    )
    assert text(MESSAGES, short.steps) == (
        "There is no quorum: 3 of 4 members with a vote are present. "
        "At least 4 are needed, and 3 are present."
    )
    short = decide(BODY, "abp", votes("a+ b+"), rule("majority of all 3/4"))
    assert text(MESSAGES, short.steps[1:]) == (
        "2 of 4 in favour, and 3 are needed (3/4): not carried."
    )


@pytest.mark.parametrize("present", ["", "ab", "abspqcr"])
@pytest.mark.parametrize("asked", ["none", "5; each 2; share 1; chair"])
def test_every_step_has_its_sentence(present, asked):
    for by in ("unanimous", "consensus", "majority of all by partner", "majority of cast"):
        for said in ("", "a+", "a+ b-", "p-", "a+ p+", "a0", "g+"):
            steps = decide(BODY, present, votes(said), rule(by), quorum=quorum(asked)).steps
            assert all(step.code in MESSAGES for step in steps)
            assert "%(" not in text(MESSAGES, steps)


def test_every_reason_and_position_has_its_sentence():
    assert {reason.value for reason in Reason} <= set(MESSAGES)
    assert {f"position_{position}" for position in Position} <= set(MESSAGES)


def test_an_adviser_from_outside_has_a_seat_and_no_say():
    with pytest.raises(VotingRefusal, match="is no partner here"):
        Body(("x",), (ONE, Member(2, None)))
    body = Body(("x",), (ONE, Member(2, None, may_vote=False)))
    found = decide(body, {1, 2}, {1: Vote.FOR, 2: Vote.AGAINST})
    assert (found.outcome, found.tally.not_counted) == (Outcome.CARRIED, (2,))
    assert (found.quorum.present, found.quorum.of) == (1, 1)


def test_votes_may_come_as_they_are_stored():
    assert decide(BODY, "abpq", {"a": "for", "p": "against"}).dissent == ("a",)


def test_no_matter_is_in_no_list():
    rule = DecisionRule(Kind.FINAL_SAY, partner="x", matters=frozenset({1, None}))
    assert decide(Body(("x",), (ONE,)), {1}, {}, rule).rule.kind is Kind.UNANIMOUS_BY_PARTNER
    assert decide(Body(("x",), (ONE,)), {1}, {}, rule, matter=1).rule.kind is Kind.FINAL_SAY


def test_a_body_of_one_partner_and_a_body_without_members():
    alone = Body(("x",), (ONE,))
    assert decide(alone, {1}, {1: Vote.FOR}).outcome is Outcome.CARRIED
    assert decide(Body((), ()), (), {}).reason is Reason.NOT_QUORATE


@pytest.mark.parametrize(
    ("of", "threshold", "needed"),
    [(7, "1/2", 4), (8, "1/2", 5), (7, "2/3", 5), (6, "2/3", 4), (5, "1", 5), (0, "1/2", 1)],
)
def test_votes_needed(of, threshold, needed):
    assert votes_needed(of, Fraction(threshold)) == needed


def test_a_majority_of_all_may_be_out_of_reach():
    found = decide(BODY, "ap", votes("a+ p-"), DecisionRule(Kind.MAJORITY, base=Base.ALL))
    assert (found.outcome, found.short_by) == (Outcome.NOT_CARRIED, 2)
