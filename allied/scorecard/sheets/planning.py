"""Comparing a sheet with what is known: what is new, what changes, what stands there already."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.pure.periods import (
    Frequency,
    Period,
    PeriodError,
    label,
    parse_period,
    period_containing,
)
from allied.pure.scoring import ScoringRefusal, check_value

from ..models import Preset
from ..values import checked
from ..yardsticks import in_force, period_of, yardstick_of
from .cells import Clear, NotExpected
from .drafts import Draft, Gatherer
from .faults import Faults
from .known import Known, load_known, load_values, locked_readings
from .plan import MeasurePlan, NewReading, Plan
from .rows import Row, Table
from .targets import Timeline, value_of
from .terms import terms_of
from .texts import presentable
from .words import written

MOST_WARNINGS: Final = 20
_CHOOSY: Final = frozenset({Preset.YES_NO.value, Preset.RATIO.value})
"""Presets that cannot score every number."""
Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""


def plan_import(
    alliance: Alliance,
    actor: Actor,
    table: Table,
    faults: Faults,
    *,
    lock: Callable[[list[int]], None] = lambda ids: None,
    progress: Progress = lambda done, total: None,
) -> Plan:
    """What the rows would do in the present view of the actor; every fault on the way.

    `lock` is called with the known measures before their values are read.
    """
    plan = Plan(table, faults)
    _warn_of_unknown_headings(plan)
    if not table.rows:
        return plan
    known = load_known(alliance, actor)
    gatherer = Gatherer(known, faults)
    drafts = gatherer.gather(table.rows)
    plan.perspectives = list(gatherer.new_perspectives.values())
    plan.themes = list(gatherer.new_themes.values())
    plan.objectives = [item for item in gatherer.objectives.values() if item.known is None]
    lock([draft.known.pk for draft in drafts if draft.known])
    periods = _load_values_of(drafts, known)
    locked = locked_readings(known, [d.known.pk for d in drafts if d.known]) if known.locks else {}
    for done, draft in enumerate(drafts, 1):
        plan.measures.append(_Planner(known, draft, plan, periods).plan_measure(locked))
        progress(done, len(drafts))
    return plan


def _warn_of_unknown_headings(plan: Plan) -> None:
    if plan.table.unknown:
        plan.warnings.append(
            _("These columns are not known and were left out: %(names)s.")
            % {"names": ", ".join(f"“{name}”" for name in plan.table.unknown.values())}
        )


def _load_values_of(drafts: list[Draft], known: Known) -> dict[Any, Period | str]:
    """Every period of the sheet once, parsed or as the sentence of its fault."""
    month = known.alliance.fiscal_start_month
    periods: dict[Any, Period | str] = {}
    days: list[date] = []
    for draft in drafts:
        for row in draft.rows:
            text = row.get("period")
            if isinstance(text, date):
                days.append(text)
            elif text is not None and text not in periods:
                periods[text] = _parsed(text, month)
                if isinstance(found := periods[text], Period):
                    days.append(found.start)
    measures = [draft.known.pk for draft in drafts if draft.known]
    if measures:
        load_values(known, measures, min(days, default=date.max), max(days, default=date.min))
    return periods


def _parsed(text: str, month: int) -> Period | str:
    try:
        return parse_period(text, month)
    except PeriodError:
        return _("expected: 2022-Q1, 2022-03, 2022-H1 or 2022, of the years 1900 to 2200.")


class _Planner:
    """Plans one measure."""

    def __init__(
        self,
        known: Known,
        draft: Draft,
        plan: Plan,
        periods: dict[Any, Period | str],
    ) -> None:
        self.known = known
        self.draft = draft
        self.faults = plan.faults
        self.plan = plan
        self.periods = periods
        self.pk = draft.known.pk if draft.known else None
        self.unplaced: list[Row] = []
        """Rows whose period is at fault; the rest of them is looked at all the same."""

    def plan_measure(self, locked: dict[int, list[date]]) -> MeasurePlan:
        terms = terms_of(self.draft, self.known, self.faults)
        measure = MeasurePlan(self.draft, terms)
        if self.draft.known:
            stored = self.draft.known.values
            measure.changes = {k: v for k, v in terms.items() if v != stored[k]}
        dated = self._dated(terms)
        timeline = Timeline(self.known, self.draft, terms, self.faults, locked)
        timeline.follow(dated)
        measure.versions, measure.supersedes = timeline.made, timeline.superseded
        timeline.check_terms(measure.changes)
        for period, row in dated:
            self._plan_reading(measure, timeline, period, row)
        for row in self.unplaced:
            self._examine(measure, timeline, row)
        self._refuse_joint_measure(measure)
        return measure

    def _dated(self, terms: dict[str, Any]) -> list[tuple[Period | None, Row]]:
        """The rows with their periods, in the order of time; those without a period come first."""
        dated: list[tuple[Period | None, Row]] = []
        seen: dict[date | None, Row] = {}
        for row in self.draft.rows:
            if "period" in row.broken:
                self.unplaced.append(row)
                continue
            try:
                period = self._period(row, terms["frequency"])
            except NotExpected as fault:
                self._fault(row, "period", str(fault))
                self.unplaced.append(row)
                continue
            first = seen.setdefault(period.start if period else None, row)
            if first is not row:
                self._fault(
                    row, "period",
                    _("row %(row)s says something for this measure and period already.")
                    % {"row": first.number},
                )  # fmt: skip
                self.unplaced.append(row)
                continue
            if period is None and row.get("actual") is not None:
                self._fault(row, "period", _("a reading needs its period."))
            dated.append((period, row))
        return sorted(dated, key=lambda item: item[0].start if item[0] else date.min)

    def _period(self, row: Row, frequency: str) -> Period | None:
        text = row.get("period")
        if text is None:
            return None
        found = self._of_day(text, frequency) if isinstance(text, date) else self.periods[text]
        if isinstance(found, str):
            raise NotExpected(found)
        if found.frequency != frequency:
            raise NotExpected(
                _("the measure is read by the %(frequency)s, so expected: such as %(example)s.")
                % {
                    "frequency": written("frequency", frequency),
                    "example": self._example(frequency),
                }
            )
        return found

    def _of_day(self, day: date, frequency: str) -> Period:
        """A spreadsheet programme makes a date of 2022-03: the first day of a period names it."""
        try:
            month = self.known.alliance.fiscal_start_month
            period = period_containing(day, Frequency(frequency), month)
            if period.start != day and (self.pk, day) in self.known.readings:
                period = period_of(frequency, day)  # by the fiscal year of another time
        except PeriodError as error:
            raise NotExpected(_("expected: a period of the years 1900 to 2200.")) from error
        if period.start != day:
            raise NotExpected(
                _("a date names a period by its first day; better write such as %(example)s.")
                % {"example": self._example(frequency)}
            )
        return period

    def _example(self, frequency: str) -> str:
        month = self.known.alliance.fiscal_start_month
        return label(period_containing(self.known.today, Frequency(frequency), month), month)

    def _plan_reading(
        self, measure: MeasurePlan, timeline: Timeline, period: Period | None, row: Row
    ) -> None:
        actual, note = row.get("actual"), row.get("note") or ""
        if actual is not None and self.pk in self.known.computed:
            self._warn_of_computed()
            return
        if actual is None or period is None:
            self._warn_of_note(row, note, actual)
            return
        if isinstance(actual, Clear):
            self._fault(row, "actual", _("a reading cannot be taken away: leave the cell empty."))
            return
        try:
            value = self._value(measure.terms, timeline, period, actual)
        except (NotExpected, Refused) as fault:
            self._fault(row, "actual", str(fault))
            return
        stored = self.known.readings.get((self.pk or 0, period.start))
        if stored and stored.value == value and note in ("", presentable(stored.note)):
            measure.unchanged += 1
            return
        if (message := self._closed(period)) is not None:
            self._fault(row, "period", message)
            return
        measure.readings.append(
            NewReading(
                row.number, period.start, value, note,
                stored.value if stored else None, stored.pk if stored else None,
            )
        )  # fmt: skip

    def _examine(self, measure: MeasurePlan, timeline: Timeline, row: Row) -> None:
        timeline.examine(row)
        if (actual := row.get("actual")) is None or isinstance(actual, Clear):
            return
        try:
            checked(value_of(actual, measure.terms["kind"]), measure.terms["kind"])
        except (NotExpected, Refused) as fault:
            self._fault(row, "actual", str(fault))

    def _value(
        self, terms: dict[str, Any], timeline: Timeline, period: Period, actual: Any
    ) -> Decimal:
        value = checked(value_of(actual, terms["kind"]), terms["kind"])
        if terms["preset"] not in _CHOOSY:
            return value
        version = in_force(timeline.versions, period.start)
        try:
            check_value(float(value), yardstick_of(*timeline.yardstick_terms(version)))
        except ScoringRefusal as refusal:
            raise NotExpected(refusal.sentence(_)) from refusal
        return value

    def _closed(self, period: Period) -> str | None:
        """Why no reading can be entered for the period, if none can."""
        if period.start > self.known.today:
            return _("the period has not begun on %(today)s, so there can be no reading.") % {
                "today": self.known.today.isoformat()
            }
        if any(period.start <= last and first <= period.end for first, last in self.known.locks):
            return _("the period is locked. It can be reopened by %(people)s.") % {
                "people": self.known.who_can_open()
            }
        return None

    def _warn_of_computed(self) -> None:
        text = _("“%(name)s” is computed by a formula: its actuals in the sheet are left out.")
        text %= {"name": self.draft.name}
        if text not in self.plan.warnings and len(self.plan.warnings) < MOST_WARNINGS:
            self.plan.warnings.append(text)

    def _warn_of_note(self, row: Row, note: str, actual: Any) -> None:
        if note and actual is None and len(self.plan.warnings) < MOST_WARNINGS:
            self.plan.warnings.append(
                _("Row %(row)s: the note is not kept, as there is no reading to note it with.")
                % {"row": row.number}
            )

    def _refuse_joint_measure(self, measure: MeasurePlan) -> None:
        """In the view of our room nothing of the joint room is written by an import."""
        known = self.draft.known
        if known is None or known.room_id == self.known.room.pk or not measure.does_something:
            return
        row = measure.readings[0].row if measure.readings else self.draft.rows[0].number
        self.faults.add(
            row, "measure", self.draft.name,
            _("this measure is joint, and the sheet changes it: import it in the joint view, or "
              "write “ours” under the heading “room” for a measure of our own."),
        )  # fmt: skip

    def _fault(self, row: Row, column: str, message: str) -> None:
        place = self.plan.table.index(column)
        shown = self.plan.table.shown(row)[place] if place is not None else ""
        self.faults.add(row.number, column, shown, message)
