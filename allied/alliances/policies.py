"""Row-level security on PostgreSQL: the rule of the rooms a second time, in the database itself.

Every table whose rows live in a room, or hang on one that do, gets the policy after each migration;
a new context need write nothing. It admits the rows of the rooms that the session names
(`foundation/access/admission.py`), and refuses to write into others.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import apps
from django.core.checks import CheckMessage, Warning
from django.db import connections, models

from allied.foundation.access.admission import EVERY, SETTING

POLICY: Final = "rooms"
SAID: Final = f"current_setting('{SETTING}', true)"
ROOMS: Final = f"NULLIF(NULLIF({SAID}, '{EVERY}'), '')::bigint[]"


def roomed_models() -> Iterator[type[models.Model]]:
    """Whatever says in `room_path` how it comes to its room, or names a room by number."""
    for model in apps.get_models():
        names = {field.attname for field in model._meta.concrete_fields}
        if hasattr(model, "room_path") or "room_id" in names:
            yield model


def condition(model: type[models.Model]) -> str:
    """What must hold for a row to be admitted."""
    return f"({SAID} = '{EVERY}' OR {_in_its_room(model)})"


def _in_its_room(model: type[models.Model]) -> str:
    table = model._meta.db_table
    step, _, further = getattr(model, "room_path", "room").partition("__")
    if not further:
        free = f"{table}.room_id IS NULL OR " if model._meta.get_field("room_id").null else ""
        return f"{free}{table}.room_id = ANY ({ROOMS})"
    link: Any = model._meta.get_field(step)
    above = link.related_model
    # The policy of the table above holds for the subquery too, so it need not say more.
    assert above.room_path == further, f"{model} goes to its room another way than {above}"
    same = f"above.{link.target_field.column} = {table}.{link.column}"
    return f"EXISTS (SELECT 1 FROM {above._meta.db_table} AS above WHERE {same})"  # noqa: S608


def protect_rooms(using: str = "default", **_signal: Any) -> None:
    """Give every table its policy, where it has not this very one. Nothing on SQLite."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        cursor.execute(
            "SELECT relname, obj_description(pol.oid, 'pg_policy') FROM pg_policy AS pol"
            " JOIN pg_class ON pg_class.oid = polrelid WHERE polname = %s",
            [POLICY],
        )
        said = dict(cursor.fetchall())
        for model in roomed_models():
            table, wanted = model._meta.db_table, condition(model)
            if table in there and said.get(table) != wanted:
                cursor.execute(_statements(table, wanted))


def _statements(table: str, wanted: str) -> str:
    """Sent at once, so that they happen together; forced, because the tables are our own."""
    quoted = wanted.replace("'", "''")
    return (
        f"DROP POLICY IF EXISTS {POLICY} ON {table};"
        f"CREATE POLICY {POLICY} ON {table} USING ({wanted});"
        f"COMMENT ON POLICY {POLICY} ON {table} IS '{quoted}';"
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
    )


def check_role(databases: Sequence[str] | None = None, **_of_all: Any) -> list[CheckMessage]:
    """Whether the policies hold for the role that the product signs in as."""
    found: list[CheckMessage] = []
    for name in databases or ():
        if connections[name].vendor != "postgresql":
            continue
        with connections[name].cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
            if cursor.fetchone() == (True,):
                found.append(
                    Warning(
                        "The role in DATABASE_URL passes by row-level security.",
                        hint="Take a role that is no superuser and owns the database.",
                        id="allied.W001",
                    )
                )
    return found
