"""The rooms a second time, in PostgreSQL itself: what a query that forgot to ask would meet."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, models, transaction
from django.test import Client, RequestFactory

from allied.alliances.policies import protect_rooms, roomed_models
from allied.alliances.rooms import RoomedQuerySet
from allied.foundation.access.actor import View
from allied.foundation.access.admission import every_room, no_room
from allied.foundation.access.middleware import PRESENTED_KEY, SESSION_KEY, ActorMiddleware
from allied.foundation.audit.models import EntryQuerySet
from allied.notes.models import Note
from tests.support.cast import Cast
from tests.support.doors import doors
from tests.support.world import MARKER, SECRET, World

from .test_walk import said

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no policies: visible_to stands alone"
)
TABLES = list(roomed_models())
ALWAYS_JOINT = {
    f"strategy.{name}" for name in ("StrategyMap", "Perspective", "Theme", "Objective", "Link")
}
STRANGERS = [
    ("quintiles_manager", View.OURS),
    ("quintiles_sponsor", View.JOINT),
    ("outsider", View.OURS),
    ("former_member", View.OURS),
    ("", View.JOINT),
]


def in_a_request(cast: Cast, who: str, view: View, ask: Callable[[], Any]) -> Any:
    """What `ask` gets where a view would run, for a person of the cast or for nobody."""
    request = RequestFactory().get("/")
    request.user = getattr(cast, who).user if who else AnonymousUser()
    request.session = {SESSION_KEY: view.value, PRESENTED_KEY: cast.alliance.pk}
    answers = []

    def view_of(request: Any) -> Any:
        assert request.actor is not None
        answers.append(ask())
        return type("Response", (dict,), {"streaming": False})()

    ActorMiddleware(view_of)(request)
    return answers[0]


def secrets() -> dict[str, int]:
    """How many secret rows each table gives, asked in bare SQL."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            key = table._meta.pk.column
            cursor.execute(
                f"SELECT count(*) FROM {table._meta.db_table} WHERE {key} >= %s", [SECRET]
            )
            found[table._meta.label] = cursor.fetchone()[0]
    return found


@pytest.mark.django_db
def test_every_roomed_table_has_its_policy() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid"
            " WHERE relrowsecurity AND relforcerowsecurity AND polname = 'rooms'"
            " AND polqual IS NOT NULL AND polcmd = '*'"
        )
        protected = {name for (name,) in cursor.fetchall()}
    assert {table._meta.db_table for table in TABLES} == protected
    assert len(protected) > 30


@pytest.mark.django_db
def test_a_table_that_lacks_it_gets_it_with_the_next_migration() -> None:
    table = Note._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"DROP POLICY rooms ON {table}")
        cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    protect_rooms()
    test_every_roomed_table_has_its_policy()


