"""Dissent is counted with the decision it is about: noted before it, after it, changed, removed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.governance.decisions.services import NotCarried, cast_ballot, raise_decision
from allied.governance.meetings.services import attending, entries, outcomes
from allied.governance.models import (
    Attendance,
    Ballot,
    BodyMember,
    Decision,
    Matter,
    MinuteEntry,
    Topic,
)

from .table import a_body, joint, under_way


def all_here(cast, by=None, **more):
    """A meeting with its four members present, and its two topics."""
    meeting = under_way(cast, **more)
    by = by or joint(cast, "member")
    seats = list(BodyMember.objects.filter(body=meeting.body, alternate_for=None))
    attending.mark_attendance(by=by, meeting=meeting, members=seats, presence="present")
    return meeting, list(Topic.objects.filter(meeting=meeting))


def by_majority(cast):
    return all_here(cast, body=a_body(cast, rule="majority"))


def dissent(cast, meeting, topic, whose="Solvay sponsor", **more):
    told = {"text": "Too early", "kind": "dissent", "whose": whose, "topic": topic, **more}
    return entries.write_entry(by=joint(cast, "member"), meeting=meeting, **told)[0]


def decide(cast, meeting, topic, text="Open the site", who="member"):
    return outcomes.write_decision(
        by=joint(cast, who), meeting=meeting, text=text, topic=topic
    )[0]  # fmt: skip


def stood(decision):
    decision.refresh_from_db()
    return {vote["name"]: vote["answer"] for vote in decision.rule["votes"]}


def test_one_member_against_leaves_its_side_undecided(cast):
    meeting, [topic, _] = all_here(cast)
    dissent(cast, meeting, topic)
    with pytest.raises(NotCarried, match="Solvay is undecided") as refused:
        decide(cast, meeting, topic)
    assert (refused.value.body, refused.value.decision) == (meeting.body, None)
    assert not Decision.objects.exists()
    assert not Ballot.objects.exists()


def test_an_abstention_leaves_it_to_the_others_of_the_side(cast):
    meeting, [topic, _] = all_here(cast)
    dissent(cast, meeting, topic, stand="abstain")
    made = decide(cast, meeting, topic)
    assert stood(made) == {
        "Solvay sponsor": "abstain", "Solvay manager": "yes", "Quintiles sponsor": "yes",
        "Quintiles manager": "yes",
    }  # fmt: skip
    kept = Ballot.objects.get(name="Solvay sponsor")
    assert (kept.answer, kept.why, kept.is_own) == ("abstain", "Too early", False)


def test_a_majority_carries_over_the_dissent_and_names_it(cast):
    meeting, [topic, other] = by_majority(cast)
    dissent(cast, meeting, other, "Quintiles sponsor")
    dissent(cast, meeting, topic)
    made = decide(cast, meeting, topic)
    assert stood(made)["Solvay sponsor"] == "no"
    assert stood(made)["Quintiles sponsor"] == "yes"  # dissents under another topic
    assert made.rule["dissent"] == ["Solvay sponsor"]
    with pytest.raises(NotCarried, match="a tie does not pass"):
        dissent(cast, meeting, topic, "Quintiles manager")
    assert stood(made)["Quintiles manager"] == "yes"


def test_dissent_noted_after_the_decision_is_counted_or_refused(cast):
    meeting, [topic, _] = all_here(cast)
    made = decide(cast, meeting, topic)
    with pytest.raises(NotCarried, match="Decision 1 would then not have been taken"):
        dissent(cast, meeting, topic)
    assert not MinuteEntry.objects.exists()
    row = dissent(cast, meeting, topic, stand="abstain")
    assert row.decision == made
    assert stood(made)["Solvay sponsor"] == "abstain"
    standing = Ballot.objects.filter(superseded_at=None)
    assert sorted(standing.values_list("answer", flat=True)) == ["abstain", "yes", "yes", "yes"]
    second = decide(cast, meeting, topic, "And another")
    assert stood(second)["Solvay sponsor"] == "yes"  # what was said is about the first


def test_dissent_is_taken_out_put_back_and_changed(cast):
    meeting, [topic, _] = by_majority(cast)
    by = joint(cast, "member")
    first, second = (decide(cast, meeting, topic, text) for text in ("One", "Two"))
    row = dissent(cast, meeting, topic)
    assert (stood(first)["Solvay sponsor"], stood(second)["Solvay sponsor"]) == ("yes", "no")
    entries.remove_entry(by=by, entry=row)
    assert stood(second)["Solvay sponsor"] == "yes"
    entries.restore_entry(by=by, entry=row)
    assert stood(second)["Solvay sponsor"] == "no"
    row.refresh_from_db()
    entries.edit_entry(
        by=by, entry=row, version=row.version, text="Late", whose="Quintiles sponsor",
        stand="abstain", about=first,
    )  # fmt: skip
    assert stood(first)["Quintiles sponsor"] == "abstain"
    assert set(stood(second).values()) == {"yes"}
    foreign = Decision.objects.create(
        alliance=cast.alliance, room=cast.joint, number=9, title="x", state="taken",
        taken_at=timezone.now(),
    )  # fmt: skip
    row.refresh_from_db()
    with pytest.raises(Refused, match="of this meeting"):
        entries.edit_entry(
            by=by, entry=row, version=row.version, text="x", whose=row.whose, about=foreign
        )


def test_the_dissent_counts_whatever_was_said_before(cast):
    meeting, [topic, _] = all_here(cast)
    question = raise_decision(
        by=joint(cast, "member"), alliance=cast.alliance, title="Open?", body=meeting.body,
        raised_at=timezone.now() - timedelta(days=9),
    )  # fmt: skip
    Topic.objects.filter(pk=topic.pk).update(source_kind="decision", source_id=question.pk)
    topic.refresh_from_db()
    cast_ballot(by=joint(cast, "solvay_sponsor"), decision=question, answer="yes")
    dissent(cast, meeting, topic)
    with pytest.raises(NotCarried) as refused:
        decide(cast, meeting, topic)
    assert refused.value.decision == question  # it stays open, and can be escalated
    MinuteEntry.objects.update(stand="abstain")
    made = decide(cast, meeting, topic)
    assert stood(made)["Solvay sponsor"] == "abstain"
    outcomes.take_back_decision(by=joint(cast, "member"), meeting=meeting, decision=made)
    assert [b.is_own for b in Ballot.objects.filter(superseded_at=None)] == [True]
    MinuteEntry.objects.update(removed_at=timezone.now())
    assert set(stood(decide(cast, meeting, topic)).values()) == {"yes"}


def test_a_decision_put_back_is_counted_anew(cast):
    meeting, [topic, _] = by_majority(cast)
    by, made = joint(cast, "member"), decide(cast, meeting, topic)
    outcomes.take_back_decision(by=by, meeting=meeting, decision=made)
    row = dissent(cast, meeting, topic)
    assert row.decision is None
    MinuteEntry.objects.update(decision=made)
    outcomes.put_back_decision(by=by, meeting=meeting, decision=made)
    assert stood(made)["Solvay sponsor"] == "no"


def test_dissent_is_of_somebody_who_is_there(cast):
    meeting, [topic, _] = by_majority(cast)
    Attendance.objects.create(
        meeting=meeting, name="Member", presence="absent",
        member=BodyMember.objects.get(person=cast.member),
    )  # fmt: skip
    unknown, away = "a member or a guest", "not marked as present"
    for whose, said in (("Somebody", unknown), ("Member", away)):
        with pytest.raises(Refused, match=said) as refused:
            dissent(cast, meeting, topic, whose)
        assert refused.value.field == "whose"
    attending.add_guest(by=joint(cast, "member"), meeting=meeting, name="Counsel")
    row = dissent(cast, meeting, topic, "counsel")
    assert (row.member, row.stand) == (None, "no")
    assert set(stood(decide(cast, meeting, topic)).values()) == {"yes"}


def test_without_attendance_dissent_asks_for_it(cast):
    meeting = under_way(cast)
    topic = Topic.objects.filter(meeting=meeting).first()
    dissent(cast, meeting, topic, stand="abstain")
    with pytest.raises(NotCarried, match="Nobody is marked as present yet"):
        decide(cast, meeting, topic)


def test_a_meeting_of_our_room_counts_it_too(cast):
    ours = cast.actor("solvay_manager", View.OURS)
    meeting, [topic, _] = all_here(cast, by=ours, room=cast.solvay_room, body=own_body(cast))
    told = {"text": "No", "kind": "dissent", "whose": "Solvay sponsor", "topic": topic}
    entries.write_entry(by=ours, meeting=meeting, **told)
    with pytest.raises(NotCarried, match="somebody objects: Solvay sponsor"):
        outcomes.write_decision(by=ours, meeting=meeting, text="Go", topic=topic)


def own_body(cast):
    return of_one_side(a_body(cast, cast.solvay_room, rule="consensus", quorum_each_partner=0))


def of_one_side(body):
    for alternates in (True, False):
        seats = body.members.filter(partner__company__name="Quintiles")
        seats.filter(alternate_for__isnull=not alternates).delete()
    return body


# On the page


@pytest.fixture
def at(cast):
    return lambda name, meeting, *more: reverse(
        f"governance:{name}", args=[cast.alliance.slug, meeting.pk, *more]
    )


def test_the_page_keeps_the_text_and_shows_the_way_on(cast, signed_in, at):
    meeting, [topic, _] = all_here(cast)
    dissent(cast, meeting, topic)
    client = signed_in("member")
    sent = {"kind": "decision", "text": "Open <it>", "topic": topic.pk}
    answer = client.post(at("meeting_write", meeting), sent, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    told = answer.json()
    assert "not decided" in told["faults"]["text"][0]
    assert [way["says"] for way in told["ways"]] == ["Escalate it"]
    page = client.post(at("meeting_write", meeting), sent).content.decode()
    assert "Open &lt;it&gt;</textarea>" in page
    assert reverse("governance:escalation_add", args=[cast.alliance.slug]) in page
    assert "Note it as undecided" in page
    client.post(at("meeting_write", meeting), {**sent, "undecided": "1"})
    assert MinuteEntry.objects.get(kind="note").text == "Not decided: Open <it>"


def test_the_way_names_the_matter_where_the_charter_has_a_final_say(cast, signed_in, at):
    body = a_body(cast, rule="final_say", final_say=cast.solvay)
    meeting, [topic, _] = all_here(cast, body=body)
    matter = Matter.objects.create(alliance=cast.alliance, room=cast.joint, name="Data")
    body.rights.create(matter=matter, is_final_say=True)
    dissent(cast, meeting, topic, "Quintiles manager")
    answer = signed_in("member").post(
        at("meeting_write", meeting), {"kind": "decision", "text": "Go", "topic": topic.pk},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    [way, _escalate] = answer.json()["ways"]
    assert way["says"] == "Name its matter: Solvay has the final say on Data"
    assert way["url"].endswith(f"/decisions/raise/?body={body.pk}")


def test_a_body_of_one_side_is_mended_with_a_seat(cast, signed_in, at):
    body = of_one_side(a_body(cast, rule="consensus", quorum_each_partner=0))
    meeting, [topic, _] = all_here(cast, body=body)
    sent = {"kind": "decision", "text": "Go", "topic": topic.pk}
    ask = {"Accept": "application/json"}
    for who, count in (("member", 1), ("quintiles_manager", 2)):
        answer = signed_in(who).post(at("meeting_write", meeting), sent, headers=ask)
        told = answer.json()
        assert "give somebody of Quintiles a seat" in told["error"]
        assert len(told["ways"]) == count
    seat = reverse("governance:body_seat_add", args=[cast.alliance.slug, body.pk])
    assert told["ways"][0] == {"says": "Give Quintiles a seat", "url": seat}


def test_the_minutes_and_the_decision_show_who_stood_how(cast, signed_in, at):
    meeting, [topic, _] = by_majority(cast)
    dissent(cast, meeting, topic)
    made = decide(cast, meeting, topic)
    client = signed_in("reader")
    for name, pk in (("minutes", meeting), ("meeting_hold", meeting), ("decision", made)):
        page = " ".join(client.get(at(name, pk)).content.decode().split())
        assert 'dir="auto">Solvay sponsor</span>' in page
        assert "against it" in page
    [entry] = MinuteEntry.objects.all()
    change = signed_in("member").get(at("meeting_entry", meeting, entry.pk)).content.decode()
    assert "Which decision it is about" in change
