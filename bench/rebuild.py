"""Rebuilding what is kept of every measure from its readings, against DuckDB over the same rows.

Both read the current readings with the measures and targets that judge them and make the latest
value, the last twelve, progress, score, the score before, the status and the day until which it is
fresh. DuckDB, whose rows stand in its own tables and types, hands them over; the product compares
them with what is kept besides. What both make must be the same. The multiple is of the processor's
time: DuckDB works on all cores at once, the product on one, beside whatever else the server does.
"""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import duckdb

from bench import database
from bench.table import show

LIMIT = 1.5
TABLES = {
    "reading": "id, measure_id, CAST(period_start AS text) AS period_start,"
    " CAST(value AS real) AS value, is_current",
    "measure": "id, preset, direction, on_track_from, caution_from, frequency, aggregation",
    "target": "id, measure_id, CAST(baseline AS real) AS baseline, CAST(target AS real) AS target,"
    " weight, superseded_at",
    "standing": "measure_id, reading_id, CAST(period_start AS text) AS period_start,"
    " CAST(stale_after AS text) AS stale_after, value, baseline, target, weight, progress, score,"
    " previous_score, status, CAST(spark AS text) AS spark, judged_by_id",
}
# Of the ways of judging only the one that the rows have: higher is better, baseline to target.
PEER = """
WITH last AS (
    SELECT measure_id, list(value ORDER BY period_start DESC)[:12] AS told,
        max(period_start) AS day, arg_max(id, period_start) AS reading_id
    FROM reading WHERE is_current GROUP BY measure_id
), judged AS (
    SELECT m.id AS measure_id, told, day, reading_id, t.id AS judged_by_id, baseline, target,
        weight,
        on_track_from, caution_from, told[1] AS value,
        (told[1] - baseline) / (target - baseline) AS progress,
        (told[2] - baseline) / (target - baseline) AS before
    FROM last JOIN measure m ON m.id = last.measure_id
    JOIN target t ON t.measure_id = m.id AND t.superseded_at IS NULL
    WHERE aggregation = 'last' AND preset = 'baseline_target' AND direction = 'higher'
), made AS (
    SELECT measure_id, reading_id, CAST(day AS text) AS period_start,
        CAST(last_day(day) + 32 AS text) AS stale_after, value, baseline, target, weight,
        progress, least(1, greatest(0, progress)) AS score,
        least(1, greatest(0, before)) AS previous_score,
        CASE WHEN value > target THEN 'exceeds' WHEN progress >= on_track_from THEN 'on_track'
            WHEN progress >= caution_from THEN 'caution' ELSE 'off_track' END AS status,
        CAST(list_reverse(told) AS text) AS spark,
        judged_by_id
    FROM judged
)
SELECT * FROM made
"""


def main() -> bool:
    """Print the table; whether the limit is kept."""
    database.start()
    world = database.fill(100)
    from allied.scorecard.services import rebuild_standings

    peer = copied()
    differing = peer.execute(f"{PEER} EXCEPT SELECT * FROM standing").fetchall()
    assert not differing, differing[:3]
    theirs = timed(lambda: peer.execute(PEER).fetchall())
    ours = timed(rebuild_standings)
    ratio = ours[1] / theirs[1]
    print(f"{world.measures:,} measures, {world.readings:,} readings\n")
    show(
        ["rebuild", "ms", "processor ms", "× DuckDB"],
        [("DuckDB", *theirs, 1.0), ("Allied", *ours, ratio)],
    )
    return ratio <= LIMIT


def timed(call: Callable[[], object], runs: int = 11) -> tuple[float, float]:
    """Medians in milliseconds: by the clock, and by the processor over all threads."""
    times = []
    for _ in range(runs):
        began, used = time.perf_counter(), time.process_time()
        call()
        times.append((time.perf_counter() - began, time.process_time() - used))
    clock, processor = zip(*times, strict=True)
    return statistics.median(clock) * 1000, statistics.median(processor) * 1000


def copied() -> Any:
    """The same rows in DuckDB."""
    import numpy as np
    from django.db import connection

    peer = duckdb.connect()
    for name, columns in TABLES.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM scorecard_{name}")
            names = [column[0] for column in cursor.description]
            found = zip(*cursor.fetchall(), strict=True)
        frame = {key: np.array(list(column)) for key, column in zip(names, found, strict=True)}
        peer.register("frame", frame)
        typed = "* REPLACE (CAST(period_start AS date) AS period_start)"
        peer.execute(f"CREATE TABLE {name} AS SELECT {typed if name == 'reading' else '*'}"
                     " FROM frame")  # fmt: skip
        peer.unregister("frame")
    return peer


if __name__ == "__main__":
    sys.exit(not main())
