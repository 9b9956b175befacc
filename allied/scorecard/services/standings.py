"""Keeping what is shown of each measure, in the transaction of what changed it."""

import gc
import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection, transaction

from allied.foundation.access.admission import every_room
from allied.pure.scoring import ALGORITHM

from ..bulk import rows_of
from ..models import Measure, Standing
from ..queries.last_values import COLUMNS, all_measure_ids, kept_rows, plain_measures
from ..queries.standings import standings_from_readings
from ..standings import Stand

_COLUMNS: Final = (*Stand._fields, "algorithm")

MANY: Final = 500
"""From more measures than this on, the plain ones are scored all at once in NumPy."""


@transaction.atomic
def refresh_standings(measure_ids: Collection[int]) -> dict[int, Stand]:
    """Write anew what is kept of these measures, in four statements however many they are.

    Part of every service that changes a reading, a target or a measure: no permission is asked.
    """
    ids = sorted(set(measure_ids))
    lock_measures(ids)
    return renew_standings(ids)


@every_room("what a formula of another room computed is kept too")
def renew_standings(measure_ids: Collection[int]) -> dict[int, Stand]:
    """The same inside a transaction that holds the measures' locks already."""
    if not measure_ids:
        return {}
    stands = {item.measure_id: item for item in standings_from_readings(measure_ids)}
    _write([_row(item) for item in stands.values()])
    return stands


@transaction.atomic
def rebuild_standings() -> int:
    """Make anew what is kept of every measure of every alliance; how many there are.

    What has not changed is not written again.
    """
    ids = all_measure_ids()
    lock_measures(ids)
    with _without_collecting():
        _write(_changed(ids))
    return len(ids)


def _changed(ids: Collection[int]) -> list[tuple[Any, ...]]:
    """The rows of all measures that differ from what is kept."""
    found = plain_measures() if len(ids) > MANY else []
    rows = rows_of(found)
    behind = len(COLUMNS)
    kept = {row[0]: row[behind:] for row in found}
    left = set(ids) - {row[0] for row in rows}
    if left:
        rows += [_row(item) for item in standings_from_readings(left)]
        kept |= kept_rows(left)
    mark = (ALGORITHM,)
    return [row for row in rows if kept.get(row[0]) != row[1:] + mark]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Ten thousand rows set off collections of garbage that find none: a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@every_room("what is fed in another room is locked with what feeds it")
def lock_measures(measure_ids: Collection[int]) -> None:
    """Until the end of the transaction nobody else writes readings of these measures.

    SQLite has one writer at a time anyhow: its transactions are immediate.
    """
    if connection.features.has_select_for_update:
        rows = Measure.objects.select_for_update().filter(pk__in=measure_ids).order_by("pk")
        list(rows.values_list("pk", flat=True))


def _write(rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert or overwrite, in one statement: the ORM's upsert takes four times as long."""
    names = ", ".join(_COLUMNS)
    sets = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
    marks = ", ".join(["%s"] * len(Stand._fields))
    table = Standing._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks}, '{ALGORITHM}')"  # noqa: S608
            f" ON CONFLICT (measure_id) DO UPDATE SET {sets}",
            rows,
        )


def _row(item: Stand) -> tuple[Any, ...]:
    return (
        item.measure_id,
        item.reading_id,
        item.period_start and item.period_start.isoformat(),
        item.stale_after and item.stale_after.isoformat(),
        *item[4:-2],
        json.dumps(item.spark),
        item.judged_by_id,
    )
