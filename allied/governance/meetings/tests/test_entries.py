"""The record while it is written: keys, own entries, two writers, undo, decisions and actions."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.governance.meetings.queries.live import live_of
from allied.governance.meetings.queries.minutes import minutes_of
from allied.governance.meetings.services import attending, entries, outcomes
from allied.governance.meetings.services.signing import sign_off
from allied.governance.models import Action, BodyMember, Decision, Meeting, MinuteEntry, Topic

from .table import ended, joint, under_way

DUE = timezone.localdate() + timedelta(days=14)


def note(cast, meeting, text="Agreed in words", who="member", **more):
    return entries.write_entry(by=joint(cast, who), meeting=meeting, text=text, **more)[0]


def test_sent_twice_is_written_once(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    keys = [uuid4() for _ in range(3)]
    tick = None
    for _ in range(2):
        note(cast, meeting, key=keys[0])
        outcomes.write_decision(by=by, meeting=meeting, text="Go on", key=keys[1])
        outcomes.write_action(
            by=by, meeting=meeting, text="Do it", owner=cast.member, due_on=DUE, key=keys[2]
        )
        meeting.refresh_from_db()
        tick = tick or meeting.tick
    assert (MinuteEntry.objects.count(), Decision.objects.count(), Action.objects.count()) == (
        1, 1, 1,
    )  # fmt: skip
    assert meeting.tick == tick  # nobody is shown anything new


def test_a_decision_knows_its_meeting_topic_and_deciders(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    there = [cast.solvay_manager, cast.quintiles_manager]
    seats = list(BodyMember.objects.filter(body=meeting.body, person__in=there))
    attending.mark_attendance(by=by, meeting=meeting, members=seats, presence="present")
    topic = Topic.objects.filter(meeting=meeting).first()
    text = "Open the second site.\nWith a budget of its own."
    made, _ = outcomes.write_decision(by=by, meeting=meeting, text=text, topic=topic)
    assert (made.title, made.decided, made.state) == ("Open the second site.", text, "taken")
    assert (made.meeting_id, made.topic_id, made.body_id) == (meeting.pk, topic.pk, meeting.body_id)
    assert sorted(made.deciders) == ["Quintiles manager", "Solvay manager"]
    [line] = minutes_of(by, meeting).shown["topics"][0]["decisions"]
    assert str(line["rule"]) == "each partner one vote, unanimous"


def test_without_a_quorum_nothing_is_decided(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    seats = list(BodyMember.objects.filter(body=meeting.body, person=cast.solvay_manager))
    attending.mark_attendance(by=by, meeting=meeting, members=seats, presence="present")
    with pytest.raises(Refused, match="no quorum"):
        outcomes.write_decision(by=by, meeting=meeting, text="Go on", key=uuid4())
    assert not Decision.objects.exists()


def test_the_open_question_of_the_topic_is_answered(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    asked = Decision.objects.create(
        alliance=cast.alliance, room=cast.joint, number=1, title="Which site?", body=meeting.body,
        raised_at=timezone.now() - timedelta(days=9), key=uuid4(),
    )  # fmt: skip
    topic = Topic.objects.filter(meeting=meeting).first()
    topic.source_kind, topic.source_id = "decision", asked.pk
    topic.save()
    key = uuid4()
    for _ in range(2):
        made, _ = outcomes.write_decision(
            by=by, meeting=meeting, text="Basel", topic=topic, key=key
        )
    assert (made.pk, made.title, made.decided) == (asked.pk, "Which site?", "Basel")
    assert Decision.objects.count() == 1
    outcomes.take_back_decision(by=by, meeting=meeting, decision=made)
    asked.refresh_from_db()
    assert (asked.state, asked.decided, asked.meeting) == ("open", "", None)


def test_a_decision_in_the_view_of_our_room_goes_to_the_room_of_the_meeting(cast):
    by = cast.actor("member", View.OURS)
    meeting = under_way(cast)
    made, _ = outcomes.write_decision(by=by, meeting=meeting, text="Joint")
    action, _ = outcomes.write_action(
        by=by, meeting=meeting, text="Joint", owner=cast.member, due_on=DUE
    )
    assert made.room == action.room == cast.joint


def test_taken_back_and_put_back(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    decision, _ = outcomes.write_decision(by=by, meeting=meeting, text="Go on", key=uuid4())
    action, _ = outcomes.write_action(
        by=by, meeting=meeting, text="Do it", owner=cast.member, due_on=DUE, key=uuid4()
    )
    outcomes.take_back_decision(by=by, meeting=meeting, decision=decision)
    outcomes.take_back_action(by=by, meeting=meeting, action=action)
    assert live_of(by, meeting).general == []
    with pytest.raises(Refused):
        outcomes.take_back_action(by=by, meeting=meeting, action=action)
    outcomes.put_back_decision(by=by, meeting=meeting, decision=decision)
    outcomes.put_back_action(by=by, meeting=meeting, action=action)
    assert [line.kind for line in live_of(by, meeting).general] == ["decision", "action"]
    with pytest.raises(PermissionDenied):
        outcomes.take_back_action(by=joint(cast, "theme_leader"), meeting=meeting, action=action)


def test_ones_own_entry_is_changed_and_nobody_elses(cast):
    meeting = under_way(cast)
    row = note(cast, meeting)
    with pytest.raises(PermissionDenied):
        entries.edit_entry(by=joint(cast, "quintiles_manager"), entry=row, version=1, text="Mine")
    entries.edit_entry(by=joint(cast, "member"), entry=row, version=1, text="Better")
    row.refresh_from_db()
    assert (row.text, row.version, row.changed_at is not None) == ("Better", 2, True)


def test_after_the_end_alliance_managers_correct_any(cast):
    meeting = under_way(cast)
    row = note(cast, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state="ended")
    entries.edit_entry(by=joint(cast, "solvay_manager"), entry=row, version=1, text="Corrected")
    with pytest.raises(PermissionDenied):
        entries.edit_entry(by=joint(cast, "theme_leader"), entry=row, version=2, text="No")


def test_two_writers_of_one_entry(cast):
    meeting = under_way(cast)
    row = note(cast, meeting)
    seen = MinuteEntry.objects.get(pk=row.pk)
    entries.edit_entry(by=joint(cast, "member"), entry=row, version=1, text="From the phone")
    with pytest.raises(Conflict) as lost:
        entries.edit_entry(by=joint(cast, "member"), entry=seen, version=1, text="From the desk")
    assert lost.value.current.text == "From the phone"


def test_removed_and_put_back(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    row = note(cast, meeting)
    entries.remove_entry(by=by, entry=row)
    assert live_of(by, meeting).general == []
    with pytest.raises(Refused):
        entries.edit_entry(by=by, entry=MinuteEntry.objects.get(), version=2, text="x")
    entries.restore_entry(by=by, entry=row)
    entries.restore_entry(by=by, entry=row)
    assert len(live_of(by, meeting).general) == 1


def test_dissent_says_whose(cast):
    meeting = under_way(cast)
    with pytest.raises(Refused) as refused:
        note(cast, meeting, kind="dissent")
    assert refused.value.field == "whose"
    row = note(cast, meeting, kind="dissent", whose="Solvay sponsor")
    assert row.whose == "Solvay sponsor"


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "a\x07b", "x" * 10_001, "\u200b"])
def test_what_cannot_be_shown_is_not_recorded(cast, text):
    meeting, by = under_way(cast), joint(cast, "member")
    with pytest.raises(Refused):
        note(cast, meeting, text)
    with pytest.raises(Refused):
        outcomes.write_decision(by=by, meeting=meeting, text=text)
    with pytest.raises(Refused):
        outcomes.write_action(by=by, meeting=meeting, text=text, owner=cast.member, due_on=DUE)
    assert MinuteEntry.objects.count() + Decision.objects.count() + Action.objects.count() == 0


def test_an_action_needs_somebody_of_the_alliance_and_a_day(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    never, ever = date(1, 1, 1), date(9999, 12, 31)
    wrong = [(None, DUE), (cast.outsider, DUE)]
    wrong += [(cast.member, day) for day in (None, never, ever)]
    for owner, due_on in wrong:
        with pytest.raises(Refused):
            outcomes.write_action(by=by, meeting=meeting, text="Do", owner=owner, due_on=due_on)


def test_a_long_text_has_a_short_title_and_is_kept_whole(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    text = "word " * 100
    made, _ = outcomes.write_decision(by=by, meeting=meeting, text=text)
    assert (len(made.title) <= 200, made.decided) == (True, text.strip())
    action, _ = outcomes.write_action(
        by=by, meeting=meeting, text=text, owner=cast.member, due_on=DUE
    )
    assert (len(action.title) <= 300, action.details) == (True, text.strip())


def test_correcting_takes_sign_offs_back_and_says_so(cast):
    meeting, by = ended(cast), joint(cast, "solvay_manager")
    sign_off(by=by, meeting=meeting, digest=minutes_of(by, meeting).digest)
    _, held = entries.write_entry(by=joint(cast, "member"), meeting=meeting, text="One more")
    assert held.taken_back == ["Solvay"]
    assert not [word for word in minutes_of(by, meeting).words if word.is_signed]
