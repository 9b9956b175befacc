"""Notes: written in the room of the view, changed by their author, never seen by others."""

import pytest
from django.core.exceptions import PermissionDenied

from allied.alliances.services import share_record
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.notes import subjects
from allied.notes.models import Note
from allied.notes.services import edit_note, remove_note, write_note


@pytest.fixture
def url(cast) -> str:
    return f"/a/solvay-quintiles/notes/alliance/{cast.alliance.pk}/"


@pytest.fixture
def write(cast):
    def write(who="quintiles_manager", view=View.OURS, text="Only for us"):
        return write_note(
            by=cast.actor(who, view), alliance=cast.alliance, kind="alliance",
            object_id=cast.alliance.pk, text=text,
        )  # fmt: skip

    return write


def test_a_note_lives_in_the_room_of_the_view(cast, signed_in, url):
    for view, room in ((View.OURS, cast.quintiles_room), (View.JOINT, cast.joint)):
        response = signed_in("member", view).post(url, {"text": f"In {view.value}"})
        assert response.status_code == 302
        note = Note.objects.get(text=f"In {view.value}")
        assert note.room == room
        assert note.author == cast.member
        entry = Entry.objects.get(act="notes.write", object_id=note.pk)
        assert entry.room_id == room.pk
        assert "In " not in entry.label


def test_a_note_of_our_room_is_never_in_another_view_or_on_the_other_side(
    cast, signed_in, url, write
):
    note = write()
    home = "/a/solvay-quintiles/"
    places = [url, f"{url}?before={note.pk + 1}", f"{home}notes/", f"{home}history/", home, "/",
              "/search/?q=Only+for"]  # fmt: skip
    assert "Only for us" in signed_in("member", View.OURS).get(url).content.decode()
    for who, view in [
        ("quintiles_manager", View.JOINT), ("quintiles_manager", View.PRESENT),
        ("solvay_manager", View.OURS), ("solvay_manager", View.JOINT), ("outsider", View.OURS),
        ("former_member", View.OURS),
    ]:  # fmt: skip
        client = signed_in(who, view)
        for place in places:
            assert "Only for us" not in client.get(place).content.decode()
        for act in ("edit", "remove"):
            address = f"/a/solvay-quintiles/notes/{note.pk}/{act}/"
            assert client.post(address, {"text": "x", "version": 1}).status_code in {403, 404}
        assert client.get(f"/a/solvay-quintiles/share/note/{note.pk}/").status_code in {403, 404}
    note.refresh_from_db()
    assert note.text == "Only for us"


def test_markdown_is_cleaned(cast, signed_in, url):
    client = signed_in("member")
    client.post(url, {"text": "**bold** <script>alert(1)</script> [x](javascript:alert(1))"})
    page = client.get(url).content.decode()
    assert "<strong>bold</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_a_part_for_htmx(signed_in, url):
    page = signed_in("member").get(url, headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith("<section")
    assert "<html" not in page
    assert 'data-draft="note-alliance-' in page


def test_readers_and_presenting_write_nothing(cast, signed_in, url, write):
    for who, view in (("reader", View.JOINT), ("member", View.PRESENT)):
        client = signed_in(who, view)
        assert client.post(url, {"text": "x"}).status_code == 403
        assert client.post(url, {}).status_code == 403
        assert "<textarea" not in client.get(url).content.decode()
        with pytest.raises(PermissionDenied):
            write(who, view)


def test_only_the_author_changes_a_note(cast, signed_in, url, write):
    note = write("member", View.JOINT, "Agreed")
    address = f"/a/solvay-quintiles/notes/{note.pk}"
    for who in ("quintiles_manager", "solvay_manager"):
        assert signed_in(who).get(f"{address}/edit/").status_code == 403
        assert signed_in(who).post(f"{address}/remove/").status_code == 403
        with pytest.raises(PermissionDenied):
            remove_note(by=cast.actor(who, View.JOINT), note=note)
    client = signed_in("member")
    assert "Agreed" in client.get(f"{address}/edit/").content.decode()
    assert (
        client.post(f"{address}/edit/", {"text": "Agreed twice", "version": 1}).status_code == 302
    )
    page = client.get(url).content.decode()
    assert "Agreed twice" in page
    assert "edited" in page
    assert client.post(f"{address}/remove/").status_code == 302
    assert not Note.objects.exists()
    assert Entry.objects.filter(act="notes.remove", object_id=note.pk).exists()


def test_the_second_to_save_sees_both_texts(cast, signed_in, write):
    note = write("member", View.JOINT, "First")
    edit_note(by=cast.actor("member", View.JOINT), note=note, version=1, text="In one window")
    response = signed_in("member").post(
        f"/a/solvay-quintiles/notes/{note.pk}/edit/", {"text": "In the other", "version": 1}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "In one window" in page
    assert "In the other" in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "required"), ("  \n ", "required"), ("x" * 20_001, "20000"), ("a\x00b", "Null")],
)
def test_faults_keep_what_was_typed(signed_in, url, text, said):
    response = signed_in("member").post(url, {"text": text})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert text[:200].strip() in response.content.decode()


