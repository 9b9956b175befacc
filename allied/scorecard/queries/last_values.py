"""Of very many measures at once: what judges them and their last values, in one statement.

For the plain ones: judged by the last reading, one target, a preset of anchors that go one way.
"""

from collections.abc import Collection
from typing import Any, Final

from django.db import connection

from ..models import Measure, Reading, Standing, Target
from ..standings import SPARK_LENGTH

PRESETS: Final = ("baseline_target", "red_flag_goal", "worst_best", "commit_stretch")
VALUES: Final = ("baseline", "target", "stretch", "commit", "red_flag", "worst", "best")


COLUMNS: Final = (
    "measure_id", "frequency", "preset", "direction", "capped", "on_track_from", "caution_from",
    "tolerance_days", "target_id", "weight", *VALUES, "last_values", "newest",
)  # fmt: skip
"""`last_values` are joined by commas, the newest first; `newest` is its first day and its id."""

PRESET: Final = COLUMNS.index("preset")

_NUMBER: Final = {"sqlite": "CAST({} AS REAL)", "postgresql": "CAST({} AS double precision)"}
_JOINED: Final = {
    "sqlite": "group_concat(CAST(value AS REAL))",
    "postgresql": "string_agg(CAST(CAST(value AS double precision) AS text), ',')",
}

_SQL: Final = """
SELECT m.id, m.frequency, m.preset, m.direction, m.capped, m.on_track_from, m.caution_from,
    m.tolerance_days, t.id, {values}, (
        SELECT {joined} FROM (
            SELECT r.value FROM {readings} r WHERE r.measure_id = m.id AND r.is_current
            ORDER BY r.period_start DESC LIMIT {count}
        ) AS last
    ), (
        SELECT CAST(r.period_start AS text) || ' ' || CAST(r.id AS text) FROM {readings} r
        WHERE r.measure_id = m.id AND r.is_current ORDER BY r.period_start DESC LIMIT 1
    )
FROM {measures} m JOIN {targets} t ON t.measure_id = m.id AND t.superseded_at IS NULL
WHERE m.aggregation = 'last' AND m.direction IN ('higher', 'lower') AND m.preset IN {presets}
    AND NOT EXISTS (SELECT 1 FROM {targets} other WHERE other.measure_id = m.id
        AND other.superseded_at IS NULL AND other.id <> t.id)
"""


def plain_measures() -> list[tuple[Any, ...]]:
    """All plain measures that have a reading, as rows of `COLUMNS`."""
    vendor, quote = connection.vendor, connection.ops.quote_name  # `commit` is a word of SQL
    sql = _SQL.format(
        readings=Reading._meta.db_table,
        measures=Measure._meta.db_table,
        targets=Target._meta.db_table,
        presets=PRESETS,
        count=SPARK_LENGTH,
        joined=_JOINED[vendor],
        values=", ".join(_NUMBER[vendor].format(f"t.{quote(n)}") for n in ("weight", *VALUES)),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row for row in cursor.fetchall() if row[-1] is not None]


def kept_rows(names: Collection[str]) -> set[tuple[Any, ...]]:
    """What is kept now of all measures, in the form in which it is written."""
    forms = {
        **dict.fromkeys(("period_start", "stale_after", "spark"), "CAST({} AS text)"),
        **dict.fromkeys(("value", "baseline", "target"), _NUMBER[connection.vendor]),
    }
    columns = ", ".join(forms.get(name, "{}").format(name) for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {Standing._meta.db_table}")  # noqa: S608
        return set(cursor.fetchall())


def all_measure_ids() -> set[int]:
    return set(Measure.objects.order_by().values_list("pk", flat=True))
