"""All that the page of a measure shows."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, Q
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.pure.periods import Frequency, last_periods, period_containing
from allied.pure.scoring import ALGORITHM, Explanation, ScoringRefusal, pace, time_elapsed

from ..chart import Chart, Point, Span, axis_factor, draw
from ..formats import full_text, number_text, unit_text, value_text
from ..models import (
    Aggregation,
    Initiative,
    Kind,
    Measure,
    Offer,
    PeriodLock,
    Reading,
    StatusByHand,
    Target,
)
from ..standings import WINDOW, shown_target, value_upto
from ..yardsticks import in_force, period_label, yardstick
from .explanations import explain_row
from .history import HistoryRow, Judge, history_of, told_of
from .measure_rows import measure_row
from .rows import MeasureRow

CHARTED: Final = 60
"""Readings, corrected ones among them, that the chart is made of."""
HISTORY: Final = 24
"""Those that one page of the history shows."""


class Pace(Struct, frozen=True):
    """How fast the way is gone: progress, the share of time over, and one through the other."""

    progress: float
    elapsed: float
    pace: float


class TargetRow(Struct, frozen=True):
    """One target with its values in words."""

    target: Target
    values: Sequence[str]
    weight: str


class MeasurePage(Struct, frozen=True):
    """One measure with everything that hangs on it. Six queries, however long its history."""

    measure: Measure
    row: MeasureRow
    chart: Chart | None
    history: Sequence[HistoryRow]
    first_period: str
    older_than: str
    targets: Sequence[Target]
    target: Target | None
    pace: Pace | None
    by_hand: StatusByHand | None
    past_by_hand: Sequence[StatusByHand]
    initiatives: Sequence[Initiative]
    periods: Sequence[tuple[str, str]]
    last_reading_id: int
    explanation: Explanation
    is_negotiated: bool
    algorithm: str = ALGORITHM

    @property
    def target_names(self) -> list[str]:
        """Heads of the values that any of the targets has."""
        return [
            str(Target._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
            for name in self._values_used
        ]

    @property
    def target_rows(self) -> list[TargetRow]:
        kind, currency = self.measure.kind, self.measure.currency
        return [
            TargetRow(
                target,
                [value_text(getattr(target, n), kind, currency) for n in self._values_used],
                number_text(float(target.weight)),
            )
            for target in self.targets
        ]

    @property
    def _values_used(self) -> list[str]:
        return [
            name
            for name in Target.VALUES
            if any(getattr(target, name) is not None for target in self.targets)
        ]

    @property
    def spoken(self) -> str:
        """The chart in a sentence."""
        told = [item for item in self.history if item.reading.is_current]
        if not told:
            return ""
        unit = unit_text(self.measure.kind, self.measure.unit, self.measure.currency)
        words = {"first": self.first_period, "last": told[0].period, "value": told[0].value}
        text = _("Readings from %(first)s to %(last)s. The last is %(value)s.") % words
        return f"{text} ({unit})" if unit else text


def measure_page(actor: Actor, measure: Measure, before: str = "") -> MeasurePage:
    """What the page of a measure shows. `before`: the mark of an older page of the history."""
    today = measure.alliance.today()
    hands = list(measure.statuses_by_hand.select_related("set_by"))
    live = next((h for h in hands if h.ended_at is None and h.until >= today), None)
    row = measure_row(actor, measure, today, live)
    targets = _targets(actor, measure)
    in_use = [target for target in targets if target.superseded_at is None]
    readings, older_than = _readings(measure, before)
    judged = Judge(measure, in_use, today)
    target = in_force(in_use, row.period_start or today)
    history = history_of(judged, readings, _locks(measure), HISTORY)
    return MeasurePage(
        measure=measure,
        row=row,
        chart=_chart(judged, readings) if not before else None,
        history=history,
        first_period=_first_period(judged, readings),
        older_than=older_than,
        targets=targets[::-1],
        target=target,
        pace=_pace(row, target, today),
        by_hand=live,
        past_by_hand=[hand for hand in hands if hand is not live],
        initiatives=_initiatives(actor, measure),
        periods=_periods(measure, today),
        last_reading_id=max((reading.pk for reading in readings), default=0),
        explanation=explain_row(row, yardstick(measure, target), today),
        is_negotiated=any(row.is_negotiated for row in targets),  # type: ignore[attr-defined]
    )


def _targets(actor: Actor, measure: Measure) -> list[Target]:
    """All of them, each with whether an offer, or a draft that the actor sees, is not settled."""
    live = Offer.objects.visible_to(actor).filter(
        measure=measure, state__in=[Offer.State.OPEN, Offer.State.DRAFT]
    )
    rows = Target.objects.filter(measure=measure).annotate(is_negotiated=Exists(live))
    return list(rows.select_related("set_by").order_by("valid_from", "pk"))


def _first_period(judged: Judge, readings: Sequence[Reading]) -> str:
    """Of the oldest point on the chart."""
    starts = [reading.period_start for reading in readings if reading.is_current]
    return judged.label(starts[-1]) if starts else ""


def _readings(measure: Measure, before: str) -> tuple[list[Reading], str]:
    """One page of readings, the latest period first, and the mark of the next page.

    The first page has more than its history shows: the chart is made of them too.
    """
    rows = Reading.objects.filter(measure=measure).select_related("author__company")
    day, _sep, pk = before.partition("_")
    if day:
        try:
            rows = rows.filter(
                Q(period_start__lt=date.fromisoformat(day))
                | Q(period_start=date.fromisoformat(day), pk__lt=int(pk))
            )
        except ValueError:
            rows = rows.none()
    # A sum of twelve months at the end of the page needs readings from beyond it.
    beyond = 0 if measure.aggregation == Aggregation.LAST else 2 * WINDOW
    wanted = HISTORY if day else CHARTED
    found = list(rows.order_by("-period_start", "-pk")[: wanted + 1 + beyond])
    if len(found) <= HISTORY:
        return found, ""
    last = found[HISTORY - 1]
    return found if beyond else found[:wanted], f"{last.period_start.isoformat()}_{last.pk}"


def _chart(judged: Judge, readings: Sequence[Reading]) -> Chart | None:
    measure, told = judged.measure, told_of(readings)
    notes = {reading.pk: reading.note for reading in readings}
    points = []
    for place, item in enumerate(told):
        value = value_upto(judged.terms, told, place)
        label, status = judged.label(item.period_start), judged.score(item.period_start, value)[1]
        shown = full_text(value, measure.kind, measure.unit, measure.currency)
        title = f"{label}: {shown}" + (f" – {note}" if (note := notes[item.reading_id]) else "")
        points.append(Point(item.period_start, label, value, status, title, bool(note)))
    spans = [
        Span(
            target.valid_from,
            yardstick(measure, target),
            shown_target(bar.values),
            bar.values.get("baseline"),
        )
        for target, bar in zip(judged.targets, judged.bars, strict=True)
    ]

    factor = axis_factor(points, spans)

    def text(value: float) -> str:
        return value_text(value / factor, measure.kind, measure.currency)

    return draw(points, spans, text, fixed=measure.kind == Kind.YES_NO, factor=factor)


def _pace(row: MeasureRow, target: Target | None, today: date) -> Pace | None:
    if target is None or not (target.baseline_on and target.target_on) or row.progress is None:
        return None
    try:
        elapsed = time_elapsed(target.baseline_on, target.target_on, today)
        speed = pace(row.progress, target.baseline_on, target.target_on, today)
    except ScoringRefusal:
        return None
    return None if speed is None else Pace(row.progress, elapsed, speed)


def _locks(measure: Measure) -> list[tuple[date, date]]:
    rows = PeriodLock.objects.filter(room_id=measure.room_id, reopened_at=None)
    return list(rows.values_list("period_start", "period_end"))


def _initiatives(actor: Actor, measure: Measure) -> list[Initiative]:
    rows = Initiative.objects.visible_to(actor).filter(removed_at=None, measures=measure)
    return list(rows.select_related("owner"))


def _periods(measure: Measure, today: date) -> list[tuple[str, str]]:
    """The periods that a reading is likely for, the last whole one first, then older ones."""
    month = measure.alliance.fiscal_start_month
    running = period_containing(today, Frequency(measure.frequency), month)
    found = [
        period_label(measure.frequency, period.start, month)
        for period in reversed(last_periods(running, 13))
    ]
    return [(label, label) for label in [*found[1:], found[0]]]
