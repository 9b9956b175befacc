"""The pack as it went out: what the members read before a meeting stays what they read."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from allied.cockpit.pack.reading import pack_of
from allied.cockpit.pack.sent import shown_pack
from allied.foundation.access.actor import View
from allied.governance.meetings import services
from allied.governance.models import Action, Decision, Meeting, SentPack
from allied.reporting.packs.kept import thawed, to_json
from allied.reporting.packs.pdf import pdf_of
from allied.scorecard.models import Measure, Reading
from allied.scorecard.services import refresh_standings

from .test_pack_page import Scene, SignedIn, scene

__all__ = ["scene"]
FILES = ("pack.pdf", "pack.pptx", "map.svg")
BOTH = ("solvay_manager", "quintiles_manager")


def agree(scene: Scene, who: str, view: View = View.OURS) -> None:
    now = Meeting.objects.get(pk=scene.meeting.pk)
    services.agree_agenda(by=scene.cast.actor(who, view), meeting=now, seen=now.tick)


@pytest.fixture
def sent(scene: Scene) -> Scene:
    """With one of everything, agreed by both sides."""
    scene.add(1)
    for who in BOTH:
        agree(scene, who)
    scene.meeting.refresh_from_db()
    assert scene.meeting.state == "agreed"
    return scene


def go_on(scene: Scene) -> None:
    """What happens after it went out: decided, done, read anew, renamed, and put on the agenda."""
    Decision.objects.update(state="taken", taken_at=timezone.now(), title="Rewritten")
    Action.objects.update(state="done", ended_on=timezone.localdate())
    Reading.objects.filter(is_current=True).update(value=99, note="All sites are open")
    refresh_standings(list(Measure.objects.values_list("pk", flat=True)))
    scene.cast.member.name = "Renamed"
    scene.cast.member.save()
    scene.meeting.topics.update(title="Another topic")


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def files(client: Client, scene: Scene, query: str = "") -> list[bytes]:
    answers = [client.get(f"{scene.page}{file}{query}") for file in FILES]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    return [answer.content for answer in answers]


def test_a_pack_is_read_back_as_it_was(scene: Scene) -> None:
    scene.add(1)
    pack = pack_of(scene.cast.alliance, scene.cast.actor("reader"), scene.meeting)
    assert pack.map is not None
    assert pack.reds[0].series is not None
    document = to_json(pack)
    SentPack.objects.create(meeting=scene.meeting, document=document)
    back = thawed(SentPack.objects.get().document)
    assert back == pack
    assert pdf_of(back) == pdf_of(pack)


def test_what_an_older_document_does_not_hold_is_as_usual(scene: Scene) -> None:
    document: dict[str, Any] = to_json(scene.pack())
    del document["pack"]["asked"], document["pack"]["cover"]["place"]
    document["pack"]["a_later_field"] = "not known"
    back = thawed(document)
    assert (back.asked, back.cover.place) == ((), "")


def test_it_stays_as_it_went_out_whatever_happens(sent: Scene, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    before, page = files(client, sent), text_of(client, sent.page)
    for said in ("As sent on", "Two sites are late", "Question 1", "Promise 1", "Topic 1"):
        assert said in page, said
    go_on(sent)
    assert files(client, sent) == before
    after = text_of(client, sent.page)
    for said in ("Two sites are late", "Question 1", "Promise 1", "Topic 1"):
        assert said in after, said
    for said in ("Rewritten", "Another topic", "All sites are open"):
        assert said not in after, said
    printed = pypdf.PdfReader(io.BytesIO(before[0])).pages[0].extract_text()
    assert "As sent on" in " ".join(printed.split())


@pytest.mark.parametrize("state", ["under_way", "ended", "signed_off", "cancelled"])
def test_a_past_meeting_shows_it_too(sent: Scene, signed_in: SignedIn, state: str) -> None:
    client = signed_in("reader")
    before = files(client, sent)
    go_on(sent)
    then = timezone.now() - timedelta(days=30)
    Meeting.objects.filter(pk=sent.meeting.pk).update(state=state, starts_at=then)
    assert files(client, sent) == before
    page = text_of(client, sent.page)
    assert "Question 1" in page
    assert ("As it stands now" in page) == (state == "under_way")


def test_as_it_stands_now_is_a_link_away_while_the_meeting_is_open(
    sent: Scene, signed_in: SignedIn
) -> None:
    client = signed_in("reader")
    before = files(client, sent)
    go_on(sent)
    assert f'href="{sent.page}?as=now"' in text_of(client, sent.page)
    now = text_of(client, f"{sent.page}?as=now")
    assert "Another topic" in now
    assert "Question 1" not in now
    for file in ("pack.pdf", "pack.pptx", "map.svg"):
        assert f"{sent.page}{file}?as=now" in now or file == "map.svg"
    changed = [one != two for one, two in zip(before, files(client, sent, "?as=now"), strict=True)]
    assert changed[:2] == [True, True]
    Meeting.objects.filter(pk=sent.meeting.pk).update(state="ended")
    assert files(client, sent, "?as=now") == before, "over: how it stands now is not asked for"
    for odd in ("?as=", "?as=sent", "?as=now&as=", "?as=%00"):
        assert files(client, sent, odd) == before


def test_both_sides_receive_the_same_bytes_in_every_view(sent: Scene, signed_in: SignedIn) -> None:
    go_on(sent)
    made = [
        files(signed_in(who, view), sent)
        for who, view in (
            ("solvay_manager", View.OURS), ("quintiles_manager", View.JOINT), ("reader", View.OURS),
            ("quintiles_manager", View.PRESENT),
        )
    ]  # fmt: skip
    assert all(each == made[0] for each in made)


def test_it_is_the_same_document_whoever_agrees_last(scene: Scene) -> None:
    scene.add(1)
    documents = []
    for order in (BOTH, tuple(reversed(BOTH))):
        for who in order:
            agree(scene, who)
        documents.append(SentPack.objects.last().document)
        services.take_agreement_back(by=scene.cast.actor(BOTH[0]), meeting=scene.meeting)
        services.take_agreement_back(by=scene.cast.actor(BOTH[1]), meeting=scene.meeting)
    assert documents[0] == documents[1]


def test_an_agenda_agreed_anew_goes_out_anew(sent: Scene, signed_in: SignedIn) -> None:
    services.add_topic(by=sent.cast.actor("solvay_manager"), meeting=sent.meeting, title="Late one")
    client = signed_in("reader")
    page = text_of(client, sent.page)
    assert "not every side agrees" in page
    assert "Late one" not in page
    for who in BOTH:
        agree(sent, who)
    page = text_of(client, sent.page)
    assert "Late one" in page
    assert "not every side agrees" not in page
    assert SentPack.objects.count() == 2


def test_before_it_went_out_it_is_made_of_the_record(scene: Scene, signed_in: SignedIn) -> None:
    scene.add(1)
    agree(scene, BOTH[0])
    page = text_of(signed_in("reader"), scene.page)
    assert "Not sent yet" in page
    assert "?as=now" not in page
    Meeting.objects.filter(pk=scene.meeting.pk).update(state="ended")
    assert "No pack went out for this meeting" in text_of(signed_in("reader"), scene.page)


def test_a_meeting_of_our_room_keeps_no_pack(scene: Scene) -> None:
    cast = scene.cast
    place = {"alliance": cast.alliance, "room": cast.solvay_room}
    own = scene.body.__class__.objects.create(kind="steering", name="Own board", **place)
    meeting = Meeting.objects.create(body=own, starts_at=timezone.now(), **place)
    meeting.topics.create(title="Limit")
    by = cast.actor("solvay_manager", View.OURS)
    services.agree_agenda(by=by, meeting=meeting, seen=meeting.tick)
    meeting.refresh_from_db()
    assert meeting.state == "agreed"
    assert not SentPack.objects.exists()


def test_the_mail_says_where_the_pack_is(
    scene: Scene, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    scene.add(1)
    scene.body.members.create(
        partner=scene.cast.solvay, person=scene.cast.solvay_manager, since=date(2020, 1, 1)
    )
    agree(scene, BOTH[0])
    now = Meeting.objects.get(pk=scene.meeting.pk)
    with django_capture_on_commit_callbacks(execute=True):
        services.agree_agenda(
            by=scene.cast.actor(BOTH[1]), meeting=now, seen=now.tick, site="https://allied.example/"
        )
    assert f"https://allied.example{scene.page}" in mail.outbox[0].body


def test_a_sent_pack_costs_no_reading_of_the_record(
    sent: Scene, signed_in: SignedIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in("reader")
    client.get(sent.page)
    with django_assert_max_num_queries(12):
        client.get(sent.page)


def test_a_sent_pack_is_found_in_the_joint_room_alone(sent: Scene) -> None:
    shown = shown_pack(sent.cast.alliance, sent.cast.actor("reader"), sent.meeting.pk)
    assert shown.is_sent
    for who in ("outsider", "former_member"):
        assert not SentPack.objects.visible_to(sent.cast.actor(who)).exists()
