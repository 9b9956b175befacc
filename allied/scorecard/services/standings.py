"""Keeping what is shown of each measure, in the transaction of what changed it."""

import json
from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db import connection, transaction

from allied.pure.scoring import ALGORITHM

from ..models import Measure, Standing
from ..queries.standings import standings_from_readings
from ..standings import Stand

_COLUMNS: Final = (*Stand._fields, "algorithm")


@transaction.atomic
def refresh_standings(measure_ids: Collection[int]) -> dict[int, Stand]:
    """Write anew what is kept of these measures, in four statements however many they are.

    Part of every service that changes a reading, a target or a measure: no permission is asked.
    """
    ids = sorted(set(measure_ids))
    lock_measures(ids)
    stands = {item.measure_id: item for item in standings_from_readings(ids)}
    _write(stands.values())
    return stands


@transaction.atomic
def rebuild_standings() -> int:
    """Write anew what is kept of every measure of every alliance; how many there are."""
    if connection.features.has_select_for_update:
        list(Measure.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    return _write(standings_from_readings(None))


def lock_measures(measure_ids: Collection[int]) -> None:
    """Until the end of the transaction nobody else writes readings of these measures.

    SQLite has one writer at a time anyhow: its transactions are immediate.
    """
    if connection.features.has_select_for_update:
        rows = Measure.objects.select_for_update().filter(pk__in=measure_ids).order_by("pk")
        list(rows.values_list("pk", flat=True))


def _write(stands: Iterable[Stand]) -> int:
    """Insert or overwrite, in one statement: the ORM's upsert takes four times as long."""
    rows = [_row(item) for item in stands]
    names = ", ".join(_COLUMNS)
    sets = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
    marks = ", ".join(["%s"] * len(_COLUMNS))
    table = Standing._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  (no word from outside)
            f" ON CONFLICT (measure_id) DO UPDATE SET {sets}",
            rows,
        )
    return len(rows)


def _row(item: Stand) -> tuple[Any, ...]:
    return (
        item.measure_id,
        item.reading_id,
        item.period_start and item.period_start.isoformat(),
        item.stale_after and item.stale_after.isoformat(),
        *item[4:-2],
        json.dumps(item.spark),
        item.judged_by_id,
        ALGORITHM,
    )
