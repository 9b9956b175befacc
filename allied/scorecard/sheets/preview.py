"""A plan as a page shows it: what will be made, changed and left alone, and every fault."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from msgspec import Struct

from allied.alliances.models import Alliance

from ..formats import value_text
from ..models import Direction, Preset
from ..yardsticks import period_label
from .cells import shown_cell
from .plan import MeasurePlan, Plan
from .rows import Row
from .words import written

LISTED: Final = 60
"""So many measures of a kind are listed; all are counted."""
_LONGEST_CELL: Final = 40
_WHOLE_ROWS: Final = 40
_TELLING: Final = frozenset({"objective", "measure", "period"})


class FaultyRow(NamedTuple):
    """A row with its cells as far as they are shown, and what is wrong with it.

    A cell: its column, its text, and whether it is at fault.
    """

    number: int | None
    cells: Sequence[tuple[str, str, bool]]
    faults: Sequence[Any]


class NewMeasure(Struct, frozen=True):
    """A measure that will be made."""

    name: str
    objective: str
    judged: str
    readings: int


class Change(Struct, frozen=True):
    """One value before and after; `what` names it, such as a column or a period."""

    measure: str
    objective: str
    what: str
    before: str
    after: str


class Preview(Struct, frozen=True):
    """What the page says. Lists are cut at `LISTED`; the plan has the counts."""

    plan: Plan
    columns: Sequence[str]
    faulty: Sequence[FaultyRow]
    new_measures: Sequence[NewMeasure]
    changes: Sequence[Change]
    corrections: Sequence[Change]
    total_changes: int

    @property
    def has_rows(self) -> bool:
        """Whether rows of the file can be shown: there are none where it could not be read."""
        return any(row.cells for row in self.faulty)


def preview_of(plan: Plan, alliance: Alliance) -> Preview:
    places = _places_shown(plan)
    changes = [change for item in plan.changed_measures for change in _changes(item)]
    corrections = [c for item in plan.measures for c in _corrections(item, alliance)]
    return Preview(
        plan=plan,
        columns=[plan.table.columns[place].name for place in places],
        faulty=_faulty_rows(plan, places),
        new_measures=[_new_measure(item) for item in plan.new_measures[:LISTED]],
        changes=changes[:LISTED],
        corrections=corrections[:LISTED],
        total_changes=len(changes),
    )


def _places_shown(plan: Plan) -> list[int]:
    """Columns in which a faulty row has something; of many rows only what tells them apart."""
    numbers = {fault.row for fault in plan.faults.kept}
    rows = [row for row in plan.table.rows if row.number in numbers]
    at_fault = {fault.column for fault in plan.faults.kept}
    return [
        place
        for place, column in plan.table.columns.items()
        if column.name in at_fault | _TELLING
        or (len(numbers) <= _WHOLE_ROWS and _is_filled(rows, place))
    ]


def _is_filled(rows: Sequence[Row], place: int) -> bool:
    return any(place < len(row.cells) and row.cells[place] is not None for row in rows)


def _faulty_rows(plan: Plan, places: Sequence[int]) -> list[FaultyRow]:
    rows = {row.number: row for row in plan.table.rows}
    found: dict[int | None, list[Any]] = {}
    for fault in plan.faults.in_order():
        found.setdefault(fault.row, []).append(fault)
    made = []
    for number, faults in found.items():
        cells: list[tuple[str, str, bool]] = []
        if (row := rows.get(number or 0)) is not None:
            at_fault = {fault.column for fault in faults}
            for place in places:
                cell = row.cells[place] if place < len(row.cells) else None
                name = plan.table.columns[place].name
                cells.append((name, _cut(shown_cell(cell)), name in at_fault))
        made.append(FaultyRow(number, cells, faults))
    return made


def _cut(text: str) -> str:
    return text[:_LONGEST_CELL] + "…" if len(text) > _LONGEST_CELL else text


def _new_measure(item: MeasurePlan) -> NewMeasure:
    judged = f"{Preset(item.terms['preset']).label}, {Direction(item.terms['direction']).label}"
    return NewMeasure(item.draft.name, item.draft.objective.title, judged, len(item.readings))


def _changes(item: MeasurePlan) -> list[Change]:
    known = item.draft.known
    assert known is not None
    place = (item.draft.name, item.draft.objective.title)
    changes = [
        Change(*place, column, _said(column, known.values[column]), _said(column, value))
        for column, value in item.changes.items()
        if column != "owner"
    ]
    if "owner" in item.changes:
        name = "" if item.changes["owner"] is None else item.draft.said["owner"]
        changes.append(Change(*place, "owner", "", _said("owner", name)))
    kind = item.terms["kind"]
    for version in item.versions:
        values = ", ".join(
            f"{name} {value_text(value, kind)}"
            for name, value in version.values.items()
            if value is not None and name != "weight" and not name.endswith("_on")
        )
        changes.append(Change(*place, "target", "", f"{version.valid_from.isoformat()}: {values}"))
    return changes


def _said(column: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _cut(written(column, value) if isinstance(value, str) else str(value))


def _corrections(item: MeasurePlan, alliance: Alliance) -> list[Change]:
    kind, frequency = item.terms["kind"], item.terms["frequency"]
    return [
        Change(
            item.draft.name, item.draft.objective.title,
            period_label(frequency, reading.period_start, alliance.fiscal_start_month),
            value_text(reading.before, kind), value_text(reading.value, kind),
        )
        for reading in item.readings
        if reading.corrects is not None
    ]  # fmt: skip
