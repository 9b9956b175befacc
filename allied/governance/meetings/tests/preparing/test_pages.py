"""The pages: lists, planning, the agenda, with and without scripts, bad input, rooms."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.governance.meetings import services
from allied.governance.models import Body, Meeting, Topic

from .conftest import ahead

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
BAD = ["", "x", "-1", "9" * 40, "\0", "NaN", "1e9"]


@pytest.fixture
def url(cast):
    return lambda name, *args: reverse(f"governance:{name}", args=[cast.alliance.slug, *args])


def text(response):
    return response.content.decode()


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def fields(**more):
    return {
        "day": ahead(14).isoformat(), "at": "14:00", "minutes": "90", "place": "", "name": "",
        "time_zone": "Europe/Brussels", **more,
    }  # fmt: skip


def test_with_nothing_the_page_teaches(cast, signed_in, url):
    page = text(signed_in("solvay_manager").get(url("meetings")))
    assert "No meeting yet" in page
    assert "Set up a committee first" in page
    assert "No committee yet" in text(signed_in("solvay_manager").get(url("meeting_plan")))


def test_the_list_says_my_next_meeting_and_what_each_agenda_holds(scene, signed_in, url):
    meeting = scene.plan()
    scene.topic(meeting, minutes=25)
    scene.agree("solvay_manager", meeting)
    old = scene.plan(-60, name="Long ago")
    Meeting.objects.filter(pk=old.pk).update(state="signed_off")
    page = text(signed_in("quintiles_manager").get(url("meetings")))
    assert "Your next meeting:" in page
    assert "25 of 90" in page
    assert "1 of 2 sides agreed" in page
    assert page.index("To come") < page.index("Held or cancelled") < page.index("Long ago")
    assert "you have no seat in it" in text(signed_in("member").get(url("meetings")))


def test_hundreds_of_meetings_come_by_page_in_as_many_queries(scene, signed_in, url):
    client = signed_in("quintiles_manager")
    scene.topic(scene.plan())
    few = queries(client, url("meetings"))
    now = timezone.now()
    Meeting.objects.bulk_create(
        Meeting(
            alliance=scene.cast.alliance, room=scene.cast.joint, body=scene.body, starts_at=now,
            state="signed_off" if n % 2 else "planned", name=f"Number {n}",
        )
        for n in range(300)
    )  # fmt: skip
    assert queries(client, url("meetings")) <= few + 1  # one counts, one reads the second table
    page = text(client.get(url("meetings"), {"page": "2", "past": "4"}))
    assert "page 2 of 4, 151 meetings" in page
    assert "page 4 of 4, 150 meetings" in page
    for bad in BAD:
        assert client.get(url("meetings"), {"page": bad, "past": bad}).status_code == 200
        answer = client.get(url("meetings"), {"body": bad})
        assert answer.status_code == (404 if bad else 200)


def test_a_page_of_many_topics_asks_as_often(scene, signed_in, url):
    meeting = scene.plan()
    client, address = signed_in("solvay_manager"), url("meeting", meeting.pk)
    counts = []
    for number in (1, 3):
        for n in range(number):
            topic = scene.topic(meeting, f"Topic {number} {n}", owner=scene.cast.solvay_manager)
            services.add_paper(
                by=scene.actor(),
                meeting=meeting,
                topic=topic,
                name=f"P{n}",
                url="https://a.example/",
            )
        counts.append(queries(client, address))
    assert counts[0] == counts[1] <= 48
    assert queries(signed_in("reader"), address) <= 20


def test_planning_shows_the_clocks_before_anything_is_saved(scene, signed_in, url):
    client = signed_in("solvay_manager")
    page = text(client.get(url("meeting_plan")))
    assert 'value="14:00"' in page
    assert "America/New_York" in page
    look = client.post(url("meeting_plan"), fields(body=scene.body.pk, at="09:00", look="1"))
    assert look.status_code == 200
    assert "03:00–04:30" in text(look)
    assert "night" in text(look)
    part = client.post(url("meeting_plan"), fields(body=scene.body.pk, take="16:00"), **HTMX)
    assert text(part).strip().startswith("<aside")
    assert "10:00–11:30" in text(part)
    assert not Meeting.objects.exists()
    made = client.post(url("meeting_plan"), fields(body=scene.body.pk))
    meeting = Meeting.objects.get()
    assert made.url == url("meeting", meeting.pk)


@pytest.mark.parametrize("look", [{}, {"look": "1"}])
@pytest.mark.parametrize(
    "bad",
    [
        {"day": "0001-01-01"}, {"day": "9999-12-31"}, {"day": "soon"}, {"at": "25:00"},
        {"minutes": "NaN"}, {"minutes": "9" * 40}, {"time_zone": "Mars"}, {"place": "a\0b"},
        {"name": "x" * 10_000}, {"body": "\0"}, {"body": "9" * 40}, {"minutes": "-5"},
    ],
)  # fmt: skip
def test_bad_input_is_answered_beside_its_field(scene, signed_in, url, bad, look):
    data = fields(body=scene.body.pk, place="Typed before") | bad | look
    answer = signed_in("solvay_manager").post(url("meeting_plan"), data)
    assert answer.status_code == (200 if look else 422)
    assert "fault" in text(answer)
    assert "place" in bad or "Typed before" in text(answer)
    assert not Meeting.objects.exists()


def test_a_series_from_the_cadence(scene, signed_in, url):
    client = signed_in("solvay_manager")
    address = f"{url('meeting_series')}?body={scene.body.pk}"
    page = text(client.get(address))
    assert page.count('name="days"') == 6
    days = [part.split('"')[0] for part in page.split('name="days" value="')[1:3]]
    answer = client.post(address, fields(days=days))
    assert answer.status_code == 302, text(answer)
    assert Meeting.objects.count() == 2
    again = text(client.get(address))
    assert "2 of the coming days are planned already" in again
    assert days[0] not in again
    assert client.post(address, fields(days=["2020-01-01"])).status_code == 422
    assert client.get(url("meeting_series")).status_code == 404


def test_changing_a_meeting_somebody_else_changed(scene, signed_in, url):
    meeting = scene.plan()
    one, two = signed_in("solvay_manager"), signed_in("quintiles_manager")
    address = url("meeting_edit", meeting.pk)
    assert one.post(address, fields(version=1, place="Here")).status_code == 302
    lost = two.post(address, fields(version=1, place="There"))
    assert lost.status_code == 409
    assert "Here" in text(lost)
    assert 'value="There"' in text(lost)
    assert two.post(address, fields(version=2, place="There")).status_code == 302
    assert Meeting.objects.get().place == "There"


def test_suggestions_are_taken_up_by_one_click_with_and_without_scripts(scene, signed_in, url):
    from .test_suggesting import committee

    due, *_ = committee(scene)
    meeting = scene.plan()
    client, address = signed_in("solvay_manager"), url("agenda_take", meeting.pk)
    part = client.post(address, {"take": f"decision-{due.pk}"}, **HTMX)
    assert '<div id="agenda"' in text(part)
    assert "<html" not in text(part)
    assert "1 topic is on the agenda." in text(part)
    page = client.post(address, {"all": "1", "shown": [f"decision-{due.pk}", "escalation-1"]})
    assert page.url == url("meeting", meeting.pk)
    for bad in BAD:
        assert client.post(address, {"take": bad}).status_code == 302
    assert Topic.objects.filter(source_kind="decision").count() == 1


def test_topics_are_written_in_place(scene, signed_in, url):
    meeting = scene.plan()
    client, add = signed_in("solvay_manager"), url("topic_add", meeting.pk)
    good = {"title": "Budget", "why": "", "owner": "", "minutes": "10", "wanted": "decide"}
    assert client.post(add, good).status_code == 302
    bad = client.post(add, good | {"title": "", "why": "Kept as typed"})
    assert bad.status_code == 422
    assert "Kept as typed" in text(bad)
    assert "fault" in text(client.post(add, good | {"minutes": "NaN"}, **HTMX))
    topic = Topic.objects.get()
    edit = url("topic_edit", topic.pk)
    form = client.get(edit, **HTMX)
    assert form["HX-Retarget"] == f"#topic-{topic.pk} .topic-edit"
    assert client.post(edit, good | {"version": 1, "title": "Budget 2027"}).status_code == 302
    lost = client.post(edit, good | {"version": 1, "title": "Mine"})
    assert lost.status_code == 409
    assert "Budget 2027" in text(lost)
    removed = client.post(url("topic_remove", topic.pk), {"version": 2}, follow=True)
    assert "is off the agenda" in text(removed)
    assert url("topic_restore", topic.pk) in text(removed)
    assert client.post(url("topic_restore", topic.pk)).status_code == 302
    assert Topic.objects.get().removed_at is None
    for data in ({"topic": "x"}, {"topic": "9" * 40, "place": "1"}, {"place": "\0"}):
        assert client.post(url("agenda_place", meeting.pk), data).status_code == 302
    missing = client.post(url("agenda_place", meeting.pk), {"topic": "999999", "place": "0"})
    assert missing.status_code == 404


def test_both_sides_agree_on_the_page_and_a_change_is_said(
    scene, signed_in, url, django_capture_on_commit_callbacks
):
    meeting = scene.plan()
    scene.topic(meeting)
    solvay, quintiles = signed_in("solvay_manager"), signed_in("quintiles_manager")
    agree = url("agenda_agree", meeting.pk)
    stale = solvay.post(agree, {"seen": "0"}, follow=True)
    assert "Somebody else changed this" in text(stale)
    page = solvay.post(agree, {"seen": "1"}, follow=True)
    assert "Quintiles has still to agree." in text(page)
    with django_capture_on_commit_callbacks(execute=True):
        quintiles.post(agree, {"seen": "1"})
    assert len(mail.outbox) == 4
    page = text(quintiles.get(url("meeting", meeting.pk)))
    assert "The agenda went out" in page
    assert "A change of the agenda takes the agreements back" in page
    good = {"title": "Late", "why": "", "owner": "", "minutes": "10", "wanted": "decide"}
    page = text(solvay.post(url("topic_add", meeting.pk), good, follow=True))
    assert "have to agree to it again" in page
    assert "added late, by Solvay manager" in page
    assert "had agreed and has to agree again" in page
    for bad in BAD:
        assert solvay.post(agree, {"seen": bad}).status_code == 302
    assert Meeting.objects.get().state == "planned"


def test_a_reader_sees_the_agenda_and_no_button(scene, signed_in, url):
    meeting = scene.plan()
    scene.topic(meeting)
    page = text(signed_in("reader").get(url("meeting", meeting.pk)))
    assert "Budget of the year" in page
    assert "Suggested by the record" not in page
    assert "<form" not in page.split('id="agenda"')[1].split("</main>")[0]
    presented = text(signed_in("solvay_manager", View.PRESENT).get(url("meeting", meeting.pk)))
    assert "Suggested by the record" not in presented


def test_a_meeting_of_our_room_is_no_page_of_the_partner(scene, signed_in, url):
    meeting = scene.plan_own()
    ours = signed_in("solvay_manager", View.OURS)
    assert "Zinnober round" in text(ours.get(url("meetings")))
    assert ours.get(url("meeting", meeting.pk)).status_code == 200
    assert ours.get(url("meeting_ics", meeting.pk)).status_code == 200
    for who, view in (("quintiles_manager", View.OURS), ("solvay_manager", View.JOINT)):
        client = signed_in(who, view)
        assert "Zinnober" not in text(client.get(url("meetings")))
        assert "Zinnober" not in text(client.get("/"))
        for name in ("meeting", "meeting_ics", "meeting_edit", "meeting_cancel"):
            assert client.get(url(name, meeting.pk)).status_code == 404
        answer = client.get(url("meetings"), {"body": scene.own_body.pk})
        assert answer.status_code == 404


def test_cancelling_on_the_page(scene, signed_in, url):
    meeting, later = scene.plan(), scene.plan(28)
    scene.topic(meeting)
    client, address = signed_in("solvay_manager"), url("meeting_cancel", meeting.pk)
    assert client.post(address, {"version": 1, "reason": ""}).status_code == 422
    data = {"version": 1, "reason": "Strike", "carry_to": later.pk}
    assert client.post(address, data | {"carry_to": "\0"}).status_code == 422
    page = client.post(address, data, follow=True)
    assert "This meeting is cancelled: Strike" in text(page)
    assert later.topics.count() == 1
    assert client.post(address, data).status_code == 422


def test_my_work_shows_my_meetings_and_agendas_to_agree_to(scene, signed_in):
    meeting = scene.plan()
    page = text(signed_in("quintiles_manager").get("/"))
    assert "Your next meetings" in page
    assert "Agendas to agree to" not in page, "nothing is on it yet"
    scene.topic(meeting)
    assert "One agenda waits for your side" in text(signed_in("quintiles_manager").get("/"))
    assert "Agendas to agree to" not in text(signed_in("quintiles_sponsor").get("/"))
    scene.agree("quintiles_manager", meeting)
    assert "Agendas to agree to" not in text(signed_in("quintiles_manager").get("/"))
    assert "Agendas to agree to" in text(signed_in("solvay_manager").get("/"))
    assert "Your next meetings" not in text(signed_in("member").get("/"))


def test_bodies_that_ended_do_not_meet(scene, signed_in, url):
    Body.objects.update(ended_on=timezone.localdate())
    assert "No committee yet" in text(signed_in("solvay_manager").get(url("meeting_plan")))
