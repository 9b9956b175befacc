"""A pack is of the joint room, always: the same bytes for both sides, whatever either keeps."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.governance.meetings.services import agree_agenda
from allied.governance.models import Meeting
from allied.notes.models import Note
from allied.pure.periods import Frequency, last_complete
from allied.scorecard.models import Reading
from allied.scorecard.services import refresh_standings
from tests.support.world import MARKER, SECRET, World

from .test_non_interference import change_every_secret

FILES = ("pack.pdf", "pack.pptx", "map.svg")
READERS = [
    ("quintiles_manager", View.OURS),
    ("quintiles_manager", View.PRESENT),
    ("solvay_manager", View.OURS),
    ("solvay_manager", View.JOINT),
    ("reader", View.JOINT),
]
SignedIn = Callable[..., Client]


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A joint meeting to come, with measures off track in both rooms and notes of the owner. Its
    pack has not gone out: it is made of the record."""
    cast, today = world.cast, timezone.localdate()
    meeting = Meeting.objects.get(room=cast.joint)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() + timedelta(days=9))
    meeting.sent_packs.all().delete()
    start = last_complete(today, Frequency.QUARTER).start
    for pk, measure in ((700_001, world.measure), (SECRET + 700, world.secret_measure)):
        Reading.objects.filter(measure=measure, period_start=start).delete()
        Reading.objects.create(
            pk=pk, measure=measure, period_start=start, value=5, author=cast.measure_owner,
            note=f"{measure.name} is low",
        )  # fmt: skip
    refresh_standings([world.measure.pk, world.secret_measure.pk])
    for pk, room, text in (
        (700_001, cast.joint, "The owner says why"),
        (SECRET + 700, cast.quintiles_room, f"{MARKER} of the owner"),
    ):
        Note.objects.create(
            pk=pk, alliance=cast.alliance, room=room, kind="measure", object_id=world.measure.pk,
            text=text, author=cast.measure_owner,
        )  # fmt: skip
    return meeting


def address(world: World, pk: int, file: str = "") -> str:
    return f"/a/{world.cast.alliance.slug}/meetings/{pk}/pack/{file}"


def files(client: Client, world: World, meeting: Meeting) -> list[bytes]:
    answers = [client.get(address(world, meeting.pk, file)) for file in FILES]
    assert [answer.status_code for answer in answers] == [200] * len(FILES)
    return [answer.content for answer in answers]


def text_of(made: list[bytes]) -> str:
    """Every text in the three files, unpacked."""
    pages = pypdf.PdfReader(io.BytesIO(made[0])).pages
    found = [page.extract_text() for page in pages]
    with zipfile.ZipFile(io.BytesIO(made[1])) as deck:
        found += [deck.read(entry).decode("utf-8", "ignore") for entry in deck.infolist()]
    return "\n".join([*found, made[2].decode()])


def test_both_sides_get_the_same_bytes_in_every_view(
    world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    made = [files(signed_in(who, view), world, meeting) for who, view in READERS]
    assert all(each == made[0] for each in made)
    assert MARKER.lower() not in text_of(made[0]).lower()
    for said in ("Steered together topic", "Plan quality", "The owner says why", "Off track",
                 "Steered together action", "Steered together proposal"):  # fmt: skip
        assert said in text_of(made[0]), said


def test_no_secret_of_either_side_changes_a_byte(
    world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    client = signed_in("quintiles_manager", View.OURS)
    before = files(client, world, meeting)
    change_every_secret(world)
    assert files(client, world, meeting) == before


def test_a_joint_change_changes_the_files(
    world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    """Else the two tests above would prove nothing."""
    client = signed_in("quintiles_manager", View.OURS)
    before = files(client, world, meeting)
    meeting.topics.update(title="Another topic")
    after = files(client, world, meeting)
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_what_went_out_is_the_same_for_both_sides_and_stays(
    world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    """Agreed by Solvay last, who look at their own room; then both rooms change."""
    cast = world.cast
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.PLANNED)
    for who in ("quintiles_manager", "solvay_manager"):
        now = Meeting.objects.get(pk=meeting.pk)
        agree_agenda(by=cast.actor(who, View.OURS), meeting=now, seen=now.tick)
    document = str(meeting.sent_packs.get().document)
    assert MARKER.lower() not in document.lower()
    assert "The owner says why" in document
    before = files(signed_in("quintiles_manager", View.JOINT), world, meeting)
    change_every_secret(world)
    meeting.topics.update(title="Another topic")
    for who, view in READERS:
        assert files(signed_in(who, view), world, meeting) == before
        page = signed_in(who, view).get(address(world, meeting.pk)).content.decode()
        assert MARKER.lower() not in page.lower()
        assert "Steered together topic" in page


@pytest.mark.parametrize(("who", "view"), READERS)
def test_a_meeting_of_our_room_has_no_pack(
    world: World, signed_in: SignedIn, who: str, view: View
) -> None:
    client = signed_in(who, view)
    for file in ("", *FILES, "?as=now"):
        assert client.get(address(world, SECRET, file)).status_code == 404


def test_the_page_shows_no_room_but_the_joint_one(
    world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    for who, view in READERS:
        text = signed_in(who, view).get(address(world, meeting.pk)).content.decode()
        assert MARKER.lower() not in text.lower()
        assert "Steered together topic" in text


@pytest.mark.parametrize("who", ["outsider", "former_member"])
def test_whoever_is_not_of_the_alliance_finds_no_pack(
    world: World, meeting: Meeting, signed_in: SignedIn, who: str
) -> None:
    for file in ("", *FILES):
        assert signed_in(who).get(address(world, meeting.pk, file)).status_code == 404
