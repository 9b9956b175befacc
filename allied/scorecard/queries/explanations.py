"""How scores of rows were made: told when somebody asks, by the target that judged them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from allied.pure.scoring import (
    Explanation,
    ScoringRefusal,
    Step,
    Yardstick,
    mark_stale,
    score_value,
)

from ..models import Measure, Target
from ..yardsticks import yardstick_of
from .rows import MeasureRow

_TERMS: Final = ("preset", "direction", "capped", "on_track_from", "caution_from")


def explanations_of(rows: Sequence[MeasureRow], today: date) -> dict[int, Explanation]:
    """The explanation of each row, in two queries."""
    measures = {
        pk: dict(zip(_TERMS, terms, strict=True))
        for pk, *terms in Measure.objects.filter(pk__in=[row.id for row in rows]).values_list(
            "pk", *_TERMS
        )
    }
    wanted = [row.judged_by_id for row in rows if row.judged_by_id]
    targets = {
        row["pk"]: row for row in Target.objects.filter(pk__in=wanted).values("pk", *Target.VALUES)
    }
    made = {}
    for row in rows:
        values = {n: v for n, v in targets.get(row.judged_by_id, {}).items() if n != "pk"}
        made[row.id] = explain_row(row, yardstick_of(measures[row.id], values), today)
    return made


def explain_row(row: MeasureRow, y: Yardstick, today: date) -> Explanation:
    """How the score of one row was made, by the yardstick that judged it."""
    steps = _steps(row, y, today).steps
    return Explanation((*steps, Step("target_proposed", {})) if row.is_proposed else steps)


def _steps(row: MeasureRow, y: Yardstick, today: date) -> Explanation:
    explanation = explain_value(row.value, y)
    if row.is_stale and row.stale_after is not None:
        return mark_stale(score_value(row.value, y), row.stale_after, today).explanation
    return explanation


def explain_value(value: float | None, y: Yardstick) -> Explanation:
    """The steps from a value to its score; for one that cannot be judged, the reason."""
    try:
        return score_value(value, y).explanation
    except ScoringRefusal as refusal:
        values: dict[str, Any] = {"refusal": refusal.code, **refusal.values}
        steps = [] if value is None else [Step("reading", {"value": value})]
        return Explanation((*steps, Step("cannot_be_judged", values)))
