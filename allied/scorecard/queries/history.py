"""The readings of one measure, each judged by the target of its own period."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from allied.pure.scoring import Status

from ..formats import value_text
from ..models import Measure, Reading, Target
from ..standings import Bar, Terms, Told, judge, value_upto
from ..yardsticks import in_force, period_label


class HistoryRow(Struct, frozen=True):
    """One reading as the history tells it. `score` and `status` are those of its own period."""

    reading: Reading
    period: str
    value: str
    status: str
    score: float | None
    is_locked: bool


class Judge:
    """Judges each reading by the target of its own period."""

    def __init__(self, measure: Measure, targets: Sequence[Target], today: date) -> None:
        self.measure = measure
        self.targets = targets
        self._made: dict[tuple[date, float], tuple[float | None, str]] = {}
        self.terms = Terms(
            measure.pk, measure.frequency, measure.aggregation, measure.preset, measure.direction,
            measure.capped, measure.on_track_from, measure.caution_from, measure.tolerance_days,
            measure.alliance.fiscal_start_month, today,
        )  # fmt: skip
        self.bars = [
            Bar(t.pk, t.valid_from, float(t.weight), _values(t)) for t in targets
        ]  # fmt: skip

    def score(self, start: date, value: float) -> tuple[float | None, str]:
        """Asked twice of each reading: by the chart and by the history."""
        key = start, value
        if key not in self._made:
            made, _progress, status = judge(self.terms, in_force(self.bars, start), value)
            self._made[key] = made, status.value
        return self._made[key]

    def label(self, start: date) -> str:
        month = self.measure.alliance.fiscal_start_month
        return period_label(self.measure.frequency, start, month)


def _values(target: Target) -> dict[str, float]:
    values = ((name, getattr(target, name)) for name in Target.VALUES)
    return {name: float(value) for name, value in values if value is not None}


def history_of(
    judged: Judge, readings: Sequence[Reading], locks: Sequence[tuple[date, date]], most: int
) -> list[HistoryRow]:
    """The first `most` of the readings, each judged with those before it."""
    kind, currency = judged.measure.kind, judged.measure.currency
    told = told_of(readings)
    places = {item.reading_id: place for place, item in enumerate(told)}
    rows = []
    for reading in readings[:most]:
        score, status = None, Status.NO_DATA.value
        if reading.pk in places:
            value = value_upto(judged.terms, told, places[reading.pk])
            score, status = judged.score(reading.period_start, value)
        rows.append(
            HistoryRow(
                reading,
                judged.label(reading.period_start),
                value_text(reading.value, kind, currency),
                status,
                score,
                any(first <= reading.period_start <= last for first, last in locks),
            )
        )
    return rows


def told_of(readings: Sequence[Reading]) -> list[Told]:
    """The current ones, oldest first."""
    return [
        Told(reading.period_start, float(reading.value), reading.pk)
        for reading in reversed(readings)
        if reading.is_current
    ]
