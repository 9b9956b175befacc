"""The body of the page, reading its notation, and drawing bodies and votes."""

from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from allied.pure.voting import (
    Base,
    Body,
    Counting,
    DecisionRule,
    Kind,
    Member,
    Quorum,
    Speaking,
    Vote,
)

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "voting.md"
SIGNS = {"+": Vote.FOR, "-": Vote.AGAINST, "0": Vote.ABSTAIN}
MATTER = "manufacturing"

BODY = Body(
    partners=("Solvay", "Quintiles"),
    members=(
        Member("a", "Solvay"),
        Member("b", "Solvay"),
        Member("s", "Solvay", may_vote=False),
        Member("c", "Solvay", alternate_for="a"),
        Member("p", "Quintiles"),
        Member("q", "Quintiles"),
        Member("r", "Quintiles", alternate_for="p"),
    ),
    chair="a",
    heads=("a", "p"),
)


def votes(text: str) -> dict[str, Vote]:
    """``a+ b- p0``."""
    return {word[:-1]: SIGNS[word[-1]] for word in text.split()}


def quorum(text: str) -> Quorum:
    """``3; each 1; share 1/2; chair``."""
    fields = {}
    for part in text.split(";"):
        match part.split():
            case ["each", count]:
                fields["from_each"] = int(count)
            case ["share", share]:
                fields["share"] = Fraction(share)
            case ["chair"]:
                fields["chair"] = True
            case [count] if count != "none":
                fields["at_least"] = int(count)
    return Quorum(**fields)


def rule(text: str) -> DecisionRule:
    """``majority of cast 3/4 by partner``, ``unanimous by head``, ``final say of Quintiles``."""
    match text.split():
        case ["unanimous", *rest]:
            return DecisionRule(speaking=Speaking.BY_HEAD if rest else Speaking.AGREEING)
        case ["consensus"]:
            return DecisionRule(Kind.CONSENSUS)
        case ["majority", "of", base, *rest]:
            threshold = next((word for word in rest if word[0].isdigit()), "1/2")
            counting = Counting.PARTNERS if "partner" in rest else Counting.HEADS
            return DecisionRule(
                Kind.MAJORITY, base=Base(base), threshold=Fraction(threshold), counting=counting
            )
        case ["final", "say", "of", partner, *rest]:
            matters = frozenset({"elsewhere"} if rest else {MATTER})
            return DecisionRule(Kind.FINAL_SAY, partner=partner, matters=matters)
    raise AssertionError(text)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Two or three partners, up to seven members, alternates, chair and heads."""
    partners = tuple(range(draw(st.integers(2, 3))))
    full = [
        Member(f"m{at}", draw(st.sampled_from(partners)), may_vote=draw(st.booleans()) or at < 3)
        for at in range(draw(st.integers(1, 7)))
    ]
    stand_ins = [
        Member(f"x{at}", of.partner, of.person, draw(st.booleans()) or at < 2)
        for at, of in enumerate(draw(st.lists(st.sampled_from(full), max_size=4)))
    ]
    heads = {member.partner: member.person for member in full if draw(st.booleans())}
    chair = draw(st.none() | st.sampled_from([member.person for member in full]))
    return Body(partners, tuple(full + stand_ins), chair, tuple(heads.values()))


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Body, frozenset[str], dict[str, Vote]]:
    """A body, some of it and two guests present, and votes of anybody."""
    body = draw(bodies())
    everybody = [member.person for member in body.members] + ["guest", "other"]
    present = draw(st.frozensets(st.sampled_from(everybody)))
    said = draw(st.dictionaries(st.sampled_from(everybody), st.sampled_from(Vote)))
    return body, present, said


thresholds = st.fractions(Fraction(1, 2), 1, max_denominator=12)
plain_rules = st.one_of(
    st.builds(DecisionRule, speaking=st.sampled_from(Speaking)),
    st.just(DecisionRule(Kind.CONSENSUS)),
    st.builds(
        DecisionRule,
        st.just(Kind.MAJORITY),
        speaking=st.sampled_from(Speaking),
        base=st.sampled_from(Base),
        threshold=thresholds,
        counting=st.sampled_from(Counting),
    ),
)
rules = plain_rules | st.builds(
    DecisionRule,
    st.just(Kind.FINAL_SAY),
    speaking=st.sampled_from(Speaking),
    partner=st.integers(0, 2),
    matters=st.sampled_from([frozenset({MATTER}), frozenset({"elsewhere"})]),
    otherwise=st.none() | plain_rules,
)
quorums = st.builds(
    Quorum,
    at_least=st.none() | st.integers(1, 5),
    from_each=st.none() | st.integers(1, 2),
    share=st.none() | st.fractions(Fraction(1, 6), 1, max_denominator=6),
    chair=st.booleans(),
)
