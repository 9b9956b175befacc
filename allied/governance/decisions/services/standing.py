"""How those stood who were there, and what it comes to under the charter.

In this order counts: the dissent that the minutes note beside the decision, what somebody said for
themselves, what is given with the decision. Who is marked present and said nothing else has agreed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line

from ...bodies.charter import partners_on, unseated
from ...models import Attendance, Ballot, Body, BodyMember, Decision, Meeting, MinuteEntry, Option
from ...trail import trace
from ..tallying import SILENT, Stand, carried, explained, seats_of, tally

YES = Ballot.Answer.YES.value
Noted = dict[int, tuple[str, str]]
"""By seat: against it or an abstention, and why."""


class NotCarried(Refused):
    """Under the charter of `body` it is not decided. `decision`: the open question, if one stays.

    `unseated`: the partners for whom nobody with a vote sits on the body.
    """

    def __init__(
        self, message: object, body: Body, decision: Decision | None, unseated: Sequence[str] = ()
    ) -> None:
        super().__init__(message, "ballots")
        self.body, self.decision, self.unseated = body, decision, unseated


def own_ballots(row: Decision) -> dict[int | None, Ballot]:
    """What people said for themselves on the open question, by person."""
    rows = Ballot.objects.filter(decision=row, superseded_at=None, is_own=True)
    return {ballot.person_id: ballot for ballot in rows}


def stand_of(ballot: Ballot, member: BodyMember, chosen: Option | None) -> Stand:
    """A yes to another option than the chosen one is a no to this one."""
    answer = ballot.answer
    other = ballot.option_id is not None and (chosen is None or ballot.option_id != chosen.pk)
    if answer == Ballot.Answer.YES and other:
        answer = Ballot.Answer.NO
    return Stand(member, answer, ballot.why)


def stands_on(row: Decision, ballots: Sequence[Mapping[str, Any]]) -> list[Stand]:
    """Everybody known to have been there, with what they said."""
    if row.body is None or row.taken_at is None:
        return []
    seats = seats_of(row.body, timezone.localdate(row.taken_at))
    given = {ballot["member"].pk: ballot for ballot in ballots}
    if unknown := set(given) - {member.pk for member in seats}:
        said = _("Somebody here had no seat on the body on that day.")
        raise Refused(said, f"seat_{min(unknown)}")
    own, there, noted = own_ballots(row), _attended(row.meeting), _noted(_waiting(row))
    found = []
    for member in seats:
        stand = None
        if member.person_id is not None and member.person_id in own:
            stand = stand_of(own[member.person_id], member, row.chosen)
        elif member.pk in given:
            stand = _stand(member, given[member.pk])
        elif member.pk in there:
            stand = Stand(member, YES if member.votes and not given else SILENT)
        found.append(_unless(stand, member, noted))
    return [stand for stand in found if stand is not None]


def outcome_of(row: Decision, stands: Sequence[Stand]) -> dict[str, Any]:
    """Frozen: rule, quorum, votes and outcome. `NotCarried` where the rule does not carry it."""
    if row.body is None or row.taken_at is None:
        return {}
    day = timezone.localdate(row.taken_at)
    seats = seats_of(row.body, day)
    if not stands:
        _refuse_one_side(row, row.body, seats)
        return {"body": row.body.name}
    found = tally(row.body, day, seats, stands, row.matter)
    if not carried(found):
        said = _("Under the charter of %(body)s this is not decided.") % {"body": row.body}
        if row.meeting is not None and not _attended(row.meeting):
            said += " " + _("Nobody is marked as present yet: do that first.")
        without = [values["partner"] for code, values in found["steps"] if code == "unseated"]
        raise NotCarried(" ".join([said, *explained(found)]), row.body, row, without)
    return found


def keep_ballots(row: Decision, stands: Sequence[Stand]) -> None:
    """Of those who spoke; what they said for themselves stands already, unless they dissented."""
    own, moment = own_ballots(row), row.taken_at or timezone.now()
    Ballot.objects.bulk_create(
        Ballot(
            decision=row, person=each.member.person, partner=each.member.partner,
            name=each.member.who, answer=each.answer, why=each.why, at=moment, is_own=False,
        )
        for each in stands
        if each.answer and (each.is_noted or each.member.person_id not in own)
    )  # fmt: skip


def forget_ballots(row: Decision) -> None:
    """What was written down with the decision no longer stands; own words do."""
    Ballot.objects.filter(decision=row, superseded_at=None, is_own=False).update(
        superseded_at=timezone.now()
    )


# Dissent that the minutes note


def note_dissent(row: Decision) -> None:
    """What waited under the topic for a decision is about this one from now on."""
    _waiting(row).update(decision=row)


def count_dissent(by: Actor, row: Decision) -> None:
    """The minutes say otherwise than before who dissents: the outcome is counted anew.

    `NotCarried` where the decision would not have been taken.
    """
    noted = _noted(MinuteEntry.objects.filter(decision=row, removed_at=None))
    stands = _stands_before(row, noted)
    row.rule = outcome_of(row, stands)
    row.save_over(row.version, ["rule"])
    forget_ballots(row)
    keep_ballots(row, stands)
    against = [each.member.who for each in stands if each.is_noted]
    trace("count_dissent", by, "decision", row, dissent=against)


def _waiting(row: Decision) -> Any:
    """Dissent noted under its topic that is about no other decision in force."""
    if row.meeting is None:
        return MinuteEntry.objects.none()
    rows = MinuteEntry.objects.filter(meeting=row.meeting, topic=row.topic, removed_at=None)
    undone = (Decision.State.OPEN, Decision.State.WITHDRAWN)
    free = Q(decision=None) | Q(decision__state__in=undone) | Q(decision=row)
    return rows.filter(free, kind=MinuteEntry.Kind.DISSENT, member__isnull=False)


def _noted(entries: Any) -> Noted:
    """The last word of each counts."""
    return {row.member_id: (row.stand, row.text[:1000]) for row in entries.order_by("pk")}


def _unless(stand: Stand | None, member: BodyMember, noted: Noted) -> Stand | None:
    """The stand, unless a dissent is noted."""
    if member.pk not in noted:
        return stand
    answer, why = noted[member.pk]
    before = (stand.answer, stand.why) if stand else None
    return Stand(member, answer, why, is_noted=True, before=before)


def _stands_before(row: Decision, noted: Noted) -> list[Stand]:
    """As they were counted, with the dissent that is noted now; who came in is not asked anew."""
    assert row.body is not None
    assert row.taken_at is not None
    kept = {vote["seat"]: vote for vote in row.rule.get("votes", ()) if "seat" in vote}
    there = set(kept) or _attended(row.meeting)
    found = []
    for member in seats_of(row.body, timezone.localdate(row.taken_at)):
        stand = None
        if member.pk in kept:
            vote = kept[member.pk]
            said = vote.get("before", (vote["answer"], vote["why"]))
            stand = Stand(member, *said) if said is not None else None
        elif member.pk in there:
            stand = Stand(member, YES if member.votes else SILENT)
        found.append(_unless(stand, member, noted))
    return [stand for stand in found if stand is not None]


def _stand(member: BodyMember, given: Mapping[str, Any]) -> Stand:
    answer = given.get("answer", SILENT)
    if answer not in {SILENT, *Ballot.Answer.values}:
        raise Refused(_("Choose one of those offered."), f"seat_{member.pk}")
    return Stand(member, answer, one_line(given.get("why", ""), 1000, f"why_{member.pk}"))


def _attended(meeting: Meeting | None) -> set[int]:
    if meeting is None:
        return set()
    rows = Attendance.objects.filter(meeting=meeting, presence=Attendance.Presence.PRESENT)
    return {pk for pk in rows.values_list("member_id", flat=True) if pk is not None}


def _refuse_one_side(row: Decision, body: Body, seats: Sequence[BodyMember]) -> None:
    """Where people sit for one side alone nothing is written down as agreed by all, either."""
    if not any(seat.votes and seat.person_id for seat in seats):
        return
    partners = partners_on(body, timezone.localdate(row.taken_at))
    without = [partner.company.name for partner in unseated(seats, partners)]
    if without:
        said = _(
            "Nobody with a vote sits on %(body)s for %(partners)s, so it cannot decide: give "
            "somebody of that company a seat with a vote."
        )
        words = {"body": body, "partners": ", ".join(without)}
        raise NotCarried(said % words, body, row, without)
