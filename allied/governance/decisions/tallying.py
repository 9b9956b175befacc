"""From how each seat stood to what the body decided under its charter (`bodies/charter`).

What comes of it is frozen in `Decision.rule` with names instead of keys, so that it reads the same
when the charter, the members or their names are others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Partner
from allied.pure import voting
from allied.pure.scoring.explanations import Step
from allied.pure.sentences import sentence

from ..bodies import charter
from ..bodies.queries import seats_on
from ..models import Body, BodyMember, DecisionRule, Matter

VOTES: Final = {
    "yes": voting.Vote.FOR, "no": voting.Vote.AGAINST, "abstain": voting.Vote.ABSTAIN,
}  # fmt: skip
SILENT: Final = ""
PARTNERS, PEOPLE = ("partner", "partners"), ("person", "people")


class Stand(Struct, frozen=True):
    """How the holder of one seat stood. `answer`: yes, no, abstain, or nothing said; was there.

    `before`: where a dissent of the minutes says so, what would stand without it; None: nobody
    knows otherwise that they were there.
    """

    member: BodyMember
    answer: str = SILENT
    why: str = ""
    is_noted: bool = False
    before: tuple[str, str] | None = None


def seats_of(body: Body, day: date) -> list[BodyMember]:
    """Who sits on the body on the day, in one query."""
    return seats_on(body, day)


def tally(
    body: Body, day: date, seats: Sequence[BodyMember], stands: Iterable[Stand],
    matter: Matter | None,
) -> dict[str, Any]:  # fmt: skip
    """The outcome under the charter, ready to be frozen. `stands`: of those who were there."""
    stood = {charter.key_of(each.member): each for each in stands}
    votes = {key: VOTES[each.answer] for key, each in stood.items() if each.answer}
    partners = charter.partners_on(body, day)
    found = charter.tally(body, seats, partners, stood, votes, matter=matter)
    name = _namer(seats, partners, matter)
    return {
        "algorithm": voting.ALGORITHM,
        "body": body.name,
        "rule": _rule_as_it_was(found.rule, name),
        "quorum": {
            "quorate": found.quorum.quorate, "present": found.quorum.present,
            "of": found.quorum.of,
        },
        "votes": [_vote(key, each, found.tally.not_counted) for key, each in stood.items()],
        "outcome": str(found.outcome),
        "reason": str(found.reason),
        "dissent": [name("person", key) for key in found.dissent],
        "steps": [
            [step.code, {place: name(place, value) for place, value in step.values.items()}]
            for step in found.steps
        ],
    }  # fmt: skip


def carried(rule: Mapping[str, Any]) -> bool:
    return rule.get("outcome") == voting.Outcome.CARRIED


def explained(rule: Mapping[str, Any]) -> list[str]:
    """The frozen steps as sentences of the reader's language."""
    return [
        sentence(voting.MESSAGES, Step(code, values), _)
        for code, values in rule.get("steps", ())
    ]  # fmt: skip


class Stood(Struct, frozen=True):
    """How the people of one partner stood, in the order of the seats."""

    partner: str
    votes: Sequence[Mapping[str, Any]]


def who_stood_how(rule: Mapping[str, Any], *, counted: bool = False) -> list[Stood]:
    """The frozen votes by partner; `counted`: those alone that counted."""
    votes = [vote for vote in rule.get("votes", ()) if vote["counted"] or not counted]
    names = dict.fromkeys(vote["partner"] for vote in votes)
    return [Stood(name, [v for v in votes if v["partner"] == name]) for name in names]


def rule_in_words(rule: Mapping[str, Any]) -> str:
    """The rule that counted, as it was."""
    kept = rule.get("rule") or {}
    if not kept:
        return ""
    label = str(DecisionRule(kept["kind"]).label)
    if kept["kind"] == DecisionRule.MAJORITY:
        return f"{label} ({kept['threshold']})"
    if kept["kind"] == DecisionRule.FINAL_SAY:
        return _("final say of %(partner)s") % {"partner": kept["partner"]}
    return label


def _namer(
    seats: Sequence[BodyMember], asked: Sequence[Partner], matter: Matter | None
) -> Callable[[str, Any], Any]:
    """What a value of a step is called, by its place; numbers stay, as JSON holds them."""
    people = {charter.key_of(seat): seat.who for seat in seats}
    partners = {seat.partner_id: seat.partner.company.name for seat in seats if seat.partner}
    partners |= {partner.pk: partner.company.name for partner in asked}

    def name(place: str, value: Any) -> Any:
        if isinstance(value, list):
            return [name(place, each) for each in value]
        if place in PARTNERS:
            return partners.get(value, "")
        if place in PEOPLE:
            return people.get(value, "")
        if place == "matter" and matter is not None:
            return matter.name
        return value if isinstance(value, int) else str(value)

    return name


def _vote(key: Any, stand: Stand, not_counted: Sequence[Any]) -> dict[str, Any]:
    member = stand.member
    vote = {
        "seat": member.pk,
        "name": member.who,
        "partner": member.partner.company.name if member.partner else "",
        "answer": stand.answer,
        "why": stand.why,
        "counted": key not in not_counted,
    }
    return {**vote, "before": stand.before} if stand.is_noted else vote


def _rule_as_it_was(rule: voting.DecisionRule, name: Callable[[str, Any], Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {"kind": str(rule.kind)}
    if rule.kind is voting.Kind.MAJORITY:
        kept |= {
            "base": str(rule.base), "threshold": str(rule.threshold),
            "counting": str(rule.counting),
        }  # fmt: skip
    if rule.partner is not None:
        kept["partner"] = name("partner", rule.partner)
    return kept
