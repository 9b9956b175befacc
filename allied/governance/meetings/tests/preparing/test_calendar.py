"""The private calendar feed and the downloaded file."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from allied.alliances.models import Membership
from allied.alliances.services import appoint
from allied.foundation.access.actor import View
from allied.foundation.accounts.models import User
from allied.governance.meetings import services
from allied.governance.models import Body, BodyMember, CalendarFeed, Meeting

pytestmark = pytest.mark.django_db
FEED = "/me/calendar/"


def feed_of(scene, who):
    _, token = services.make_feed(by=scene.actor(who))
    return reverse("governance:calendar", args=[token])


def events(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_the_feed_holds_the_meetings_of_seats_in_joint_rooms_of_all_alliances(scene):
    scene.plan()
    scene.plan_own()
    cast = scene.cast
    rival = Body.objects.create(
        alliance=cast.rival_alliance, room=cast.rival_alliance.rooms.get(partner=None),
        name="Merck board", kind="steering",
    )  # fmt: skip
    partner = cast.rival_alliance.partners.get(company=cast.quintiles.company)
    appoint(by=None, partner=partner, person=cast.quintiles_manager, role="member")
    BodyMember.objects.create(
        body=rival, person=cast.quintiles_manager, partner=partner, since=timezone.localdate()
    )
    Meeting.objects.create(
        alliance=cast.rival_alliance, room=rival.room, body=rival,
        starts_at=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    joint = "Joint steering committee · Solvay Quintiles"
    assert events(feed_of(scene, "quintiles_manager")) == [
        "Merck board · Merck Quintiles", joint,
    ]  # fmt: skip
    # Not even the own side's: the address alone opens it.
    assert events(feed_of(scene, "solvay_manager")) == [joint]
    assert events(feed_of(scene, "member")) == []


def test_a_former_members_feed_is_empty_at_once(scene):
    scene.plan()
    address = feed_of(scene, "quintiles_sponsor")
    assert len(events(address)) == 1
    Membership.objects.filter(person=scene.cast.quintiles_sponsor).update(
        until=timezone.localdate()
    )
    assert events(address) == []
    User.objects.filter(person=scene.cast.quintiles_sponsor).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_a_cancelled_meeting_is_told_as_such(scene):
    meeting = scene.plan()
    services.cancel_meeting(by=scene.actor(), meeting=meeting, version=1, reason="Strike")
    answer = Client().get(feed_of(scene, "solvay_manager"))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["status"]) == "CANCELLED"


def test_the_address_is_shown_once_and_revoked(scene, signed_in):
    scene.plan()
    client = signed_in("solvay_manager")
    page = client.post(f"{FEED}make/").content.decode()
    token = page.split("testserver/calendar/")[1].split(".ics")[0]
    assert f"webcal://testserver/calendar/{token}.ics" in page
    feed = CalendarFeed.objects.get()
    assert token not in repr(vars(feed))
    assert len(feed.token_hash) == 64
    address = f"/calendar/{token}.ics"
    assert events(address)
    assert token not in client.get(FEED).content.decode()
    assert "Last read" in client.get(FEED).content.decode()
    client.post(f"{FEED}make/")
    assert Client().get(address).status_code == 404
    assert CalendarFeed.objects.live().count() == 1
    client.post(f"{FEED}revoke/")
    client.post(f"{FEED}revoke/")
    assert not CalendarFeed.objects.live().exists()


def test_whoever_did_not_sign_in_just_now_confirms_first(scene, signed_in, settings):
    settings.DEMO = False
    client = signed_in("solvay_manager")
    answer = client.post(f"{FEED}make/")
    assert answer["Location"] == "/account/reauthenticate/?next=%2Fme%2Fcalendar%2F"
    assert not CalendarFeed.objects.exists()


def test_no_feed_is_made_or_revoked_on_a_shared_screen(scene, signed_in):
    feed_of(scene, "solvay_manager")
    client = signed_in("solvay_manager", View.PRESENT)
    for act in ("make", "revoke"):
        assert client.post(f"{FEED}{act}/").status_code in {403, 404}
    assert CalendarFeed.objects.live().count() == 1


@pytest.mark.parametrize("token", ["x", "x" * 500, "-" * 43])
def test_an_unknown_token_opens_nothing(scene, token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404
    assert Client().post(f"/calendar/{token}.ics").status_code == 405


def test_the_file_of_one_meeting(scene, signed_in):
    meeting = scene.plan(name="Début, with; signs\\and a very long name " + "ä" * 80)
    address = reverse("governance:meeting_ics", args=[scene.cast.alliance.slug, meeting.pk])
    answer = signed_in("reader").get(address)
    assert "attachment" in answer["Content-Disposition"]
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["method"]) == "PUBLISH"
    assert str(event["summary"]) == f"{meeting.name} · Solvay Quintiles"
    assert event.decoded("dtstart") == meeting.starts_at
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    assert "attendee" not in event
