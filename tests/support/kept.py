"""Rows that many tests begin with: made once by the product's services, then only laid down again.

Every test still has rows of its own, in its own transaction; it does not pay for their making.
"""

import pickle
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction
from msgspec import Struct

Made = TypeVar("Made")


class Table(Struct, frozen=True):
    name: str
    columns: list[str]
    rows: list[tuple[Any, ...]]


class Kept(Struct, frozen=True):
    tables: list[Table]
    made: bytes


_kept: dict[Callable[[], Any], Kept] = {}


def kept(make: Callable[[], Made]) -> Made:
    """What `make` makes where its tables are empty; from the second time on without making it."""
    if make in _kept and not _filled(table.name for table in _kept[make].tables):
        with transaction.atomic():
            for table in _kept[make].tables:
                _lay_down(table)
        made: Made = pickle.loads(_kept[make].made)
        return made
    names = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    empty = [name for name in names if not _filled([name])]
    made = make()
    tables = [_read(name) for name in empty if _filled([name])]
    _kept.setdefault(make, Kept(tables, pickle.dumps(made)))
    return made


def _filled(names: Iterable[str]) -> bool:
    with connection.cursor() as cursor:
        any_row = " OR ".join(f"EXISTS(SELECT 1 FROM {name})" for name in names)
        cursor.execute(f"SELECT {any_row}")
        return bool(cursor.fetchone()[0])


def _read(name: str) -> Table:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, name)
        columns = [connection.ops.quote_name(column.name) for column in described]
        # A plus takes the declared type away, so that SQLite gives a value as it is stored.
        plus = "+" if connection.vendor == "sqlite" else ""
        cursor.execute(f"SELECT {', '.join(plus + column for column in columns)} FROM {name}")
        return Table(name, columns, cursor.fetchall())


def _lay_down(table: Table) -> None:
    row = f"({', '.join(['%s'] * len(table.columns))})"
    sql = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES "
    with connection.cursor() as cursor:
        cursor.execute(sql + ", ".join([row] * len(table.rows)), list(chain(*table.rows)))
        if connection.vendor == "postgresql" and '"id"' in table.columns:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id))"
                f" FROM {table.name}"
            )
