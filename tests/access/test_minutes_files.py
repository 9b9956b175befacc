"""The files of minutes are of the joint room, always: the same bytes for both sides."""

import io
import zipfile
from collections.abc import Callable

import pypdf
import pytest
from django.test import Client

from allied.governance.models import Meeting, MinuteEntry
from tests.support.world import MARKER, SECRET, World

from .test_non_interference import change_every_secret
from .test_packs import READERS

FILES = ("minutes.pdf", "minutes.pptx")
SignedIn = Callable[..., Client]


@pytest.fixture
def meeting(world: World) -> Meeting:
    found = Meeting.objects.get(room=world.cast.joint)
    Meeting.objects.filter(pk=found.pk).update(state=Meeting.State.ENDED)
    return found


def address(world: World, pk: int, file: str) -> str:
    return f"/a/{world.cast.alliance.slug}/meetings/{pk}/minutes/{file}"


def files(client: Client, world: World, meeting: Meeting) -> list[bytes]:
    answers = [client.get(address(world, meeting.pk, file)) for file in FILES]
    assert [answer.status_code for answer in answers] == [200, 200]
    return [answer.content for answer in answers]


def text_of(made: list[bytes]) -> str:
    found = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made[0])).pages]
    with zipfile.ZipFile(io.BytesIO(made[1])) as deck:
        found += [deck.read(entry).decode("utf-8", "ignore") for entry in deck.infolist()]
    return "\n".join(found)


def test_both_sides_get_the_same_bytes_in_every_view(
    world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    made = [files(signed_in(who, view), world, meeting) for who, view in READERS]
    assert all(each == made[0] for each in made)
    text = text_of(made[0])
    assert MARKER.lower() not in text.lower()
    for said in ("Steered together topic", "Steered together noted", "Steered together decided",
                 "Steered together action"):  # fmt: skip
        assert said in text, said


def test_no_secret_changes_a_byte_and_a_joint_entry_does(
    world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    client = signed_in("quintiles_manager", READERS[0][1])
    before = files(client, world, meeting)
    change_every_secret(world)
    assert files(client, world, meeting) == before
    MinuteEntry.objects.filter(meeting=meeting).update(text="Another note")
    assert [one == two for one, two in zip(before, files(client, world, meeting), strict=True)] == [
        False, False,
    ]  # fmt: skip


def test_minutes_of_our_room_and_of_others_leave_no_file(
    world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    for file in FILES:
        for who, view in READERS:
            assert signed_in(who, view).get(address(world, SECRET, file)).status_code == 404
        for who in ("outsider", "former_member"):
            assert signed_in(who).get(address(world, meeting.pk, file)).status_code == 404
