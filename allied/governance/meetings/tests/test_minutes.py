"""The minutes: made by themselves, signed by every partner, locked at every door, added to."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.alliances.models import Membership
from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.governance.actions.services import finish_action, move_due_day
from allied.governance.meetings.queries.minutes import minutes_of
from allied.governance.meetings.services import (
    attending,
    entries,
    holding,
    outcomes,
    raising,
    signing,
)
from allied.governance.models import (
    Action,
    Addendum,
    BodyMember,
    Decision,
    Meeting,
    MinuteEntry,
    SignOff,
    Topic,
)

from .table import ended, joint, under_way

DUE = timezone.localdate() + timedelta(days=14)
BOTH = ("quintiles_manager", "solvay_sponsor")


def sign(cast, meeting, who):
    by = joint(cast, who)
    return signing.sign_off(by=by, meeting=meeting, digest=minutes_of(by, meeting).digest)


def recorded(cast, **more):
    """A meeting that ended with one of everything under its first topic."""
    meeting, by = under_way(cast, **more), joint(cast, "member")
    there = [cast.solvay_manager, cast.quintiles_manager]
    seats = list(BodyMember.objects.filter(body=meeting.body, person__in=there))
    attending.mark_attendance(by=by, meeting=meeting, members=seats, presence="present")
    topic = Topic.objects.filter(meeting=meeting).first()
    entries.write_entry(by=by, meeting=meeting, text="Costs were shown", topic=topic)
    entries.write_entry(
        by=by,
        meeting=meeting,
        text="Too early",
        kind="dissent",
        whose="Solvay sponsor",
        stand="abstain",
        topic=topic,
    )
    outcomes.write_decision(by=by, meeting=meeting, text="Open the site", topic=topic)
    outcomes.write_action(
        by=by, meeting=meeting, text="Book rooms", owner=cast.member, due_on=DUE, topic=topic
    )
    return holding.end_meeting(by=by, meeting=meeting)


def locked(cast):
    meeting = recorded(cast)
    for who in BOTH:
        sign(cast, meeting, who)
    meeting.refresh_from_db()
    assert meeting.state == "signed_off"
    return Meeting.objects.select_related("alliance", "room", "body").get(pk=meeting.pk)


def test_the_form_by_topic(cast):
    shown = minutes_of(joint(cast, "reader"), recorded(cast)).shown
    [first, second] = shown["topics"]
    assert first["notes"][0]["text"] == "Costs were shown"
    assert (first["decisions"][0]["number"], first["decisions"][0]["text"]) == (1, "Open the site")
    assert str(first["decisions"][0]["rule"]) == "each partner one vote, unanimous"
    assert first["dissent"][0]["whose"] == "Solvay sponsor"
    assert str(first["dissent"][0]["stand"]) == "abstains"
    assert [
        (side["partner"], [(one["name"], str(one["answer"])) for one in side["people"]])
        for side in first["decisions"][0]["stood"]
    ] == [
        ("Solvay", [("Solvay sponsor", "abstains"), ("Solvay manager", "for it")]),
        ("Quintiles", [("Quintiles manager", "for it")]),
    ]
    assert (first["actions"][0]["owner"], first["actions"][0]["due_on"]) == ("Member", DUE)
    assert str(second["state"]) == "carried over"
    people = {each["name"]: each["presence"] for s in shown["attendance"] for each in s["people"]}
    assert people["Solvay manager"] == "present"
    assert people["Quintiles sponsor"] == ""
    assert shown["quorum"]["is_there"] is True


def test_every_partner_signs_then_it_is_locked(cast):
    meeting = recorded(cast)
    assert sign(cast, meeting, "quintiles_manager").state == "ended"
    assert [word.partner for word in minutes_of(joint(cast, "reader"), meeting).waits_for] == [
        cast.solvay
    ]
    assert sign(cast, meeting, "solvay_sponsor").state == "signed_off"


def test_signing_twice_is_one_word(cast):
    meeting = recorded(cast)
    for who in ("quintiles_manager", "quintiles_sponsor"):
        sign(cast, meeting, who)
    assert SignOff.objects.filter(meeting=meeting, superseded_at=None).count() == 1


@pytest.mark.parametrize("who", ["member", "theme_leader", "reader", "outsider", "former_member"])
def test_managers_and_sponsors_sign(cast, who):
    meeting = recorded(cast)
    with pytest.raises(PermissionDenied):
        signing.sign_off(by=joint(cast, who), meeting=meeting, digest="")


def test_what_was_read_is_what_is_signed(cast):
    meeting, by = recorded(cast), joint(cast, "quintiles_manager")
    read = minutes_of(by, meeting).digest
    entries.write_entry(by=joint(cast, "member"), meeting=meeting, text="Later")
    with pytest.raises(Refused, match="changed"):
        signing.sign_off(by=by, meeting=meeting, digest=read)


def test_a_change_elsewhere_takes_a_signature_back_when_the_other_signs(cast):
    """The log of decisions is kept elsewhere: what it changes of unsigned minutes is noticed."""
    meeting = recorded(cast)
    sign(cast, meeting, "quintiles_manager")
    Decision.objects.update(decided="Close the site")
    assert sign(cast, meeting, "solvay_sponsor").state == "ended"
    assert sign(cast, meeting, "quintiles_manager").state == "signed_off"


def test_a_correction_is_asked_for_and_made(cast):
    meeting, by = recorded(cast), joint(cast, "solvay_sponsor")
    sign(cast, meeting, "quintiles_manager")
    for comment in ("", " ", "\x00", "x" * 2001):
        with pytest.raises(Refused):
            signing.ask_correction(by=by, meeting=meeting, comment=comment)
    signing.ask_correction(by=by, meeting=meeting, comment="It was the second site.")
    row = MinuteEntry.objects.get(kind="note")
    held = entries.edit_entry(
        by=joint(cast, "quintiles_manager"), entry=row, version=1, text="Costs of the second site"
    )
    assert held.taken_back == ["Quintiles"]
    words = {w.partner: w for w in minutes_of(by, meeting).words}
    assert words[cast.solvay].said.comment == "It was the second site."
    assert words[cast.quintiles].said is None
    for who in BOTH:
        sign(cast, meeting, who)
    assert Meeting.objects.get(pk=meeting.pk).state == "signed_off"


def doors_of(cast, meeting):
    by, manager = joint(cast, "member"), joint(cast, "solvay_manager")
    note = MinuteEntry.objects.filter(kind="note").first()
    seats = list(BodyMember.objects.filter(body=meeting.body))
    topic = Topic.objects.filter(meeting=meeting).first()
    action, decision = Action.objects.get(), Decision.objects.get()
    return {
        "write": lambda: entries.write_entry(by=by, meeting=meeting, text="x"),
        "edit": lambda: entries.edit_entry(by=by, entry=note, version=1, text="x"),
        "remove": lambda: entries.remove_entry(by=by, entry=note),
        "restore": lambda: entries.restore_entry(by=by, entry=note),
        "decide": lambda: outcomes.write_decision(by=by, meeting=meeting, text="x"),
        "promise": lambda: outcomes.write_action(
            by=by, meeting=meeting, text="x", owner=cast.member, due_on=DUE
        ),
        "take_back": lambda: outcomes.take_back_decision(by=by, meeting=meeting, decision=decision),
        "put_back": lambda: outcomes.put_back_decision(by=by, meeting=meeting, decision=decision),
        "take_back_action": lambda: outcomes.take_back_action(
            by=by, meeting=meeting, action=action
        ),
        "put_back_action": lambda: outcomes.put_back_action(by=by, meeting=meeting, action=action),
        "attend": lambda: attending.mark_attendance(
            by=by, meeting=meeting, members=seats, presence="absent"
        ),
        "guest": lambda: attending.add_guest(by=by, meeting=meeting, name="Guest"),
        "raise": lambda: raising.raise_topic(by=by, meeting=meeting, title="x"),
        "begin": lambda: holding.begin_meeting(by=by, meeting=meeting),
        "topic": lambda: holding.go_to_topic(by=by, meeting=meeting, topic=topic),
        "topic_state": lambda: holding.set_topic_state(by=by, topic=topic, state="open"),
        "end": lambda: holding.end_meeting(by=by, meeting=meeting),
        "resume": lambda: holding.resume_meeting(by=by, meeting=meeting),
        "sign": lambda: signing.sign_off(by=manager, meeting=meeting, digest=""),
        "ask": lambda: signing.ask_correction(by=manager, meeting=meeting, comment="x"),
    }


def test_locked_minutes_change_at_no_door(cast):
    meeting = locked(cast)
    by = joint(cast, "reader")
    before = minutes_of(by, meeting).shown
    for name, door in doors_of(cast, meeting).items():
        with pytest.raises(Refused, match="locked"):
            pytest.fail(f"{name}: {door()}")
    assert minutes_of(by, Meeting.objects.get(pk=meeting.pk)).shown == before


def test_what_happens_to_the_rows_later_does_not_reach_locked_minutes(cast):
    meeting, by = locked(cast), joint(cast, "reader")
    before = minutes_of(by, meeting).shown
    action = Action.objects.get()
    owner = cast.actor("member", View.JOINT)
    move_due_day(by=owner, action=action, version=1, due_on=DUE + timedelta(days=9), why="Later")
    finish_action(by=owner, action=action, version=2)
    Action.objects.update(title="Rewritten", first_due_on=DUE + timedelta(days=9))
    Decision.objects.update(decided="Rewritten", state="superseded")
    MinuteEntry.objects.update(text="Rewritten")
    Topic.objects.update(title="Rewritten")
    cast.member.name = "Renamed"
    cast.member.save()
    fresh = Meeting.objects.select_related("alliance", "room", "body").get(pk=meeting.pk)
    fresh.body.name = "Renamed"
    fresh.body.save()
    assert minutes_of(by, fresh).shown == before


def test_an_addendum_stands_beside_locked_minutes(cast):
    meeting, by = locked(cast), joint(cast, "member")
    signing.add_addendum(by=by, meeting=meeting, text="The site is in Basel.")
    assert [row.text for row in minutes_of(by, meeting).addenda] == ["The site is in Basel."]
    for text in ("", "\x00", "x" * 10_001):
        with pytest.raises(Refused):
            signing.add_addendum(by=by, meeting=meeting, text=text)
    with pytest.raises(PermissionDenied):
        signing.add_addendum(by=joint(cast, "reader"), meeting=meeting, text="x")
    assert Addendum.objects.count() == 1


def test_no_addendum_before_the_lock(cast):
    with pytest.raises(Refused):
        signing.add_addendum(by=joint(cast, "member"), meeting=recorded(cast), text="x")


def test_a_partner_without_anybody_to_sign_is_named(cast):
    meeting = recorded(cast)
    Membership.objects.filter(partner=cast.solvay).exclude(role__in=["reader"]).delete()
    sign(cast, meeting, "quintiles_manager")
    found = minutes_of(joint(cast, "reader"), meeting)
    assert [word.partner for word in found.without_signer] == [cast.solvay]
    assert Meeting.objects.get(pk=meeting.pk).state == "ended"


def test_a_meeting_of_our_room_is_signed_by_our_side_alone(cast):
    meeting, by = ended(cast, cast.solvay_room), cast.actor("solvay_manager", View.OURS)
    found = minutes_of(by, meeting)
    assert [word.partner for word in found.words] == [cast.solvay]
    signing.sign_off(by=by, meeting=meeting, digest=found.digest)
    assert Meeting.objects.get(pk=meeting.pk).state == "signed_off"


def test_the_next_meeting_is_told_and_kept(cast):
    meeting = recorded(cast)
    later = Meeting.objects.create(
        alliance=cast.alliance, room=cast.joint, body=meeting.body,
        starts_at=meeting.starts_at + timedelta(days=30),
    )  # fmt: skip
    for who in BOTH:
        sign(cast, meeting, who)
    later.starts_at += timedelta(days=1)
    later.save()
    following = minutes_of(joint(cast, "reader"), Meeting.objects.get(pk=meeting.pk)).following
    assert following["starts_at"].date() == (meeting.starts_at + timedelta(days=30)).date()