def test_odd_texts_are_kept_as_they_are(signed_in, url):
    text = "مرحبا\u202e e\u0301\u0302 =cmd()|' <b>"
    assert signed_in("member").post(url, {"text": text}).status_code == 302
    assert Note.objects.get().text == text


def test_what_the_note_is_on_must_be_seen(cast, signed_in, url, monkeypatch):
    client = signed_in("member")
    for place in ("alliance/999999", "nothing/1", "alliance/0"):
        address = f"/a/solvay-quintiles/notes/{place}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "x"}).status_code == 404
    with pytest.raises(Refused):
        write_note(
            by=cast.actor("member"), alliance=cast.alliance, kind="alliance",
            object_id=cast.rival_alliance.pk, text="x",
        )  # fmt: skip


def test_pages_cost_the_same_for_many(cast, signed_in, url, write, django_assert_num_queries):
    client = signed_in("quintiles_manager", View.OURS)
    write()
    with django_assert_num_queries(5):
        client.get(url)
    for number in range(60):
        write(text=f"Note {number}")
    with django_assert_num_queries(5):
        page = client.get(url).content.decode()
    assert "Older notes" in page
    older = Note.objects.get(text="Note 10").pk
    assert "Note 9<" in client.get(f"{url}?before={older}").content.decode()
    for odd in ("x", "-1", "9" * 30):
        assert client.get(f"{url}?before={odd}").status_code == 200


def test_all_notes_of_the_alliance(cast, signed_in, write, django_assert_num_queries):
    for number in range(3):
        write("member", View.JOINT, f"Joint {number}")
    client = signed_in("reader")
    with django_assert_num_queries(5):
        page = client.get("/a/solvay-quintiles/notes/").content.decode()
    assert "Joint 2" in page
    assert "Solvay Quintiles</a>" in page


def test_sharing_a_note_leaves_its_trace(cast, signed_in, url, write):
    note = write()
    client = signed_in("quintiles_manager", View.OURS)
    address = f"/a/solvay-quintiles/share/note/{note.pk}/"
    assert address in client.get(url).content.decode()
    page = client.get(address).content.decode()
    assert "Only for us" in page
    assert "There is no way back" in page
    assert "Solvay" in page
    assert client.post(address).status_code == 302
    note.refresh_from_db()
    assert note.room == cast.joint
    assert note.version == 2
    partner = signed_in("solvay_manager", View.JOINT)
    assert "Only for us" in partner.get(url).content.decode()
    trail = partner.get("/a/solvay-quintiles/history/").content.decode()
    assert "shared with all partners" in trail
    rooms = Entry.objects.filter(act="alliances.share").values_list("room_id", flat=True)
    assert set(rooms) == {cast.joint.pk, cast.quintiles_room.pk}
    assert client.get(address).status_code == 302  # shared already: to the note


def test_nothing_else_moves(cast, write):
    first, second = write(), write(text="Another")
    share_record(by=cast.actor("quintiles_manager"), record=first)
    second.refresh_from_db()
    assert second.room == cast.quintiles_room
    written = Entry.objects.get(act="notes.write", object_id=first.pk)
    assert written.room_id == cast.quintiles_room.pk


def test_who_may_share(cast, write):
    note = write("member")
    for who, view in (
        ("measure_owner", View.OURS),
        ("member", View.JOINT),
        ("solvay_manager", View.OURS),
    ):
        with pytest.raises(PermissionDenied):
            share_record(by=cast.actor(who, view), record=note)
    share_record(by=cast.actor("member", View.OURS), record=note)  # its author
    with pytest.raises(Refused, match="joint room already"):
        share_record(by=cast.actor("quintiles_manager", View.OURS), record=note)


def test_an_editor_left_open_cannot_save_into_the_joint_room(cast, write):
    note = write("member")
    stale = Note.objects.get(pk=note.pk)
    share_record(by=cast.actor("member"), record=note)
    with pytest.raises(Conflict):
        edit_note(by=cast.actor("member"), note=stale, version=1, text="What we never say")


def test_a_note_on_something_private_is_not_shared(cast, write, monkeypatch):
    private = subjects.Subject(
        "secret", lambda actor, alliance, pks: {1: "Secret"} if actor.view is View.OURS else {}
    )
    monkeypatch.setitem(subjects._subjects, "secret", private)
    note = write_note(
        by=cast.actor("member"), alliance=cast.alliance, kind="secret", object_id=1, text="x"
    )
    with pytest.raises(Refused, match="Share that first"):
        share_record(by=cast.actor("quintiles_manager"), record=note)
