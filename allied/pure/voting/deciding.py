"""From who is present and what they say to an outcome, with its reason."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from math import ceil, floor

from msgspec import Struct

from allied.pure.scoring.explanations import Step

from .body import Body, Seat, seats
from .positions import positions
from .quorum import Quorate, Quorum, count_quorum
from .rules import HALF, UNANIMOUS_BY_PARTNER, DecisionRule
from .vocabulary import Base, Counting, Id, Kind, Outcome, Position, Reason, Vote


class Tally(Struct, frozen=True):
    """Who counted says what; each person once. ``not_counted`` voted without holding a vote."""

    in_favour: tuple[Id, ...]
    against: tuple[Id, ...]
    abstained: tuple[Id, ...]
    silent: tuple[Id, ...]
    not_counted: tuple[Id, ...]


class Decided(Struct, frozen=True):
    """The outcome of a vote, its reason, and what to put into the record.

    ``rule`` is the rule that counted: not a final say that did not cover the matter. ``positions``
    are there where partners count. ``waits_for`` are partners whose yes is missing; ``short_by``
    is how many more votes in favour a majority asks for, none where it has them or more cannot
    help.
    """

    outcome: Outcome
    reason: Reason
    rule: DecisionRule
    quorum: Quorate
    tally: Tally
    positions: tuple[tuple[Id, Position], ...]
    waits_for: tuple[Id, ...]
    short_by: int | None
    steps: tuple[Step, ...]

    @property
    def dissent(self) -> tuple[Id, ...]:
        """Who voted otherwise than it was decided."""
        if self.outcome is Outcome.CARRIED:
            return self.tally.against
        return self.tally.in_favour if self.outcome is Outcome.NOT_CARRIED else ()


class _Verdict(Struct, frozen=True):
    outcome: Outcome
    reason: Reason
    steps: tuple[Step, ...]
    waits_for: tuple[Id, ...] = ()
    short_by: int | None = None


class _Question(Struct, frozen=True):
    """All that a rule looks at: the seats with a vote that are filled, and what is said there."""

    body: Body
    filled: tuple[Seat, ...]
    votes: Mapping[Id, Vote]
    tally: Tally
    rule: DecisionRule

    def positions(self) -> dict[Id, Position]:
        return positions(self.body, self.filled, self.votes, self.rule.speaking)


def decide(
    body: Body,
    present: Collection[Id],
    votes: Mapping[Id, Vote],
    rule: DecisionRule = UNANIMOUS_BY_PARTNER,
    *,
    quorum: Quorum | None = None,
    matter: Id = None,
) -> Decided:
    """The outcome of the votes of those present, as persons, under the rule.

    Without a quorum (by default, one member with a vote) there is no decision. Only who fills a
    seat with a vote is counted; other votes are named in the tally. ``matter`` is the key by which
    a final say is looked up; none is in no list. The rules and worked numbers:
    docs/algorithms/voting.md.
    """
    quorate = count_quorum(body, present, quorum or Quorum())
    filled = tuple(seat for seat in seats(body, present) if seat.voter is not None)
    tally = _tally(filled, votes)
    asides: tuple[Step, ...] = ()
    while rule.kind is Kind.FINAL_SAY and (matter is None or matter not in rule.matters):
        asides += (Step("outside_final_say", {"partner": rule.partner}),)
        rule = rule.otherwise or UNANIMOUS_BY_PARTNER
    question = _Question(body, filled, votes, tally, rule)
    verdict = (
        _RULES[rule.kind](question, matter)
        if quorate.quorate
        else _Verdict(Outcome.NO_DECISION, Reason.NOT_QUORATE, ())
    )
    if tally.not_counted:
        asides = (Step("not_counted", {"people": list(tally.not_counted)}), *asides)
    return Decided(
        outcome=verdict.outcome,
        reason=verdict.reason,
        rule=rule,
        quorum=quorate,
        tally=tally,
        positions=tuple(question.positions().items()) if _by_partner(rule) else (),
        waits_for=verdict.waits_for,
        short_by=verdict.short_by,
        steps=(*quorate.steps, *asides, *verdict.steps),
    )


def _tally(filled: tuple[Seat, ...], votes: Mapping[Id, Vote]) -> Tally:
    voters = [seat.voter for seat in filled]

    def who(vote: Vote | None) -> tuple[Id, ...]:
        return tuple(voter for voter in voters if votes.get(voter) == vote)

    others = sorted((each for each in votes if each not in voters), key=repr)
    return Tally(who(Vote.FOR), who(Vote.AGAINST), who(Vote.ABSTAIN), who(None), tuple(others))


def _by_partner(rule: DecisionRule) -> bool:
    if rule.kind is Kind.MAJORITY:
        return rule.counting is Counting.PARTNERS
    return rule.kind is not Kind.CONSENSUS


def _said(found: Mapping[Id, Position]) -> tuple[Step, ...]:
    return tuple(Step(f"position_{said}", {"partner": partner}) for partner, said in found.items())


def _unanimous(question: _Question, matter: Id) -> _Verdict:
    found = question.positions()
    against = [partner for partner, said in found.items() if said is Position.AGAINST]
    waits_for = tuple(partner for partner, said in found.items() if said is not Position.FOR)
    if against:
        step = Step("partner_against", {"partners": against})
        outcome, reason = Outcome.NOT_CARRIED, Reason.PARTNER_AGAINST
    elif waits_for:
        step = Step("partners_missing", {"partners": list(waits_for)})
        outcome, reason = Outcome.NO_DECISION, Reason.PARTNERS_MISSING
    else:
        step = Step("all_partners_for")
        outcome, reason = Outcome.CARRIED, Reason.ALL_PARTNERS_FOR
    return _Verdict(outcome, reason, (*_said(found), step), waits_for)


def _consensus(question: _Question, matter: Id) -> _Verdict:
    against = question.tally.against
    if against:
        step = Step("objected", {"people": list(against)})
        return _Verdict(Outcome.NOT_CARRIED, Reason.OBJECTED, (step,))
    return _Verdict(Outcome.CARRIED, Reason.NOBODY_OBJECTS, (Step("nobody_objects"),))


def _final_say(question: _Question, matter: Id) -> _Verdict:
    partner = question.rule.partner
    said = question.positions().get(partner, Position.ABSENT)
    within = Step("within_final_say", {"partner": partner, "matter": matter})
    outcome, reason = {
        Position.FOR: (Outcome.CARRIED, Reason.FINAL_SAY_FOR),
        Position.AGAINST: (Outcome.NOT_CARRIED, Reason.FINAL_SAY_AGAINST),
    }.get(said, (Outcome.NO_DECISION, Reason.FINAL_SAY_OPEN))
    waits_for = (partner,) if said is not Position.FOR else ()
    steps = (within, Step(reason, {"partner": partner}))
    return _Verdict(outcome, reason, steps, waits_for)


def _majority(question: _Question, matter: Id) -> _Verdict:
    rule, found = question.rule, question.positions()
    by_partner = rule.counting is Counting.PARTNERS
    tally = question.tally
    for_, against = (
        (
            sum(said is Position.FOR for said in found.values()),
            sum(said is Position.AGAINST for said in found.values()),
        )
        if by_partner
        else (len(tally.in_favour), len(tally.against))
    )
    of = for_ + against if rule.base is Base.CAST else _size(question, found, by_partner)
    said = _said(found) if by_partner else ()
    if for_ + against == 0:
        return _Verdict(Outcome.NO_DECISION, Reason.NO_VOTES, (*said, Step("no_votes")))
    needed = votes_needed(of, rule.threshold)
    values = {"for": for_, "of": of, "needed": needed, "threshold": str(rule.threshold)}
    if for_ >= needed:
        return _Verdict(Outcome.CARRIED, Reason.MAJORITY, (*said, Step("majority", values)))
    tie = rule.threshold == HALF and for_ == against and rule.base is Base.CAST
    reason = Reason.TIE if tie else Reason.SHORT_OF_MAJORITY
    short_by = _short_by(for_, against, of, rule)
    return _Verdict(Outcome.NOT_CARRIED, reason, (*said, Step(reason, values)), short_by=short_by)


def _size(question: _Question, found: Mapping[Id, Position], by_partner: bool) -> int:
    """How many could vote: of those present, or of all."""
    if question.rule.base is Base.PRESENT:
        there = sum(said is not Position.ABSENT for said in found.values())
        return there if by_partner else len(question.filled)
    members = question.body.members
    all_heads = sum(m.may_vote for m in members if m.alternate_for is None)
    return len(question.body.partners) if by_partner else all_heads


def votes_needed(of: int, threshold: Fraction) -> int:
    """The least number of votes in favour: more than a half, or at least any higher threshold.

    4 of 7 and 5 of 8 for 1/2; 5 of 7 and 4 of 6 for 2/3.
    """
    return floor(of * threshold) + 1 if threshold == HALF else ceil(of * threshold)


def _short_by(for_: int, against: int, of: int, rule: DecisionRule) -> int | None:
    if rule.base is not Base.CAST:
        return votes_needed(of, rule.threshold) - for_
    if rule.threshold == 1:
        return None
    more = 1
    while for_ + more < votes_needed(of + more, rule.threshold):
        more += 1
    return more


_RULES = {
    Kind.UNANIMOUS_BY_PARTNER: _unanimous,
    Kind.CONSENSUS: _consensus,
    Kind.MAJORITY: _majority,
    Kind.FINAL_SAY: _final_say,
}
