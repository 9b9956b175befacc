"""Notes on measures and initiatives."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.notes.models import Note
from allied.scorecard.models import Initiative, Measure
from tests.support.world import make_world


@pytest.mark.parametrize("kind", ["measure", "initiative"])
def test_names_of_many_subjects_come_at_once(cast, signed_in, kind, django_assert_num_queries):
    world = make_world(cast)
    place = {"alliance": cast.alliance, "room": cast.joint, "objective": world.objective}
    table = {"measure": Measure, "initiative": Initiative}[kind]
    client, address = signed_in("reader"), "/a/solvay-quintiles/notes/"

    def note_on(name: str) -> None:
        made = table.objects.create(name=name, **place)
        Note.objects.create(
            alliance=cast.alliance, room=cast.joint, kind=kind, object_id=made.pk, text="x",
            author=cast.member,
        )  # fmt: skip

    note_on("First of them")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(4):
        note_on(f"Another {number}")
    with django_assert_num_queries(len(one)):
        page = client.get(address).content.decode()
    assert "First of them</a>" in page
    assert "Another 3</a>" in page
