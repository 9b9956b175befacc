"""A body with everything that hangs on one, in a room: for the world of the access tests."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as Amount

from allied.alliances.models import Room
from allied.governance.models import (
    Action,
    Addendum,
    AgendaAgreement,
    Attendance,
    Ballot,
    Body,
    BodyMember,
    CalendarFeed,
    Climb,
    DayMoved,
    Decision,
    DecisionRight,
    Escalation,
    Ground,
    JournalEntry,
    Ladder,
    LadderAgreement,
    LookBack,
    Matter,
    Meeting,
    MinuteEntry,
    Option,
    Paper,
    Proposal,
    ProposalStep,
    Rung,
    SentPack,
    SignOff,
    Standpoint,
    Topic,
)
from allied.people.models import Person
from allied.reporting.packs.content import Cover, Pack
from allied.reporting.packs.content import Topic as PackTopic
from allied.reporting.packs.kept import to_json
from allied.scorecard.models import Measure
from allied.strategy.models import Objective

from .cast import Cast

DAY = date(2024, 5, 6)
AT = datetime(2024, 5, 6, 9, tzinfo=UTC)


def governed(
    cast: Cast, room: Room, who: Person, objective: Objective, measure: Measure, word: str,
    **key: int,
) -> None:  # fmt: skip
    """One row in every table of governance. `key`: the primary key of all of them."""
    place = {"alliance": cast.alliance, "room": room, **key}
    by = {"person": who, "author": word, **key}
    matter = Matter.objects.create(name=f"{word} matter", has_amount=True, **place)
    body = Body.objects.create(kind="steering", name=f"{word} committee", purpose=word, **place)
    DecisionRight.objects.create(
        body=body, matter=matter, up_to=Amount(5000), currency="EUR", **key
    )
    seat = BodyMember.objects.create(
        body=body, partner=cast.solvay, person=who, title=f"{word} chair", office="chair",
        since=DAY, **key,
    )  # fmt: skip
    meeting = Meeting.objects.create(body=body, starts_at=AT, name=f"{word} meeting", **place)
    topic = Topic.objects.create(
        meeting=meeting, title=f"{word} topic", why=word, source_kind="objective",
        source_id=objective.pk, owner=who, **key,
    )  # fmt: skip
    Paper.objects.create(
        meeting=meeting, topic=topic, name=f"{word} paper", url=f"https://example.org/{word}", **key
    )
    cover = Cover(word, (word,), f"{word} committee", f"{word} meeting", AT, "UTC", DAY, word)
    pack = Pack(cover, AT, agenda=(PackTopic(f"{word} sent"),))
    SentPack.objects.create(meeting=meeting, document=to_json(pack), at=AT, **key)
    CalendarFeed.objects.create(person=who, token_hash=f"{len(word)}" * 32, **key)
    AgendaAgreement.objects.create(meeting=meeting, partner=cast.solvay, **by)
    Attendance.objects.create(
        meeting=meeting, member=seat, person=who, partner=cast.solvay, name=word, **key
    )
    entry = MinuteEntry.objects.create(meeting=meeting, topic=topic, text=f"{word} noted", **by)
    SignOff.objects.create(
        meeting=meeting, partner=cast.solvay, answer="correction", comment=word, **by
    )
    Addendum.objects.create(meeting=meeting, text=f"{word} added", **by)
    decision = decided(cast, room, who, objective, measure, word, body, meeting, **key)
    MinuteEntry.objects.filter(pk=entry.pk).update(member=seat, decision=decision)
    Action.objects.create(
        title=f"{word} action", details=word, owner=who, partner=cast.solvay, due_on=DAY,
        first_due_on=DAY, body=body, meeting=meeting, topic=topic, decision=decision, **place,
    )  # fmt: skip
    DayMoved.objects.create(
        action=Action.objects.get(title=f"{word} action"), before=DAY, after=DAY, why=word, **by
    )
    proposal = Proposal.objects.create(
        title=f"{word} proposal", text=word, objective=objective, measure=measure, team=body,
        body=body, by=who, author=word, **place,
    )  # fmt: skip
    ProposalStep.objects.create(proposal=proposal, state="suggested", reason=word, **by)
    escalated(cast, who, body, matter, word, place, by)


def decided(
    cast: Cast, room: Room, who: Person, objective: Objective, measure: Measure, word: str,
    body: Body, meeting: Meeting, **key: int,
) -> Decision:  # fmt: skip
    place = {"alliance": cast.alliance, "room": room, **key}
    decision = Decision.objects.create(
        number=1, title=f"{word} decision", situation=word, decided=f"{word} decided", body=body,
        meeting=meeting, state="taken", raised_at=AT, taken_at=AT + timedelta(days=3),
        raised_by=who, deciders=[word], **place,
    )  # fmt: skip
    option = Option.objects.create(decision=decision, title=f"{word} option", for_it=word, **key)
    decision.recommended, decision.recommended_by, decision.recommended_why = option, who, word
    decision.save()
    Ground.objects.create(decision=decision, objective=objective, text=word, **key)
    Ballot.objects.create(
        decision=decision, person=who, partner=cast.solvay, name=word, answer="yes", why=word, **key
    )
    LookBack.objects.create(
        decision=decision, outcome="better", text=f"{word} look", person=who, author=word, **key
    )
    JournalEntry.objects.create(
        alliance=cast.alliance, person=who, decision=decision, title=f"{word} journal",
        before=word, **key,
    )  # fmt: skip
    return decision


def escalated(
    cast: Cast, who: Person, body: Body, matter: Matter, word: str, place: dict, by: dict
) -> None:
    key = {name: value for name, value in place.items() if name == "pk"}
    ladder = Ladder.objects.create(
        state="in_force", why=word, partner=cast.solvay, proposed_by=who, author=word, **place
    )
    LadderAgreement.objects.create(ladder=ladder, partner=cast.solvay, **by)
    Rung.objects.create(ladder=ladder, position=0, name=f"{word} level", body=body, **key)
    escalation = Escalation.objects.create(
        title=f"{word} escalation", situation=word, matter=matter, presented_at=AT, state="open",
        raised_by=who, ladder={"rungs": [{"name": f"{word} level", "days": 10}]}, **place,
    )  # fmt: skip
    Standpoint.objects.create(
        escalation=escalation, partner=cast.solvay, holds=f"{word} holds", **by
    )
    Climb.objects.create(escalation=escalation, act="presented", why=word, **by)
