"""From how each seat stood to what the body decided: the charter asked by `pure/voting`.

What comes of it is frozen in `Decision.rule` with names instead of keys, so that it reads the same
when the charter, the members or their names are others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from allied.alliances.models import Partner
from allied.pure import voting
from allied.pure.scoring.explanations import Step
from allied.pure.sentences import sentence

from ..models import Body, BodyMember, DecisionRule, Matter, Office

VOTES: Final = {
    "yes": voting.Vote.FOR, "no": voting.Vote.AGAINST, "abstain": voting.Vote.ABSTAIN,
}  # fmt: skip
SILENT: Final = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """How the holder of one seat stood. `answer`: yes, no, abstain, or nothing said; was there."""

    member: BodyMember
    answer: str = SILENT
    why: str = ""


def seats_of(body: Body, day: date) -> list[BodyMember]:
    """Who sits on the body on the day, in one query."""
    rows = BodyMember.objects.filter(body=body).on(day)
    return list(rows.select_related("person", "partner__company"))


def tally(
    body: Body, seats: Sequence[BodyMember], stands: Iterable[Stand], matter: Matter | None
) -> dict[str, Any]:
    """The outcome under the charter, ready to be frozen. `stands`: of those who were there."""
    stood = {_seat(each.member): each for each in stands}
    partners = _partners(body)
    sitting = _body(seats, partners)
    found = voting.decide(
        sitting, set(stood), {key: VOTES[s.answer] for key, s in stood.items() if s.answer},
        _rule(body), quorum=_quorum(body), matter=_matter(matter.pk) if matter else "",
    )  # fmt: skip
    names = {_seat(member): member.who for member in seats}
    names |= {_partner(partner.pk): partner.company.name for partner in partners}
    if matter is not None:
        names[_matter(matter.pk)] = matter.name
    return {
        "algorithm": voting.ALGORITHM,
        "body": body.name,
        "rule": _rule_as_it_was(found.rule, names),
        "quorum": {
            "quorate": found.quorum.quorate, "present": found.quorum.present,
            "of": found.quorum.of,
        },
        "votes": [_vote(each, found.tally.not_counted) for each in stood.values()],
        "outcome": str(found.outcome),
        "reason": str(found.reason),
        "dissent": [names[key] for key in map(str, found.dissent)],
        "steps": [[step.code, _named(step.values, names)] for step in found.steps],
    }  # fmt: skip


def carried(rule: Mapping[str, Any]) -> bool:
    return rule.get("outcome") == voting.Outcome.CARRIED


def explained(rule: Mapping[str, Any]) -> list[str]:
    """The frozen steps as sentences of the reader's language."""
    return [
        sentence(voting.MESSAGES, Step(code, values), _)
        for code, values in rule.get("steps", ())
    ]  # fmt: skip


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


def _seat(member: BodyMember) -> str:
    return f"seat {member.pk}"


def _partner(pk: int | None) -> str:
    return f"partner {pk}"


def _matter(pk: int) -> str:
    return f"matter {pk}"


def _partners(body: Body) -> list[Partner]:
    """Both sides of a joint body, whether they sit on it or not; of our room's, ours alone."""
    rows = Partner.objects.filter(alliance_id=body.alliance_id, left_on__isnull=True)
    if body.room.partner_id is not None:
        rows = rows.filter(pk=body.room.partner_id)
    return list(rows.select_related("company"))


def _body(seats: Sequence[BodyMember], partners: Sequence[Partner]) -> voting.Body:
    """Members of the partners; an adviser of neither side counts nowhere."""
    sides = {partner.pk for partner in partners}
    sided = [member for member in seats if member.partner_id in sides]
    full = {member.pk: member.partner_id for member in sided if member.alternate_for_id is None}
    counted = [
        member for member in sided
        if member.alternate_for_id is None
        or full.get(member.alternate_for_id) == member.partner_id
    ]  # fmt: skip
    members = tuple(
        voting.Member(
            _seat(member), _partner(member.partner_id),
            f"seat {member.alternate_for_id}" if member.alternate_for_id else None,
            member.votes and member.office != Office.ADVISER,
        )
        for member in counted
    )  # fmt: skip
    chair = next((_seat(m) for m in counted if m.office == Office.CHAIR and m.pk in full), None)
    return voting.Body(tuple(_partner(each.pk) for each in partners), members, chair=chair)


def _rule(body: Body) -> voting.DecisionRule:
    if body.rule == DecisionRule.CONSENSUS:
        return voting.DecisionRule(voting.Kind.CONSENSUS)
    if body.rule == DecisionRule.MAJORITY:
        by_partner = body.majority_by_partner
        return voting.DecisionRule(
            voting.Kind.MAJORITY,
            base=voting.Base(body.majority_of),
            threshold=Fraction(body.majority_numerator, body.majority_denominator),
            counting=voting.Counting.PARTNERS if by_partner else voting.Counting.HEADS,
        )
    listed = frozenset(
        _matter(pk)
        for pk in body.rights.filter(is_final_say=True).values_list("matter_id", flat=True)
    )
    if body.rule == DecisionRule.FINAL_SAY and body.final_say_id and listed:
        return voting.DecisionRule(
            voting.Kind.FINAL_SAY, partner=_partner(body.final_say_id), matters=listed
        )
    return voting.UNANIMOUS_BY_PARTNER


def _quorum(body: Body) -> voting.Quorum:
    percent = body.quorum_percent
    return voting.Quorum(
        at_least=body.quorum_members or None,
        from_each=body.quorum_each_partner or None,
        share=Fraction(min(percent, 100), 100) if percent else None,
        chair=body.quorum_needs_chair,
    )


def _vote(stand: Stand, not_counted: Sequence[Any]) -> dict[str, Any]:
    member = stand.member
    return {
        "name": member.who,
        "partner": member.partner.company.name if member.partner else "",
        "answer": stand.answer,
        "why": stand.why,
        "counted": _seat(member) not in not_counted,
    }


def _rule_as_it_was(rule: voting.DecisionRule, names: Mapping[str, str]) -> dict[str, Any]:
    kept: dict[str, Any] = {"kind": str(rule.kind)}
    if rule.kind is voting.Kind.MAJORITY:
        kept |= {
            "base": str(rule.base), "threshold": str(rule.threshold),
            "counting": str(rule.counting),
        }  # fmt: skip
    if rule.partner is not None:
        kept["partner"] = names.get(str(rule.partner), "")
    return kept


def _named(values: Mapping[str, object], names: Mapping[str, str]) -> dict[str, Any]:
    """The values of a step with names for keys, fit for JSON."""

    def said(value: object) -> Any:
        if isinstance(value, list | tuple):
            return [said(each) for each in value]
        if isinstance(value, str):
            return names.get(value, value)
        return value if isinstance(value, int) else str(value)

    return {place: said(value) for place, value in values.items()}
