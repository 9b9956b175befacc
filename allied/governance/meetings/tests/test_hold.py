"""The meeting page and the minutes as pages: parts, answers, rooms, bad input, flat queries."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.governance.meetings.services import entries, outcomes
from allied.governance.models import (
    Action,
    Attendance,
    BodyMember,
    Decision,
    Meeting,
    MinuteEntry,
    Topic,
)

from .table import a_body, a_meeting, ended, joint, under_way
from .test_minutes import DUE, locked, recorded

JSON = {"Accept": "application/json"}


def url(name, meeting, *more):
    return reverse(f"governance:{name}", args=[meeting.alliance.slug, meeting.pk, *more])


def written(client, meeting, **values):
    values = {"kind": "note", "text": "Written", "key": str(uuid4()), **values}
    return client.post(url("meeting_write", meeting), values, headers=JSON)


def test_begun_written_and_ended_by_plain_forms(cast, signed_in):
    client, meeting = signed_in("member"), a_meeting(cast)
    assert "Begin the meeting" in client.get(url("meeting_hold", meeting)).content.decode()
    assert client.post(url("meeting_begin", meeting)).status_code == 302
    topic = meeting.topics.first()
    form = {"kind": "action", "text": "Book rooms", "owner": "member · quintiles"}
    form |= {"topic": topic.pk, "due_on": DUE.isoformat(), "key": uuid4()}
    assert client.post(url("meeting_write", meeting), form).status_code == 302
    assert Action.objects.get().owner == cast.member
    page = client.get(url("meeting_hold", meeting)).content.decode()
    assert "Book rooms" in page
    answer = client.post(url("meeting_end", meeting), follow=True)
    assert "Book rooms" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == url("minutes", meeting)


def test_others_see_it_and_nothing_where_nothing_changed(cast, signed_in):
    meeting, client, other = under_way(cast), signed_in("member"), signed_in("theme_leader")
    seen = Meeting.objects.get(pk=meeting.pk).tick
    part = f"{url('meeting_live', meeting)}?seen={seen}"
    assert other.get(part).status_code == 204
    assert written(client, meeting).json()["ok"]
    assert "Written" in other.get(part).content.decode()
    for given in ("", "x", "-1", "9" * 40):
        assert other.get(f"{url('meeting_live', meeting)}?seen={given}").status_code == 200


def test_a_key_sent_twice_is_written_once(cast, signed_in):
    meeting, client, key = under_way(cast), signed_in("member"), str(uuid4())
    for kind in ("note", "note"):
        assert written(client, meeting, key=key, kind=kind).status_code == 200
    assert MinuteEntry.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"text": ""}, {"text": "\x00"}, {"text": "x" * 10_001}, {"kind": "poem"}, {"kind": ""},
        {"topic": "999999"}, {"topic": "x"}, {"key": "no key"}, {"kind": "dissent"},
        {"kind": "dissent", "whose": "x" * 141},
        {"kind": "action"}, {"kind": "action", "owner": "Nobody", "due_on": "2026-05-05"},
        {"kind": "action", "owner": "Member", "due_on": "0001-01-01"},
        {"kind": "action", "owner": "Member", "due_on": "9999-12-31"},
        {"kind": "action", "owner": "Member", "due_on": "soon"},
        {"kind": "action", "owner": "Outsider", "due_on": "2026-05-05"},
    ],
)  # fmt: skip
def test_bad_input_is_said_and_nothing_is_written(cast, signed_in, bad):
    meeting, client = under_way(cast), signed_in("member")
    answer = written(client, meeting, **bad)
    assert answer.status_code == 422
    assert answer.json()["error"]
    form = {"kind": "note", "text": "Kept as typed", **bad}
    page = client.post(url("meeting_write", meeting), form)
    assert page.status_code == 422
    assert bad.get("text", "Kept as typed")[:50].replace("\x00", "") in page.content.decode()
    assert MinuteEntry.objects.count() + Decision.objects.count() + Action.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("meeting_topic", {"to": "999999"}), ("meeting_topic", {"state": "x"}),
        ("meeting_attend", {}), ("meeting_attend", {"mark": "1-asleep"}),
        ("meeting_attend", {"mark": "9" * 30 + "-present"}), ("meeting_attend", {"mark": "\x00"}),
        ("meeting_guest_add", {"name": ""}), ("meeting_guest_add", {"name": "a\x07"}),
        ("meeting_guest_add", {"name": "A", "partner": "999999999"}),
    ],
)  # fmt: skip
def test_other_bad_input(cast, signed_in, name, bad):
    meeting, client = under_way(cast), signed_in("member")
    for headers in (JSON, {}):
        answer = client.post(url(name, meeting), bad, headers=headers)
        assert answer.status_code in {302, 404, 422}
    assert not Attendance.objects.exists()


def test_attendance_by_buttons(cast, signed_in):
    meeting, client = under_way(cast), signed_in("member")
    seat = BodyMember.objects.get(person=cast.solvay_manager)
    assert client.post(url("meeting_attend", meeting), {"mark": f"{seat.pk}-excused"}).status_code
    client.post(url("meeting_attend", meeting), {"mark": "rest-present"})
    found = {row.name: row.presence for row in Attendance.objects.all()}
    assert found.pop("Solvay manager") == "excused"
    assert set(found.values()) == {"present"}
    assert "Member" not in found  # an alternate is not there unless somebody says so
    client.post(url("meeting_guest_add", meeting), {"name": "Ada", "partner": cast.solvay.pk})
    guest = Attendance.objects.get(is_guest=True)
    assert guest.partner == cast.solvay
    client.post(url("meeting_guest_remove", meeting, guest.pk))
    assert not Attendance.objects.filter(is_guest=True).exists()


def test_an_entry_is_changed_in_place_and_both_texts_are_shown(cast, signed_in):
    meeting, client = under_way(cast), signed_in("member")
    row, _ = entries.write_entry(by=joint(cast, "member"), meeting=meeting, text="First")
    address = url("meeting_entry", meeting, row.pk)
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "First" in part
    assert "<html" not in part
    saved = client.post(address, {"version": 1, "text": "Second"}, headers=JSON)
    assert saved.json()["ok"]
    lost = client.post(address, {"version": 1, "text": "Third"}, headers=JSON)
    assert lost.status_code == 409
    assert "Second" in lost.content.decode()
    assert "Third" in lost.content.decode()
    assert client.post(address, {"version": 2, "text": "Third"}).status_code == 302
    assert signed_in("theme_leader").get(address).status_code == 403
    assert client.post(address, {"version": "x", "text": ""}).status_code == 422


def test_removal_offers_undo(cast, signed_in):
    meeting, client = under_way(cast), signed_in("member")
    row, _ = entries.write_entry(by=joint(cast, "member"), meeting=meeting, text="First")
    answer = client.post(url("meeting_entry_remove", meeting, row.pk), headers=JSON).json()
    assert client.post(answer["undo"], headers=JSON).json()["ok"]
    assert MinuteEntry.objects.get().removed_at is None
    made, _ = outcomes.write_decision(by=joint(cast, "member"), meeting=meeting, text="Go")
    answer = client.post(url("meeting_decision", meeting, made.pk), headers=JSON).json()
    assert client.post(answer["undo"], headers=JSON).json()["ok"]
    assert Decision.objects.get().state == "taken"
    page = client.post(url("meeting_entry_remove", meeting, row.pk), follow=True).content.decode()
    assert url("meeting_entry_restore", meeting, row.pk) in page


def test_somebody_elses_session_does_not_send_in_their_own_name(cast, signed_in):
    meeting, client = under_way(cast), signed_in("member")
    assert written(client, meeting, who=str(cast.theme_leader.pk)).status_code == 401
    assert written(client, meeting, who=str(cast.member.pk)).status_code == 200


def test_present_mode_reads_only(cast, signed_in):
    meeting = under_way(cast)
    entries.write_entry(by=joint(cast, "member"), meeting=meeting, text="On the wall")
    client = signed_in("member", View.PRESENT)
    page = client.get(url("meeting_hold", meeting)).content.decode()
    assert "On the wall" in page
    for word in ("data-composer", "data-send", "Take back", "data-edit"):
        assert word not in page
    assert written(client, meeting).status_code == 403
    assert client.get(url("minutes", meeting)).status_code == 200


def test_a_meeting_of_our_room_is_nobody_elses(cast, signed_in):
    meeting = under_way(cast, cast.solvay_room)
    own, partner = signed_in("solvay_manager", View.OURS), signed_in("quintiles_manager", View.OURS)
    assert written(own, meeting, text="Our limit").status_code == 200
    assert "Our limit" in own.get(url("meeting_hold", meeting)).content.decode()
    for client in (partner, signed_in("solvay_manager"), signed_in("reader", View.JOINT)):
        for name in ("meeting_hold", "meeting_live", "minutes"):
            assert client.get(url(name, meeting)).status_code == 404
        for name in ("meeting_write", "meeting_begin", "minutes_sign"):
            assert client.post(url(name, meeting), {"text": "x"}).status_code in {403, 404}
    named = written(own, meeting, kind="action", owner="Member", due_on=DUE.isoformat())
    assert named.status_code == 422  # somebody of the other side


def test_rows_of_another_meeting_are_not_found(cast, signed_in):
    meeting = under_way(cast)
    other = under_way(cast, body=a_body(cast, name="Other"))
    row, _ = entries.write_entry(by=joint(cast, "member"), meeting=other, text="Theirs")
    client = signed_in("member")
    assert client.get(url("meeting_entry", meeting, row.pk)).status_code == 404
    assert client.post(url("meeting_entry_remove", meeting, row.pk)).status_code == 404
    topic = other.topics.first()
    assert client.post(url("meeting_topic", meeting), {"to": topic.pk}).status_code == 404


def test_signed_by_both_on_the_page_and_added_to(cast, signed_in):
    meeting = recorded(cast)
    for who in ("solvay_manager", "quintiles_sponsor"):
        client = signed_in(who)
        page = client.get(url("minutes", meeting))
        digest = page.context["minutes"].digest
        assert client.post(url("minutes_sign", meeting), {"digest": digest}).status_code == 302
    page = client.get(url("minutes", meeting)).content.decode()
    assert "signed off and locked" in page
    assert client.post(url("minutes_addendum", meeting), {"text": ""}).status_code == 422
    client.post(url("minutes_addendum", meeting), {"text": "It was *Basel*."})
    assert "<em>Basel</em>" in client.get(url("minutes", meeting)).content.decode()


def test_a_correction_needs_words(cast, signed_in):
    meeting, client = recorded(cast), signed_in("solvay_manager")
    assert client.post(url("minutes_correction", meeting), {"comment": ""}).status_code == 422
    client.post(url("minutes_correction", meeting), {"comment": "Not so."})
    page = signed_in("quintiles_manager").get(url("minutes", meeting)).content.decode()
    assert "Not so." in page


def test_locked_minutes_are_refused_on_every_page(cast, signed_in):
    meeting, client = locked(cast), signed_in("solvay_manager")
    row, seat = MinuteEntry.objects.first(), BodyMember.objects.first()
    topic = Topic.objects.create(meeting=meeting, title="x", is_raised=True, position=99)
    posts = [
        ("meeting_write", (), {"kind": "note", "text": "x"}), ("meeting_end", (), {}),
        ("meeting_raise", (), {"title": "x", "wanted": "decide", "minutes": "5"}),
        ("meeting_raised_back", (topic.pk,), {}),
        ("meeting_begin", (), {}), ("meeting_resume", (), {}), ("meeting_topic", (), {}),
        ("meeting_attend", (), {"mark": f"{seat.pk}-absent"}),
        ("meeting_guest_add", (), {"name": "Guest"}), ("meeting_entry_remove", (row.pk,), {}),
        ("meeting_entry_restore", (row.pk,), {}),
        ("meeting_decision", (Decision.objects.get().pk,), {}),
        ("meeting_action", (Action.objects.get().pk,), {}),
    ]  # fmt: skip
    before = client.get(url("minutes", meeting)).context["minutes"].shown
    for name, more, values in posts:
        answer = client.post(url(name, meeting, *more), values, headers=JSON)
        assert answer.status_code == (423 if values.keys() & {"text", "title"} else 422), name
        assert "locked" in answer.json()["error"], name
    assert client.get(url("meeting_entry", meeting, row.pk)).status_code == 403
    assert client.get(url("minutes", meeting)).context["minutes"].shown == before


@pytest.mark.parametrize("name", ["meeting_hold", "meeting_live", "minutes"])
def test_queries_do_not_grow(cast, signed_in, name):
    meeting, client = under_way(cast, topics=1), signed_in("member")
    by = joint(cast, "member")

    def fill():
        for who in ("member", "theme_leader"):
            entries.write_entry(by=joint(cast, who), meeting=meeting, text="x")
        outcomes.write_decision(by=by, meeting=meeting, text="x")
        outcomes.write_action(by=by, meeting=meeting, text="x", owner=cast.member, due_on=DUE)
        guests = Attendance.objects.filter(meeting=meeting).count()
        Attendance.objects.create(
            meeting=meeting, name=f"Guest {guests}", is_guest=True, partner=cast.solvay
        )

    def count():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(url(name, meeting)).status_code == 200
        return len(found)

    fill()
    count()
    one = count()
    fill()
    fill()
    assert count() == one


def test_the_page_of_what_is_empty(cast, signed_in):
    meeting = under_way(cast, topics=0)
    page = signed_in("member").get(url("meeting_hold", meeting)).content.decode()
    assert "Nothing is on the agenda" in page
    page = signed_in("member").get(url("minutes", meeting)).content.decode()
    assert "Nothing is recorded yet" in page


def test_ended_minutes_wait_for_both(cast, signed_in):
    page = signed_in("reader").get(url("minutes", ended(cast))).content.decode()
    assert page.count("has not signed yet") == 2
