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
NEWEST: Final = COLUMNS.index("newest")

KEPT: Final = (
    "reading_id", "period_start", "stale_after", "value", "baseline", "target", "weight",
    "progress", "score", "previous_score", "status", "spark", "judged_by_id", "algorithm",
)  # fmt: skip
"""What is kept of the measure now; in the rows behind `COLUMNS`, in the form it is written in."""

_NUMBER: Final = {"sqlite": "{}", "postgresql": "CAST({} AS double precision)"}

# SQLite's numbers come without ".0" where they are whole: to cast them would cost more.
_JOINED: Final = {
    "sqlite": "group_concat(value)",
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
    ), {kept}
FROM {measures} m JOIN {targets} t ON t.measure_id = m.id AND t.superseded_at IS NULL
LEFT JOIN {standings} s ON s.measure_id = m.id
WHERE m.aggregation = 'last' AND m.direction IN ('higher', 'lower') AND m.preset IN {presets}
    AND NOT EXISTS (SELECT 1 FROM {targets} other WHERE other.measure_id = m.id
        AND other.superseded_at IS NULL AND other.id <> t.id)
"""


def plain_measures() -> list[tuple[Any, ...]]:
    """All plain measures that have a reading, as rows of `COLUMNS` and `KEPT`."""
    vendor, quote = connection.vendor, connection.ops.quote_name  # `commit` is a word of SQL
    sql = _SQL.format(
        readings=Reading._meta.db_table,
        measures=Measure._meta.db_table,
        targets=Target._meta.db_table,
        standings=Standing._meta.db_table,
        presets=PRESETS,
        count=SPARK_LENGTH,
        joined=_JOINED[vendor],
        kept=_kept("s."),
        values=", ".join(_NUMBER[vendor].format(f"t.{quote(n)}") for n in ("weight", *VALUES)),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row for row in cursor.fetchall() if row[NEWEST] is not None]


def kept_rows(measure_ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
    """What is kept now of these measures: for each a row of `KEPT`."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT measure_id, {_kept()} FROM {Standing._meta.db_table}")  # noqa: S608
        for row in cursor:
            if row[0] in measure_ids:
                found[row[0]] = row[1:]
    return found


def _kept(table: str = "") -> str:
    forms = {
        **dict.fromkeys(("period_start", "stale_after", "spark"), "CAST({} AS text)"),
        **dict.fromkeys(("value", "baseline", "target"), _NUMBER[connection.vendor]),
    }
    return ", ".join(forms.get(name, "{}").format(table + name) for name in KEPT)


def all_measure_ids() -> set[int]:
    return set(Measure.objects.order_by().values_list("pk", flat=True))
