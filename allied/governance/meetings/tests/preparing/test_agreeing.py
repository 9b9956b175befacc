"""Both sides agree, the scorecard is frozen, members get the agenda with a calendar file."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from icalendar import Calendar

from allied.alliances.models import Membership
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.governance.meetings import services
from allied.governance.meetings.queries.agenda import sides_of
from allied.governance.models import AgendaAgreement, Meeting
from allied.scorecard.models import Review

from .conftest import ahead

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    """Runs an act, and gives the mails that went out after its commit."""

    def run(act):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return {message.to[0]: message for message in mail.outbox}

    return run


def event_in(message):
    """The one event of the file in a mail, read back by a parser, and its method."""
    calendar = Calendar.from_ical(message.alternatives[0][0])
    (event,) = calendar.walk("VEVENT")
    return event, str(calendar["method"])


SOLVAY, QUINTILES = "solvay.manager@solvay.example", "quintiles.manager@quintiles.example"


def test_with_the_last_side_it_goes_out(scene, post):
    meeting = scene.plan(place="Room 3; Brussels, ground floor\\left")
    topic = scene.topic(meeting, "Résumé – " + "x" * 100, why="It has to be said.")
    first = scene.agree("solvay_manager", meeting)
    assert [one.company.name for one in first.missing] == ["Quintiles"]
    assert Meeting.objects.get().state == "planned"
    sent = post(lambda: scene.agree("quintiles_manager", meeting))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence, meeting.review.held_on) == ("agreed", 0, ahead(14))
    assert meeting.review.room == scene.cast.joint
    # Members with a part today; who left the alliance has a seat and gets nothing.
    assert sorted(one.partition(".")[0] for one in sent) == [
        "quintiles", "quintiles", "solvay", "solvay",
    ]  # fmt: skip
    assert SOLVAY in sent
    assert QUINTILES in sent
    body = sent[QUINTILES].body
    assert topic.title in body
    assert "It has to be said." in body
    assert "(America/New_York)" in body
    assert f"https://allied.example/a/solvay-quintiles/meetings/{meeting.pk}/" in body
    assert "(America/New_York)" not in sent[SOLVAY].body


def test_the_calendar_file_reads_back(scene, post):
    meeting = scene.plan(place="Room 3; Brussels, ground floor\\left")
    scene.topic(meeting)
    sent = post(lambda: scene.agreed(meeting))
    event, method = event_in(sent[QUINTILES])
    assert method == "REQUEST"
    assert event.decoded("dtstart") == meeting.starts_at
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=90)
    assert str(event["location"]) == "Room 3; Brussels, ground floor\\left"
    assert str(event["summary"]) == "Joint steering committee · Solvay Quintiles"
    assert str(event["attendee"]) == f"mailto:{QUINTILES}"
    assert int(event["sequence"]) == 0
    raw = sent[QUINTILES].alternatives[0][0].encode()
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    parts = [part for part in sent[QUINTILES].message().walk()]
    kinds = [part.get_content_type() for part in parts]
    assert kinds.count("text/calendar") == 2
    assert (
        "method"
        in next(p for p in parts if p.get_content_type() == "text/calendar")["Content-Type"]
    )


def test_a_change_and_a_cancellation_follow_the_first_file(scene, post):
    meeting = scene.plan()
    scene.topic(meeting)
    first, _ = event_in(post(lambda: scene.agreed(meeting))[SOLVAY])
    fields = {"day": ahead(21), "at": time(15), "minutes": 60, "time_zone": "Europe/Brussels"}

    def change():
        meeting.refresh_from_db()
        services.change_meeting(
            by=scene.actor(), meeting=meeting, version=meeting.version, **fields
        )

    changed, method = event_in(post(change)[SOLVAY])
    assert (changed["uid"], int(changed["sequence"]), method) == (first["uid"], 1, "REQUEST")
    assert changed.decoded("dtstart") != first.decoded("dtstart")
    assert post(change) == {}, "nothing changed, nobody is told"
    meeting.refresh_from_db()
    cancelled, method = event_in(
        post(
            lambda: services.cancel_meeting(
                by=scene.actor(), meeting=meeting, version=meeting.version, reason="Strike"
            )
        )[SOLVAY]
    )
    assert (cancelled["uid"], int(cancelled["sequence"]), method) == (first["uid"], 2, "CANCEL")
    assert str(cancelled["status"]) == "CANCELLED"


def test_before_it_went_out_nobody_is_told_of_a_change(scene, post):
    meeting = scene.plan()
    assert (
        post(
            lambda: services.cancel_meeting(
                by=scene.actor(), meeting=meeting, version=1, reason="Strike"
            )
        )
        == {}
    )


def test_a_mail_that_cannot_leave_is_counted(scene, post, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    meeting, found = scene.plan(), []
    scene.topic(meeting)
    scene.agree("solvay_manager", meeting)
    post(lambda: found.append(scene.agree("quintiles_manager", meeting)))
    assert (found[0].delivery.to, found[0].delivery.failed) == (4, 4)
    assert Meeting.objects.get().state == "agreed"


def test_a_change_takes_the_agreements_back(scene):
    meeting = scene.plan()
    scene.topic(meeting)
    scene.agreed(meeting)
    scene.topic(meeting, "One more")
    assert sorted(meeting.taken_back) == ["Quintiles", "Solvay"]
    meeting.refresh_from_db()
    assert meeting.state == "planned"
    assert not AgendaAgreement.objects.filter(withdrawn_at=None).exists()
    services.add_paper(by=scene.actor(), meeting=meeting, name="x", url="https://a.example/")
    scene.agreed(meeting)
    assert meeting.sequence == 1
    assert Review.objects.count() == 1, "nothing moved since"


def test_a_moved_scorecard_is_frozen_anew(scene):
    meeting = scene.plan()
    scene.topic(meeting)
    scene.agreed(meeting)
    before = meeting.review
    Review.objects.filter(pk=before.pk).update(scorecard={"as_of": "2020-01-01", "score": {}})
    scene.topic(meeting, "One more")
    scene.agreed(meeting)
    assert meeting.review != before
    assert meeting.review.name == f"{before.name} (2)"


def test_what_was_not_seen_is_not_agreed_to(scene):
    meeting = scene.plan()
    with pytest.raises(Refused, match="empty"):
        scene.agree("solvay_manager", meeting)
    scene.topic(meeting)
    with pytest.raises(Conflict):
        services.agree_agenda(by=scene.actor(), meeting=meeting, seen=0)
    assert not AgendaAgreement.objects.exists()


@pytest.mark.parametrize("who", ["member", "solvay_sponsor", "reader", "former_member", "outsider"])
def test_alliance_managers_alone_agree(scene, who):
    meeting = scene.plan()
    scene.topic(meeting)
    with pytest.raises(PermissionDenied):
        scene.agree(who, meeting)
    presenting = scene.actor("solvay_manager", View.PRESENT)
    with pytest.raises(PermissionDenied):
        services.agree_agenda(by=presenting, meeting=meeting, seen=1)


def test_agreeing_twice_is_agreeing_once_and_it_can_be_taken_back(scene):
    meeting = scene.plan()
    scene.topic(meeting)
    scene.agree("solvay_manager", meeting)
    scene.agree("solvay_manager", meeting)
    assert AgendaAgreement.objects.count() == 1
    services.take_agreement_back(by=scene.actor(), meeting=meeting)
    assert not AgendaAgreement.objects.filter(withdrawn_at=None).exists()
    scene.agreed(meeting)
    services.take_agreement_back(by=scene.actor("quintiles_manager"), meeting=meeting)
    assert Meeting.objects.get().state == "planned"


def test_who_is_missing_is_said(scene):
    meeting = scene.plan()
    Membership.objects.filter(person=scene.cast.quintiles_manager).update(
        until=timezone.localdate()
    )
    solvay, quintiles = sides_of(scene.actor(), meeting)
    assert (solvay.managers, quintiles.managers) == (["Solvay manager"], [])


def test_an_own_meeting_needs_our_side_alone_and_tells_nobody_else(scene, post):
    meeting = scene.plan_own()
    ours = scene.actor("solvay_manager", View.OURS)
    services.add_topic(by=ours, meeting=meeting, title="Zinnober limit")
    meeting.refresh_from_db()
    sent = post(lambda: services.agree_agenda(by=ours, meeting=meeting, seen=meeting.tick))
    assert list(sent) == [SOLVAY]
    meeting.refresh_from_db()
    assert (meeting.state, meeting.review.room) == ("agreed", scene.cast.solvay_room)
