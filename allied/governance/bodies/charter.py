"""A charter as the arithmetic of voting takes it: persons and partners by their ids.

A seat that nobody holds counts among the members, as somebody who is never there: its key is
`("seat", id)`. A joint body decides for all partners of the alliance, whoever sits on it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Q

from allied.alliances.models import Partner
from allied.pure import voting

from ..models import Body, BodyMember, DecisionRight, DecisionRule, Matter, Office


def key_of(seat: BodyMember) -> Any:
    return seat.person_id if seat.person_id is not None else ("seat", seat.pk)


def partners_on(body: Body, day: date) -> list[Partner]:
    """For whom the body decides: all partners that had not left by the day, or the room's own."""
    rows = Partner.objects.filter(alliance=body.alliance_id).select_related("company")
    if body.room.partner_id is not None:
        return list(rows.filter(pk=body.room.partner_id))
    return list(rows.filter(Q(left_on=None) | Q(left_on__gt=day)))


def voting_body(seats: Sequence[BodyMember], partners: Sequence[Partner]) -> voting.Body:
    """The seats of one day: advisers from outside and who has left are on it for nobody."""
    here = {partner.pk for partner in partners}
    counted = [seat for seat in seats if seat.partner_id in here]
    keys = {seat.pk: key_of(seat) for seat in counted}
    full = {seat.pk for seat in counted if seat.alternate_for_id is None}
    members = tuple(
        voting.Member(
            person=keys[seat.pk], partner=seat.partner_id, may_vote=seat.votes,
            vacant=seat.person_id is None,
            alternate_for=keys.get(seat.alternate_for_id) if seat.alternate_for_id else None,
        )
        for seat in counted
        if seat.alternate_for_id is None or seat.alternate_for_id in full
    )  # fmt: skip
    chair = next((keys[s.pk] for s in counted if s.office == Office.CHAIR and s.pk in full), None)
    return voting.Body(tuple(partner.pk for partner in partners), members, chair)


def unseated(seats: Sequence[BodyMember], partners: Sequence[Partner]) -> list[Partner]:
    """The partners for whom nobody with a vote sits there."""
    found = voting.unseated(voting_body(seats, partners))
    return [partner for partner in partners if partner.pk in found]


def quorum_of(body: Body) -> voting.Quorum:
    percent = body.quorum_percent
    return voting.Quorum(
        at_least=body.quorum_members or None,
        from_each=body.quorum_each_partner or None,
        share=Fraction(percent, 100) if percent else None,
        chair=body.quorum_needs_chair,
    )


def rule_of(body: Body, rights: Iterable[DecisionRight] | None = None) -> voting.DecisionRule:
    """The rule of the charter; `rights`: of this body, asked for where they are not given.

    A final say without a matter marked so is each partner's one vote.
    """
    if body.rule == DecisionRule.FINAL_SAY:
        listed = body.rights.all() if rights is None else rights
        marked = frozenset(str(right.matter_id) for right in listed if right.is_final_say)
        if not marked or body.final_say_id is None:
            return voting.UNANIMOUS_BY_PARTNER
        return voting.DecisionRule(
            kind=voting.Kind.FINAL_SAY, partner=body.final_say_id, matters=marked
        )
    if body.rule == DecisionRule.MAJORITY:
        by_partner = body.majority_by_partner
        return voting.DecisionRule(
            kind=voting.Kind.MAJORITY,
            base=voting.Base(body.majority_of),
            threshold=Fraction(body.majority_numerator, body.majority_denominator),
            counting=voting.Counting.PARTNERS if by_partner else voting.Counting.HEADS,
        )
    return voting.DecisionRule(kind=voting.Kind(body.rule))


def count(
    body: Body, seats: Sequence[BodyMember], partners: Sequence[Partner], present: Collection[int]
) -> voting.Quorate:
    """Whether those present, by id of person, are enough."""
    return voting.count_quorum(voting_body(seats, partners), present, quorum_of(body))


def tally(
    body: Body, seats: Sequence[BodyMember], partners: Sequence[Partner], present: Collection[int],
    votes: Mapping[int, voting.Vote], *, matter: Matter | None = None,
) -> voting.Decided:  # fmt: skip
    """What the votes of those present, by id of person, come to under the charter."""
    return voting.decide(
        voting_body(seats, partners), present, votes, rule_of(body), quorum=quorum_of(body),
        matter=str(matter.pk) if matter else "",
    )  # fmt: skip
