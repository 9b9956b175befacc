"""The minutes as PDF and slides: a draft says so, what was signed says by whom; the joint room."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone
from pptx import Presentation

from allied.foundation.access.actor import View
from allied.governance.meetings.minutes_sheet import sheet_of
from allied.governance.meetings.queries.minutes import minutes_of
from allied.governance.meetings.services import attending, entries, holding, signing
from allied.governance.models import Decision, MinuteEntry, Topic

from .table import a_meeting, ended, joint, under_way
from .test_minutes import locked, recorded, sign

NOTE = "Costs of **two** sites:\n\n- one in Basel\n- one in [Ghent](https://ghent.example)"


def address(cast, meeting, file=""):
    return f"/a/{cast.alliance.slug}/meetings/{meeting.pk}/minutes/{file}"


def pdf_text(client, cast, meeting):
    answer = client.get(address(cast, meeting, "minutes.pdf"))
    assert answer.status_code == 200
    pages = pypdf.PdfReader(io.BytesIO(answer.content), strict=True).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def slide_text(client, cast, meeting):
    answer = client.get(address(cast, meeting, "minutes.pptx"))
    found = []
    for slide in Presentation(io.BytesIO(answer.content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif shape.has_table:
                found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def test_a_draft_says_on_every_page_that_it_is_not_signed(cast, signed_in):
    meeting = recorded(cast)
    client = signed_in("reader", View.JOINT)
    pages = pdf_text(client, cast, meeting)
    assert all("Draft, not signed" in page for page in pages)
    assert "it waits for Solvay, Quintiles." in pages[0]
    sign(cast, meeting, "quintiles_manager")
    pages = pdf_text(client, cast, meeting)
    assert "it waits for Solvay." in pages[0]
    assert all("Draft, not signed" in page for page in pages)
    assert "Digest" not in "".join(pages)


def test_what_was_signed_says_by_whom_when_and_its_digest(cast, signed_in):
    meeting = locked(cast)
    signing.add_addendum(by=joint(cast, "member"), meeting=meeting, text="The site is in *Basel*.")
    client, by = signed_in("reader", View.JOINT), joint(cast, "reader")
    found = minutes_of(by, meeting)
    said = " ".join(pdf_text(client, cast, meeting))
    assert "raft" not in said
    for name in ("Quintiles manager", "Solvay sponsor"):
        assert name in said
    moment = timezone.now().astimezone(meeting.zone)
    assert f"{moment:%Y}, " in said.split("Sign-off")[1]
    assert found.digest in said.replace(" ", "")
    assert said.index("The site is in Basel.") > said.index("Digest of what was signed")
    assert found.digest == meeting.signed_minutes["digest"]
    page = client.get(address(cast, meeting)).content.decode()
    assert found.digest in page


def test_the_files_say_what_the_page_says(cast, signed_in):
    meeting = under_way(cast, topics=2)
    first = Topic.objects.filter(meeting=meeting).first()
    by = joint(cast, "member")
    entries.write_entry(by=by, meeting=meeting, text=NOTE, topic=first)
    entries.write_entry(by=by, meeting=meeting, text="Of no topic")
    attending.add_guest(by=by, meeting=meeting, name="Guest of honour", partner=cast.solvay)
    holding.end_meeting(by=by, meeting=meeting)
    client = signed_in("reader", View.JOINT)
    page = client.get(address(cast, meeting)).content.decode()
    for file in ("minutes.pdf", "minutes.pptx"):
        assert address(cast, meeting, file) in page
    for text in (" ".join(pdf_text(client, cast, meeting)), slide_text(client, cast, meeting)):
        for said in ("Spring", "1. Topic 1", "Costs of two sites:", "• one in Basel",
                     "Ghent (https://ghent.example)", "General", "Of no topic", "carried over",
                     "Guest of honour", "not noted", "Chair", "for Quintiles manager",
                     "each partner one vote, unanimous", "not planned yet"):  # fmt: skip
            assert said.casefold() in text.casefold(), said
        assert "**" not in text


def test_decisions_dissent_and_actions_stand_under_their_topic(cast):
    made = sheet_of(joint(cast, "reader"), recorded(cast))
    first, second = made.topics
    assert [(each.text, each.number) for each in first.decisions] == [("Open the site", "1")]
    assert first.decisions[0].rule == "each partner one vote, unanimous"
    assert [(each.whose, each.text) for each in first.dissent] == [("Solvay sponsor", "Too early")]
    assert [(each.title, each.owner) for each in first.actions] == [("Book rooms", "Member")]
    assert (second.state, second.decisions, made.general) == ("carried over", (), None)


def test_signed_files_stay_whatever_happens_to_the_rows(cast, signed_in):
    meeting = locked(cast)
    client = signed_in("reader", View.JOINT)
    files = [address(cast, meeting, f"minutes.{ending}") for ending in ("pdf", "pptx")]
    before = [client.get(file).content for file in files]
    Decision.objects.update(decided="Rewritten", state="superseded")
    MinuteEntry.objects.update(text="Rewritten")
    Topic.objects.update(title="Rewritten")
    assert [client.get(file).content for file in files] == before


def test_minutes_of_our_room_leave_no_file(cast, signed_in):
    meeting = ended(cast, cast.solvay_room)
    client = signed_in("solvay_manager", View.OURS)
    page = client.get(address(cast, meeting))
    assert page.status_code == 200
    assert "minutes.pdf" not in page.content.decode()
    for file in ("minutes.pdf", "minutes.pptx"):
        assert client.get(address(cast, meeting, file)).status_code == 404


def test_the_next_meeting_and_the_hours_are_told_by_the_clock_of_the_meeting(cast):
    meeting = recorded(cast, timezone="Europe/Brussels")
    meeting.body.meetings.create(
        alliance=cast.alliance, room=cast.joint, starts_at=meeting.starts_at + timedelta(days=30),
        place="Ghent",
    )  # fmt: skip
    made = sheet_of(joint(cast, "reader"), meeting)
    assert made.following == "1 April 2026, 11:00 (Europe/Brussels), Ghent"
    assert f"{made.cover.at:%H:%M}" == "10:00"
    assert made.held.endswith("(Europe/Brussels)")


def test_a_meeting_that_has_not_begun_is_a_draft_of_nothing(cast, signed_in):
    meeting = a_meeting(cast, topics=0)
    pages = pdf_text(signed_in("reader", View.JOINT), cast, meeting)
    assert "Draft, not signed." in pages[0]
    assert "Nothing is recorded yet." in " ".join(pages)
    assert "Sign-off" not in " ".join(pages)


@pytest.mark.parametrize("key", ["0", "999999", "99999999999999999999"])
def test_bad_addresses_are_not_found(cast, signed_in, key):
    for file in ("minutes.pdf", "minutes.pptx"):
        url = f"/a/{cast.alliance.slug}/meetings/{key}/minutes/{file}"
        assert signed_in("reader", View.JOINT).get(url).status_code == 404


def test_queries_do_not_grow(cast, signed_in, django_assert_max_num_queries):
    meeting = recorded(cast)
    client = signed_in("reader", View.JOINT)
    client.get(address(cast, meeting, "minutes.pdf"))
    with django_assert_max_num_queries(100) as one:
        client.get(address(cast, meeting, "minutes.pdf"))
    topic = Topic.objects.filter(meeting=meeting).first()
    for number in range(9):
        entries.write_entry(
            by=joint(cast, "solvay_manager"), meeting=meeting, text=f"{number}", topic=topic
        )
        Topic.objects.create(meeting=meeting, title=f"More {number}", position=9)
    with django_assert_max_num_queries(len(one)):
        client.get(address(cast, meeting, "minutes.pdf"))
