"""Laws that hold for every body, every rule and every vote."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from allied.pure.voting import (
    Body,
    DecisionRule,
    Kind,
    Member,
    Outcome,
    Position,
    Speaking,
    Vote,
    count_quorum,
    decide,
    seats,
    unseated,
)

from .cases import MATTER, meetings, quorums, rules


def all_counted(tally):
    return [*tally.in_favour, *tally.against, *tally.abstained, *tally.silent]


@given(meetings(), rules, quorums, st.data())
def test_one_more_yes_never_undoes_what_was_carried(meeting, rule, quorum, data):
    body, present, said = meeting
    before = decide(body, present, said, rule, quorum=quorum, matter=MATTER)
    who = data.draw(st.sampled_from([member.person for member in body.members]))
    after = decide(body, present, said | {who: Vote.FOR}, rule, quorum=quorum, matter=MATTER)
    if before.outcome is Outcome.CARRIED:
        assert after.outcome is Outcome.CARRIED


@given(meetings(), quorums, st.data())
def test_one_more_member_present_never_loses_a_quorum(meeting, quorum, data):
    body, present, _ = meeting
    before = count_quorum(body, present, quorum)
    who = data.draw(st.sampled_from([m for m in body.members if m.alternate_for is None]))
    after = count_quorum(body, present | {who.person}, quorum)
    assert after.present >= before.present
    assert after.quorate or not before.quorate


@given(meetings(), rules, quorums)
def test_no_body_decides_for_a_partner_that_has_no_seat(meeting, rule, quorum):
    body, present, said = meeting
    found = decide(body, present, said, rule, quorum=quorum, matter=MATTER)
    seated = {m.partner for m in body.members if m.may_vote and m.alternate_for is None}
    assert set(unseated(body)) == set(body.partners) - seated
    if seated != set(body.partners):
        assert found.outcome is Outcome.NO_DECISION


@given(meetings(), rules, quorums, st.randoms(use_true_random=False))
def test_order_does_not_matter(meeting, rule, quorum, random: Random):
    body, present, said = meeting
    found = decide(body, present, said, rule, quorum=quorum, matter=MATTER)
    people, items = list(present), list(said.items())
    random.shuffle(people)
    random.shuffle(items)
    assert decide(body, people, dict(items), rule, quorum=quorum, matter=MATTER) == found
    full = [member for member in body.members if member.alternate_for is None]
    stand_ins = [member for member in body.members if member.alternate_for is not None]
    random.shuffle(full)
    partners = list(body.partners)
    random.shuffle(partners)
    mixed = Body(tuple(partners), (*stand_ins, *full), body.chair, body.heads)
    other = decide(mixed, people, dict(items), rule, quorum=quorum, matter=MATTER)
    assert (other.outcome, other.reason, other.short_by) == (
        found.outcome, found.reason, found.short_by,
    )  # fmt: skip
    assert set(other.tally.in_favour) == set(found.tally.in_favour)
    assert set(other.waits_for) == set(found.waits_for)
    assert dict(other.positions) == dict(found.positions)


@given(meetings(), st.sampled_from(Speaking), quorums)
def test_unanimity_does_not_know_one_partner_from_another(meeting, speaking, quorum):
    body, present, said = meeting
    turned = {partner: len(body.partners) - 1 - partner for partner in body.partners}
    other = Body(
        body.partners,
        tuple(
            Member(m.person, turned[m.partner], m.alternate_for, m.may_vote) for m in body.members
        ),
        body.chair,
        body.heads,
    )
    rule = DecisionRule(speaking=speaking)
    one, two = (decide(each, present, said, rule, quorum=quorum) for each in (body, other))
    assert (one.outcome, one.reason, one.tally) == (two.outcome, two.reason, two.tally)
    assert {turned[partner]: said for partner, said in one.positions} == dict(two.positions)


@given(meetings(), rules)
def test_nobody_is_counted_twice_and_no_seat_is(meeting, rule):
    body, present, said = meeting
    taken = seats(body, present)
    counted = all_counted(decide(body, present, said, rule, matter=MATTER).tally)
    assert len(counted) == len(set(counted))
    assert len(counted) <= len(taken) == sum(m.alternate_for is None for m in body.members)
    for seat in taken:
        stand_ins = {m.person for m in body.members if m.alternate_for == seat.member.person}
        assert len(({seat.member.person} | stand_ins) & set(counted)) <= 1
        if seat.member.person in present:
            assert not stand_ins & set(counted)


@given(meetings(), rules, quorums)
def test_who_holds_no_vote_changes_nothing(meeting, rule, quorum):
    body, present, said = meeting
    found = decide(body, present, said, rule, quorum=quorum, matter=MATTER)
    kept = {who: vote for who, vote in said.items() if who in all_counted(found.tally)}
    other = decide(body, present, kept, rule, quorum=quorum, matter=MATTER)
    assert (other.outcome, other.reason, other.positions) == (
        found.outcome, found.reason, found.positions,
    )  # fmt: skip
    assert set(found.tally.not_counted) == set(said) - set(kept)
    assert not other.tally.not_counted


@given(meetings(), rules, quorums)
def test_carried_needs_a_quorum_and_says_who_dissents(meeting, rule, quorum):
    body, present, said = meeting
    found = decide(body, present, said, rule, quorum=quorum, matter=MATTER)
    if found.outcome is Outcome.CARRIED:
        assert found.quorum.quorate
        assert found.dissent == found.tally.against
        assert not found.waits_for
        assert found.short_by is None
    if found.rule.kind is Kind.UNANIMOUS_BY_PARTNER and found.quorum.quorate:
        in_favour = [p for p, position in found.positions if position is Position.FOR]
        assert set(found.waits_for) == set(body.partners) - set(in_favour)


@given(meetings(), rules, quorums)
def test_what_is_missing_carries_a_majority(meeting, rule, quorum):
    """As many new members as it is short by, all in favour, carry a vote counted by heads."""
    body, present, said = meeting
    found = decide(body, present, said, rule, quorum=quorum, matter=MATTER)
    if found.short_by is None or found.rule.counting == "partners":
        return
    silent = [who for who in found.tally.silent if found.rule.base != "all"]
    enough = silent[: found.short_by]
    if len(enough) == found.short_by:
        more = said | dict.fromkeys(enough, Vote.FOR)
        assert (
            decide(body, present, more, rule, quorum=quorum, matter=MATTER).outcome
            is Outcome.CARRIED
        )
        fewer = said | dict.fromkeys(enough[1:], Vote.FOR)
        assert (
            decide(body, present, fewer, rule, quorum=quorum, matter=MATTER).outcome
            is not Outcome.CARRIED
        )
