"""What the actor sees in the present view, as rows of a scorecard sheet.

Read in again, an export changes nothing: each row says what its measure is and what is in force in
its period, and “none” stands where an earlier row says more than is in force.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor, View
from allied.pure.periods import Frequency, period_containing

from ..models import Kind, Measure, Reading
from ..yardsticks import in_force, period_label
from .columns import BY_NAME, MEASURE_COLUMNS, TARGET_COLUMNS, USUAL, Holds, field_of
from .known import Version, timelines_of
from .targets import NOTHING
from .terms import NEAR, default_terms, usual_kind
from .texts import one_line, presentable
from .words import NONE, written

Value = str | Decimal | date | None
"""What a cell of an export holds; None is an empty cell."""

_CHUNK: Final = 100
_FURTHER: Final = tuple(name for name in BY_NAME if name not in USUAL)


class _Measure(Struct, frozen=True):
    """One measure with where it stands and its columns."""

    pk: int
    is_ours: bool
    place: tuple[str, str, str, str]
    terms: Mapping[str, Any]
    owner: str
    timeline: Sequence[Version]


class Export(Struct, frozen=True):
    """The headings and the measures; the rows are read while they are written."""

    alliance: Alliance
    columns: tuple[str, ...]
    measures: Sequence[_Measure]

    def rows(self) -> Iterator[list[Value]]:
        """All rows in the order of the map and of time."""
        for at in range(0, len(self.measures), _CHUNK):
            some = self.measures[at : at + _CHUNK]
            readings = _readings([measure.pk for measure in some])
            for measure in some:
                yield from self._rows_of(measure, readings.get(measure.pk, {}))

    def _rows_of(
        self, measure: _Measure, readings: Mapping[date, tuple[Decimal, str]]
    ) -> Iterator[list[Value]]:
        same = _same_in_all_rows(measure)
        said: Mapping[str, Any] = NOTHING
        for day in _days(measure, readings, self.alliance.fiscal_start_month):
            version = in_force(measure.timeline, day or date.max)
            values = version.values if version else NOTHING
            row = {**same, **_target_cells(values, said, measure.terms["kind"])}
            row["agreed"] = _agreed(measure, version)
            said = values
            if day is not None:
                frequency, month = measure.terms["frequency"], self.alliance.fiscal_start_month
                row["period"] = period_label(frequency, day, month)
            if day is not None and day in readings:
                value, note = readings[day]
                row["actual"] = _shown(value, measure.terms["kind"])
                row["note"] = presentable(note)
            yield [row.get(column) for column in self.columns]


def export_of(alliance: Alliance, actor: Actor) -> Export:
    """The sheet of the alliance as the actor sees it in the present view, and nothing else."""
    measures = _measures(alliance, actor)
    further = [name for name in _FURTHER if _is_needed(name, measures)]
    if actor.view is View.OURS:
        further.append("room")
    return Export(alliance, (*USUAL, *further), measures)


def _measures(alliance: Alliance, actor: Actor) -> list[_Measure]:
    joint = actor.seats[alliance.pk].joint_room_id
    rows = (
        Measure.objects.visible_to(actor)
        .filter(alliance=alliance, removed_at=None, objective__removed_at=None)
        .order_by(
            "objective__perspective__position", "objective__perspective_id",
            "objective__position", "objective_id", "position", "pk",
        )
    )  # fmt: skip
    found = list(
        rows.values_list(
            "pk", "room_id", "objective__perspective__name", "objective__theme__name",
            "objective__title", "name", "owner__name", "owner__user__email",
            *map(field_of, MEASURE_COLUMNS),
        )
    )  # fmt: skip
    timelines: dict[int, list[Version]] = {}
    for at in range(0, len(found), 500):
        timelines.update(timelines_of([row[0] for row in found[at : at + 500]]))
    twice = _names_of_several(found)
    return [
        _Measure(
            pk=row[0],
            is_ours=row[1] != joint,
            place=row[2:6],
            terms=dict(zip(MEASURE_COLUMNS, row[8:], strict=True)),
            owner=(row[7] if row[6] in twice else row[6]) or row[6] or "",
            timeline=timelines.get(row[0], ()),
        )
        for row in found
    ]


def _names_of_several(rows: Sequence[tuple[Any, ...]]) -> set[str]:
    """Names of owners that more than one owner has: they are written by their address."""
    owners = {(row[6], row[7]) for row in rows if row[6]}
    names = [name for name, _address in owners]
    return {name for name in names if names.count(name) > 1}


def _is_needed(column: str, measures: Sequence[_Measure]) -> bool:
    """Whether any measure has something in this column that goes without saying."""
    if column in TARGET_COLUMNS:
        return any(
            version.values[column] is not None for item in measures for version in item.timeline
        )
    if column == "agreed":
        return any(item.timeline and not item.is_ours for item in measures)
    if column == "kind":
        return any(item.terms["kind"] != usual_kind(dict(item.terms)) for item in measures)
    if column not in MEASURE_COLUMNS:
        return False
    usual = default_terms()[column]
    if BY_NAME[column].holds in {Holds.LINE, Holds.TEXT}:  # what cannot be seen is not written
        return any(_definition(column, item.terms[column], usual) for item in measures)
    return any(not _is_same(item.terms[column], usual) for item in measures)


def _is_same(value: Any, usual: Any) -> bool:
    if isinstance(value, float) and isinstance(usual, float):
        return abs(value - usual) < NEAR
    return bool(value == usual)


def _same_in_all_rows(measure: _Measure) -> dict[str, Value]:
    row: dict[str, Value] = {
        name: one_line(presentable(text))
        for name, text in zip(
            ("perspective", "theme", "objective", "measure"), measure.place, strict=True
        )
    }
    usual = default_terms()
    for column, value in measure.terms.items():
        row[column] = _definition(column, value, usual[column])
    row["owner"] = one_line(presentable(measure.owner))
    row["room"] = "ours" if measure.is_ours else "joint"
    return row


def _definition(column: str, value: Any, usual: Any) -> Value:
    holds = BY_NAME[column].holds
    if holds is Holds.WORD:
        return written(column, value)
    if holds is Holds.YES_NO:
        return "yes" if value else "no"
    if isinstance(value, float):
        return None if _is_same(value, usual) else Decimal(f"{round(value, 10):.10f}").normalize()
    if isinstance(value, int):
        return Decimal(value)
    text = presentable(value) if isinstance(value, str) else ""
    return (one_line(text) if holds is Holds.LINE else text) or None


def _target_cells(
    values: Mapping[str, Any], said: Mapping[str, Any], kind: str
) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for column in TARGET_COLUMNS:
        value = values[column]
        if value is None:
            cells[column] = None if said[column] is None else NONE
        elif column in {"weight", "margin", "baseline_on", "target_on"}:
            cells[column] = value
        else:
            cells[column] = _shown(value, kind)
    return cells


def _agreed(measure: _Measure, version: Version | None) -> Value:
    """Nothing for what needs no agreement."""
    if measure.is_ours or version is None:
        return None
    return "agreed" if version.is_agreed else "proposed"


def _shown(value: Decimal, kind: str) -> Value:
    if kind == Kind.DATE:
        return date.fromordinal(int(value))
    if kind == Kind.YES_NO:
        return "yes" if value else "no"
    return value


def _days(
    measure: _Measure, readings: Mapping[date, Any], start_month: int
) -> Sequence[date | None]:
    """First days of the periods of its rows: those with a reading or with another target.

    None, for a row without a period, where there is no reading and at most one target.
    """
    if not readings and len(measure.timeline) < 2:
        return [None]
    frequency = Frequency(measure.terms["frequency"])
    first = min(readings, default=date.min)
    days = set(readings)
    # The first target counts for all earlier periods too: any row of such a period says it.
    said = measure.timeline[0].values if readings and measure.timeline else None
    for version in measure.timeline:
        period = period_containing(version.valid_from, frequency, start_month)
        start = period.start if period.start == version.valid_from else period.next().start
        if start < first or in_force(measure.timeline, start) is not version:
            continue
        if version.values != said:
            days.add(start)
        said = version.values
    return sorted(days)


def _readings(measure_ids: Sequence[int]) -> dict[int, dict[date, tuple[Decimal, str]]]:
    found: dict[int, dict[date, tuple[Decimal, str]]] = {}
    rows = Reading.objects.filter(measure_id__in=measure_ids, is_current=True)
    for measure_id, start, value, note in (
        rows.order_by("measure_id", "period_start")
        .values_list("measure_id", "period_start", "value", "note")
        .iterator()
    ):
        found.setdefault(measure_id, {})[start] = (value, note)
    return found
