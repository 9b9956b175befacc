"""Rebuilding what is kept of every measure from its readings, against DuckDB over the same rows."""

import sys

import duckdb

from bench import database
from bench.table import median_ms, show

# What DuckDB is asked: the last twelve values of each measure, and its latest, scored.
PEER = """
SELECT measure_id, list(value ORDER BY period_start)[-12:] AS spark,
       arg_max(value, period_start) AS latest,
       least(1, greatest(0, arg_max(value, period_start) / 100)) AS score
FROM reading WHERE is_current GROUP BY measure_id
"""


LIMIT = 1.5


def main() -> bool:
    """Print the table; whether the limit is kept."""
    database.start()
    world = database.fill(100)
    from django.db import connection

    from allied.scorecard.services import rebuild_standings

    peer = duckdb.connect()
    with connection.cursor() as cursor:
        cursor.execute("SELECT measure_id, period_start, value, is_current FROM scorecard_reading")
        import numpy as np

        columns = list(zip(*cursor.fetchall(), strict=True))
    frame = {  # noqa: F841  (DuckDB reads it by its name)
        "measure_id": np.array(columns[0]),
        "period_start": np.array([str(day) for day in columns[1]]),
        "value": np.array(columns[2], dtype=float),
        "is_current": np.array(columns[3], dtype=bool),
    }
    peer.execute("CREATE TABLE reading AS SELECT * FROM frame")
    theirs = median_ms(lambda: peer.execute(PEER).fetchall(), runs=5, warm=1)
    ours = median_ms(rebuild_standings, runs=5, warm=1)
    print(f"{world.measures:,} measures, {world.readings:,} readings\n")
    show(
        ["rebuild", "median ms", "× DuckDB"],
        [("DuckDB", theirs, 1.0), ("Allied", ours, ours / theirs)],
    )
    return ours <= LIMIT * theirs


if __name__ == "__main__":
    sys.exit(not main())
