"""A topic raised in the meeting: by whoever writes there, marked for ever, once."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.governance.meetings.minutes_sheet import sheet_of
from allied.governance.meetings.queries.live import live_of
from allied.governance.meetings.queries.minutes import minutes_of
from allied.governance.meetings.services import carry_over, entries, holding, signing
from allied.governance.meetings.services.raising import raise_topic, take_back_topic
from allied.governance.models import Meeting, MinuteEntry, Topic

from .table import a_meeting, ended, joint, under_way
from .test_minutes import locked, recorded, sign

JSON = {"Accept": "application/json"}


def address(cast, meeting, door="topics/"):
    return f"/a/{cast.alliance.slug}/meetings/{meeting.pk}/hold/{door}"


def given(**more):
    return {"title": "Strike at the port", "wanted": "decide", "minutes": "15", **more}


def test_it_stands_at_the_end_and_says_that_nobody_had_prepared_it(cast):
    meeting = under_way(cast)
    tick = Meeting.objects.get(pk=meeting.pk).tick
    topic, held = raise_topic(
        by=joint(cast, "member"), meeting=meeting, title=" Strike  at the port ", wanted="decide",
        minutes=15, owner=cast.solvay_sponsor,
    )  # fmt: skip
    points = live_of(joint(cast, "reader"), meeting).points
    assert [(p.topic.title, p.topic.is_raised) for p in points] == [
        ("Topic 1", False), ("Topic 2", False), ("Strike at the port", True),
    ]  # fmt: skip
    assert (topic.wanted, topic.minutes, topic.owner, topic.state) == (
        "decide", 15, cast.solvay_sponsor, "open",
    )  # fmt: skip
    assert (topic.author, topic.added_by) == ("Member", cast.member)
    assert held.meeting.tick == tick + 1, "the others see it"
    said = Entry.objects.get(act="governance.raise_topic")
    assert said.room_id == cast.joint.pk


def test_sent_twice_it_is_written_once(cast):
    meeting, key = under_way(cast), uuid4()
    rows = [
        raise_topic(by=joint(cast, "member"), meeting=meeting, title=title, key=key)[0]
        for title in ("Strike", "Strike again")
    ]
    assert rows[0] == rows[1]
    assert Topic.objects.filter(is_raised=True).count() == 1


@pytest.mark.parametrize("who", ["reader", "outsider", "former_member"])
def test_whoever_does_not_write_there_raises_nothing(cast, who):
    meeting = under_way(cast)
    with pytest.raises(PermissionDenied):
        raise_topic(by=joint(cast, who), meeting=meeting, title="x")
    with pytest.raises(PermissionDenied):
        raise_topic(by=cast.actor("member", View.PRESENT), meeting=meeting, title="x")


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("title", {"title": " "}), ("title", {"title": "\x00"}), ("title", {"title": "x" * 201}),
        ("minutes", {"minutes": 0}), ("minutes", {"minutes": 481}), ("wanted", {"wanted": "x"}),
        ("owner", {"owner": "outsider"}),
    ],
)  # fmt: skip
def test_bad_input_is_refused_beside_its_cause(cast, field, more):
    meeting = under_way(cast)
    if "owner" in more:
        more = {"owner": cast.outsider}
    with pytest.raises(Refused) as refused:
        raise_topic(by=joint(cast, "member"), meeting=meeting, **{"title": "x", **more})
    assert refused.value.field == field
    assert not Topic.objects.filter(is_raised=True).exists()


def test_a_mistaken_one_is_taken_back_and_put_back(cast, signed_in):
    meeting, client = under_way(cast), signed_in("member")
    topic = raise_topic(by=joint(cast, "member"), meeting=meeting, title="Strike")[0]
    back = address(cast, meeting, f"topics/{topic.pk}/take-back/")
    assert "Take it back" in client.get(address(cast, meeting, "")).content.decode()
    assert signed_in("reader").post(back).status_code == 403
    told = client.post(back, headers=JSON).json()
    assert "Strike" not in [p.topic.title for p in live_of(joint(cast, "reader"), meeting).points]
    assert client.post(told["undo"], headers=JSON).status_code == 200
    assert "Strike" in [p.topic.title for p in live_of(joint(cast, "reader"), meeting).points]
    acts = Entry.objects.filter(act__endswith="_back_topic").values_list("act", flat=True)
    assert sorted(acts) == ["governance.put_back_topic", "governance.take_back_topic"]


@pytest.mark.parametrize("how", ["taken up", "recorded", "prepared"])
def test_what_was_dealt_with_or_prepared_is_not_taken_back(cast, signed_in, how):
    meeting, by = under_way(cast), joint(cast, "member")
    topic = raise_topic(by=by, meeting=meeting, title="Strike")[0]
    if how == "taken up":
        holding.go_to_topic(by=by, meeting=meeting, topic=topic)
    elif how == "recorded":
        entries.write_entry(
            by=by, meeting=meeting, topic=topic, kind="note", text="It was", whose="", key=uuid4()
        )
    else:
        topic = Topic.objects.filter(meeting=meeting, is_raised=False).first()
    with pytest.raises(Refused):
        take_back_topic(by=by, meeting=meeting, topic=topic)
    answer = signed_in("member").post(address(cast, meeting, f"topics/{topic.pk}/take-back/"))
    assert answer.status_code == (404 if how == "prepared" else 302)
    assert Topic.objects.get(pk=topic.pk).removed_at is None


def test_an_agenda_holds_sixty(cast):
    meeting = under_way(cast, topics=60)
    with pytest.raises(Refused, match="60"):
        raise_topic(by=joint(cast, "member"), meeting=meeting, title="x")


def test_before_the_meeting_it_is_prepared_and_not_raised(cast):
    with pytest.raises(Refused, match="not begun"):
        raise_topic(by=joint(cast, "member"), meeting=a_meeting(cast), title="x")


def test_one_that_comes_in_after_the_end_is_carried_over_and_takes_signatures_back(cast):
    meeting = recorded(cast)
    sign(cast, meeting, "quintiles_manager")
    topic, held = raise_topic(by=joint(cast, "member"), meeting=meeting, title="Strike")
    assert topic.state == "carried_over"
    assert held.taken_back == ["Quintiles"]


def test_in_our_room_its_owner_is_of_our_side(cast):
    meeting, by = under_way(cast, cast.solvay_room), cast.actor("solvay_manager", View.OURS)
    raise_topic(by=by, meeting=meeting, title="x", owner=cast.solvay_sponsor)
    with pytest.raises(Refused, match="our side"):
        raise_topic(by=by, meeting=meeting, title="x", owner=cast.member)


def test_the_minutes_and_their_files_say_it(cast):
    meeting, by = under_way(cast), joint(cast, "member")
    before = minutes_of(by, meeting).shown["topics"]
    assert all("raised" not in topic for topic in before), "digests of before stay what they were"
    topic, _held = raise_topic(by=by, meeting=meeting, title="Strike")
    entries.write_entry(by=by, meeting=meeting, text="Ships wait", topic=topic)
    holding.end_meeting(by=by, meeting=meeting)
    shown = minutes_of(by, meeting).shown["topics"][-1]
    assert (shown["title"], shown["raised"]) == ("Strike", True)
    assert sheet_of(by, meeting).topics[-1].mark == "raised in the meeting"


def test_carried_over_it_is_prepared_there(cast):
    meeting, by = under_way(cast), joint(cast, "quintiles_manager")
    topic, _held = raise_topic(by=by, meeting=meeting, title="Strike")
    later = a_meeting(cast, body=meeting.body, topics=0)
    carried = carry_over(by=by, topic=topic, version=topic.version, to=later)
    assert (carried.title, carried.is_raised) == ("Strike", False)


def test_on_the_page(cast, signed_in):
    meeting = under_way(cast)
    client = signed_in("member", View.JOINT)
    page = client.get(address(cast, meeting, "")).content.decode()
    assert address(cast, meeting) in page
    answer = client.post(address(cast, meeting), given(owner="solvay sponsor"))
    assert (answer.status_code, answer.url) == (302, address(cast, meeting, ""))
    assert Topic.objects.get(is_raised=True).owner == cast.solvay_sponsor
    live = signed_in("reader", View.JOINT).get(address(cast, meeting, "live/")).content.decode()
    assert "Strike at the port" in live
    assert live.count("raised in the meeting") == 1
    reader = signed_in("reader", View.JOINT).get(address(cast, meeting, "")).content.decode()
    assert address(cast, meeting) not in reader
    agenda = client.get(f"/a/{cast.alliance.slug}/meetings/{meeting.pk}/?agenda").content.decode()
    assert "raised in the meeting, by Member: not prepared" in agenda


def test_what_was_typed_comes_back_with_its_faults(cast, signed_in):
    meeting, client = under_way(cast), signed_in("member", View.JOINT)
    wrong = given(owner="Nobody", minutes="0")
    answer = client.post(address(cast, meeting), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Strike at the port" in page
    assert "Choose somebody of this alliance." in page
    told = client.post(address(cast, meeting), wrong, headers=JSON)
    assert told.status_code == 422
    assert set(told.json()["faults"]) == {"owner", "minutes"}
    assert not Topic.objects.filter(is_raised=True).exists()


def test_a_script_is_told_and_nobody_elses_session_sends_it(cast, signed_in):
    meeting, client = under_way(cast), signed_in("member", View.JOINT)
    data = given(key=str(uuid4()), who=str(cast.reader.pk))
    assert client.post(address(cast, meeting), data, headers=JSON).status_code == 401
    data["who"] = str(cast.member.pk)
    for _twice in range(2):
        answer = client.post(address(cast, meeting), data, headers=JSON)
        assert answer.json() == {"ok": True, "warning": ""}
    assert Topic.objects.filter(is_raised=True).count() == 1


@pytest.mark.parametrize(
    ("door", "data"),
    [("topics/", given()), ("write/", {"kind": "note", "text": "Strike at the port"})],
)
def test_too_late_for_the_minutes_is_shown_and_offered_as_an_addendum(cast, signed_in, door, data):
    """Without scripts the page comes back with it; a script learns that they are locked."""
    meeting, client = locked(cast), signed_in("member", View.JOINT)
    answer = client.post(address(cast, meeting, door), data)
    page = answer.content.decode()
    assert answer.status_code == 423
    box = page.split('class="notice warning left-behind')[1].split("</section>")[0]
    assert "hidden" not in box.split(">")[0]
    assert "Strike at the port</textarea>" in box
    assert f"/meetings/{meeting.pk}/minutes/addenda/" in box
    told = client.post(address(cast, meeting, door), data, headers=JSON)
    assert told.status_code == 423
    assert "locked" in told.json()["error"]
    assert not MinuteEntry.objects.filter(text="Strike at the port").exists()


def test_the_notice_waits_on_both_pages_of_locked_minutes_and_on_no_other(cast, signed_in):
    meeting = locked(cast)
    pages = [address(cast, meeting, ""), address(cast, meeting, "").replace("hold", "minutes")]
    for who, may in (("member", True), ("reader", False)):
        for page in pages:
            text = signed_in(who, View.JOINT).get(page).content.decode()
            assert f'data-left="{pages[0]}"' in text
            assert ("Add it as an addendum" in text) == may
    for page in pages:
        wall = signed_in("member", View.PRESENT).get(page).content.decode()
        assert "data-left" not in wall
    Meeting.objects.filter(pk=meeting.pk).update(state="ended")
    assert "data-left" not in signed_in("member", View.JOINT).get(pages[0]).content.decode()


def test_an_addendum_by_script_is_acknowledged_or_refused_in_words(cast, signed_in):
    meeting, client = locked(cast), signed_in("member", View.JOINT)
    door = f"/a/{cast.alliance.slug}/meetings/{meeting.pk}/minutes/addenda/"
    assert client.post(door, {"text": "Ships wait"}, headers=JSON).json() == {"ok": True}
    refused = client.post(door, {"text": "x" * 10_001}, headers=JSON)
    assert refused.status_code == 422
    assert refused.json()["error"]
    assert [row.text for row in meeting.addenda.all()] == ["Ships wait"]


def test_a_raised_topic_is_not_written_into_locked_minutes(cast):
    meeting = ended(cast)
    for who in ("quintiles_manager", "solvay_sponsor"):
        by = joint(cast, who)
        signing.sign_off(by=by, meeting=meeting, digest=minutes_of(by, meeting).digest)
    with pytest.raises(Refused, match="locked"):
        raise_topic(by=joint(cast, "member"), meeting=meeting, title="x")
