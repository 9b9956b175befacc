"""Beginning, the clock of the topics, ending; attendance and quorum."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.governance.meetings.queries.attendance import attendance_of
from allied.governance.meetings.queries.live import live_of
from allied.governance.meetings.services import attending, holding
from allied.governance.models import Attendance, BodyMember, SignOff, Topic

from .table import AT, a_body, a_meeting, ended, joint, under_way


def topics(meeting):
    return list(Topic.objects.filter(meeting=meeting))


def minutes(count):
    return AT + timedelta(minutes=count)


def test_the_clock_runs_on_one_topic_at_a_time(cast):
    by, meeting = joint(cast, "quintiles_manager"), a_meeting(cast)
    holding.begin_meeting(by=by, meeting=meeting, at=AT)
    one, two = topics(meeting)
    assert (one.running_since, two.running_since) == (AT, None)
    holding.go_to_topic(by=by, meeting=meeting, topic=two, leave="done", at=minutes(7))
    holding.go_to_topic(by=by, meeting=meeting, topic=None, at=minutes(9))  # a break
    holding.go_to_topic(by=by, meeting=meeting, topic=one, at=minutes(20))
    holding.go_to_topic(by=by, meeting=meeting, topic=one, at=minutes(30))  # pressed twice
    one, two = topics(meeting)
    assert (one.used_seconds, one.running_since, one.state) == (420, minutes(20), "open")
    assert (two.used_seconds, two.running_since, two.state) == (120, None, "open")
    holding.end_meeting(by=by, meeting=meeting, at=minutes(26))
    one, two = topics(meeting)
    assert (one.used_seconds, one.running_since, one.state) == (780, None, "done")
    assert two.state == "done"


def test_what_was_not_reached_is_carried_over(cast):
    meeting = ended(cast, topics=3)
    assert [topic.state for topic in topics(meeting)] == ["done", "carried_over", "carried_over"]
    assert meeting.state == "ended"


def test_beginning_and_ending_twice_is_once(cast):
    by, meeting = joint(cast, "solvay_manager"), under_way(cast)
    began, tick = meeting.began_at, meeting.tick
    again = holding.begin_meeting(by=by, meeting=meeting)
    assert (again.began_at, again.tick) == (began, tick)
    first = holding.end_meeting(by=by, meeting=meeting)
    assert holding.end_meeting(by=by, meeting=meeting).ended_at == first.ended_at


def test_it_goes_on_until_somebody_answered_the_minutes(cast):
    by, meeting = joint(cast, "solvay_manager"), ended(cast)
    assert holding.resume_meeting(by=by, meeting=meeting).state == "under_way"
    holding.end_meeting(by=by, meeting=meeting)
    SignOff.objects.create(meeting=meeting, partner=cast.solvay, answer="signed", author="S")
    with pytest.raises(Refused, match="answered"):
        holding.resume_meeting(by=by, meeting=meeting)


@pytest.mark.parametrize("state", ["planned", "agreed", "signed_off", "cancelled"])
def test_only_a_meeting_under_way_is_written_in(cast, state):
    meeting = a_meeting(cast, state=state)
    with pytest.raises(Refused):
        holding.go_to_topic(by=joint(cast, "member"), meeting=meeting, topic=None)
    with pytest.raises(Refused):
        attending.add_guest(by=joint(cast, "member"), meeting=meeting, name="Guest")


@pytest.mark.parametrize("who", ["reader", "outsider", "former_member"])
def test_others_look_on(cast, who):
    with pytest.raises(PermissionDenied):
        holding.begin_meeting(by=joint(cast, who), meeting=a_meeting(cast))


def test_nothing_is_done_from_the_wall(cast):
    with pytest.raises(PermissionDenied):
        holding.begin_meeting(by=cast.actor("member", View.PRESENT), meeting=a_meeting(cast))


def test_a_topic_of_another_meeting_is_refused(cast):
    meeting = under_way(cast)
    other = a_meeting(cast, body=a_body(cast, name="Other"))
    with pytest.raises(Refused):
        holding.go_to_topic(by=joint(cast, "member"), meeting=meeting, topic=topics(other)[0])


def marked(cast, meeting, presence, *people):
    seats = [
        row for row in BodyMember.objects.filter(body=meeting.body)
        if row.person in [getattr(cast, name) for name in people]
    ]  # fmt: skip
    return attending.mark_attendance(
        by=joint(cast, "member"), meeting=meeting, members=seats, presence=presence
    )


def quorum(cast, meeting):
    return attendance_of(joint(cast, "member"), meeting).quorum


def test_quorum_follows_the_charter(cast):
    body = a_body(cast, quorum_each_partner=1, quorum_members=3, quorum_needs_chair=True)
    meeting = under_way(cast, body=body)
    assert quorum(cast, meeting).is_there is False
    marked(cast, meeting, "present", "solvay_manager", "quintiles_sponsor", "quintiles_manager")
    told = quorum(cast, meeting)
    assert told.is_there is False
    assert any("chair" in each for each in told.words)
    marked(cast, meeting, "present", "solvay_sponsor")
    assert quorum(cast, meeting).is_there is True
    marked(cast, meeting, "absent", "solvay_sponsor")
    assert quorum(cast, meeting).is_there is False


def test_an_alternate_counts_where_the_member_is_away(cast):
    meeting = under_way(cast)
    marked(cast, meeting, "present", "solvay_manager", "member")
    assert quorum(cast, meeting).is_there is True
    marked(cast, meeting, "absent", "member")
    told = quorum(cast, meeting)
    assert told.is_there is False
    assert any("Quintiles" in each for each in told.words)


def test_marking_twice_is_one_row_and_a_guest_stands_once(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    marked(cast, meeting, "present", "solvay_manager")
    marked(cast, meeting, "excused", "solvay_manager")
    assert [row.presence for row in Attendance.objects.filter(meeting=meeting)] == ["excused"]
    for name in ("Ada Lovelace", " ada  lovelace "):
        attending.add_guest(by=by, meeting=meeting, name=name)
    [guest] = Attendance.objects.filter(meeting=meeting, is_guest=True)
    attending.remove_guest(by=by, guest=guest)
    attending.remove_guest(by=by, guest=guest)
    assert not Attendance.objects.filter(meeting=meeting, is_guest=True).exists()


@pytest.mark.parametrize("name", ["", "  ", "\x00", "x" * 200])
def test_a_guest_needs_a_usable_name(cast, name):
    with pytest.raises(Refused):
        attending.add_guest(by=joint(cast, "member"), meeting=under_way(cast), name=name)


def test_seats_of_the_day_and_nobody_else(cast):
    meeting = under_way(cast)
    BodyMember.objects.filter(person=cast.solvay_manager).update(until=AT.date())
    BodyMember.objects.filter(person=cast.quintiles_sponsor).update(since=AT.date())
    names = [s.member.who for s in attendance_of(joint(cast, "member"), meeting).seats]
    assert "Solvay manager" not in names
    assert "Quintiles sponsor" in names


def test_what_the_page_offers_next(cast):
    meeting, by = under_way(cast, topics=3), joint(cast, "member")
    one, two, three = topics(meeting)
    live = live_of(by, meeting)
    assert (live.at_hand.topic, live.before, live.after.topic) == (one, None, two)
    holding.go_to_topic(by=by, meeting=meeting, topic=three)
    live = live_of(by, meeting)
    assert (live.before.topic, live.after) == (two, None)