@pytest.mark.django_db
def test_these_tests_are_held_by_the_policies() -> None:
    """A superuser passes by every policy: then nothing below would prove anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize(("who", "view"), STRANGERS)
def test_no_secret_row_comes_back_whatever_is_asked(world: World, who: str, view: View) -> None:
    assert sum(in_a_request(world.cast, who, view, secrets).values()) == 0


@pytest.mark.parametrize("view", [View.OURS, View.JOINT, View.PRESENT])
def test_the_own_side_is_admitted(world: World, view: View) -> None:
    """Whatever the view: that is what `visible_to` looks at. Else the above would prove nothing."""
    found = in_a_request(world.cast, "solvay_manager", view, secrets)
    assert found == secrets()
    assert {name for name, count in found.items() if not count} == ALWAYS_JOINT


def test_without_an_actor_no_row_comes_back(world: World) -> None:
    def rows() -> int:
        return sum(table._base_manager.exclude(**of_no_room(table)).count() for table in TABLES)

    assert rows() > 100
    with no_room():
        assert rows() == 0
    assert in_a_request(world.cast, "", View.JOINT, rows) == 0
    assert rows() > 100


def of_no_room(table: type[models.Model]) -> dict[str, Any]:
    """The trail has entries that concern no room; they are admitted to all."""
    free = not hasattr(table, "room_path") and table._meta.get_field("room_id").null
    return {"room_id": None} if free else {"pk": None}


def test_while_presenting_the_other_alliance_is_shut(world: World) -> None:
    cast = world.cast
    ask = lambda: Note.objects.filter(alliance=cast.alliance).exists()  # noqa: E731
    assert in_a_request(cast, "member", View.PRESENT, ask)
    request = {"who": "outsider", "view": View.PRESENT}
    assert not in_a_request(cast, ask=ask, **request)


def test_a_row_cannot_be_written_into_a_foreign_room(world: World) -> None:
    cast = world.cast
    theirs = {"alliance": cast.alliance, "room": cast.solvay_room}
    note = Note(kind="objective", object_id=1, text="x", author=cast.member, **theirs)
    joint = Note.objects.filter(room=cast.joint)

    def insert() -> None:
        note.save()

    def move() -> None:
        joint.update(room=cast.solvay_room)

    for write in (insert, move):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            in_a_request(cast, "quintiles_manager", View.OURS, write)
    assert joint.exists()


def test_a_foreign_row_cannot_be_changed_or_deleted(world: World) -> None:
    def write() -> tuple[int, int]:
        rows = Note._base_manager.filter(pk=SECRET)
        return rows.update(text="x"), rows.delete()[0]

    assert in_a_request(world.cast, "quintiles_manager", View.OURS, write) == (0, 0)
    assert MARKER in Note.objects.get(pk=SECRET).text


def test_what_hangs_on_a_foreign_row_cannot_be_added(world: World) -> None:
    last = world.secret_measure.readings.last()
    last.pk, last.is_current = None, False
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        in_a_request(world.cast, "quintiles_manager", View.OURS, last.save)


def test_a_rollback_does_not_leave_rooms_open(world: World) -> None:
    """The session's setting goes back with the transaction: what was told then holds no more."""

    def ask() -> int:
        before = sum(secrets().values())
        try:
            with transaction.atomic():
                with every_room("to be taken back"):
                    assert sum(secrets().values()) > 0
                raise LookupError
        except LookupError:
            pass
        with every_room("told before the transaction, taken back in it"):
            assert sum(secrets().values()) > 0
            try:
                with transaction.atomic(), no_room():
                    assert sum(secrets().values()) == 0
                    raise LookupError
            except LookupError:
                pass
            assert sum(secrets().values()) > 0
        return before + sum(secrets().values())

    assert in_a_request(world.cast, "quintiles_manager", View.OURS, ask) == 0


@pytest.mark.django_db(transaction=True)
def test_a_new_thread_is_admitted_to_nothing(cast: Cast) -> None:
    Note.objects.create(
        kind="objective", object_id=1, text="x", author=cast.member, alliance=cast.alliance,
        room=cast.joint,
    )  # fmt: skip
    found = []

    def ask() -> None:
        found.append(Note.objects.count())
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [0]
    assert Note.objects.count() == 1


@pytest.mark.parametrize("who", ["quintiles_manager", "outsider"])
def test_no_page_shows_a_secret_where_the_first_line_has_fallen(
    world: World, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """The fault itself is planted: `visible_to` gives everybody everything."""
    for rows in (RoomedQuerySet, EntryQuerySet):
        monkeypatch.setattr(rows, "visible_to", lambda self, actor: self.all())
    client = signed_in(who, View.OURS)
    client.raise_request_exception = False
    for name, address, _ in doors(world.cast.alliance.slug):
        assert MARKER.lower() not in said(client.get(address)), name


@pytest.mark.parametrize("view", [View.JOINT, View.OURS])
def test_a_streamed_file_is_made_with_the_rooms_of_its_request(
    world: World, signed_in: Callable[..., Client], view: View
) -> None:
    """Its rows are asked for once the request is over, when nothing is admitted any more."""
    client = signed_in("solvay_manager", view)
    with no_room():
        answer = client.get(f"/a/{world.cast.alliance.slug}/decisions/export.csv")
        assert answer.streaming
        text = said(answer)
    assert "steered together decision" in text
    assert (f"{MARKER} decision".lower() in text) is (view is View.OURS)
