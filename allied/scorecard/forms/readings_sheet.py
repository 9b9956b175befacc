"""Many readings at once, as they are typed: each row its value, note and what was on the screen."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from msgspec import Struct, field

from allied.foundation.access.refusal import Refused

from ..formats import full_text, input_text
from ..models import Kind, Measure, Reading
from ..queries.due import DueMeasure
from ..services.entries import Entry, Fault
from ..typed import parse_value

LONGEST_NOTE = 2000


class SheetRow(Struct):
    """One line of the page: what is asked for, what was typed, what is wrong with it."""

    due: DueMeasure
    value: str
    note: str
    seen: int | None
    faults: list[Fault] = field(default_factory=list)
    theirs: str = ""

    @property
    def key(self) -> str:
        return str(self.due.measure_id)

    @property
    def input_type(self) -> str:
        return {Kind.DATE.value: "date", Kind.YES_NO.value: "select"}.get(self.due.kind, "text")

    @property
    def value_fault(self) -> str:
        return " ".join(fault.message for fault in self.faults if fault.field != "note")

    @property
    def note_fault(self) -> str:
        return " ".join(fault.message for fault in self.faults if fault.field == "note")

    def refuse(self, message: str, field: str = "value") -> None:
        self.faults.append(Fault(message=message, field=field))


class ReadingsSheet:
    """The page's rows, empty or as posted. `entries()` is what there is to record."""

    def __init__(self, due: Sequence[DueMeasure], posted: Mapping[str, str] | None = None) -> None:
        self.rows = [self._row(item, posted) for item in due]
        self._by_entry: list[SheetRow] = []

    def _row(self, due: DueMeasure, posted: Mapping[str, str] | None) -> SheetRow:
        key = due.measure_id
        if posted is None or f"value-{key}" not in posted:
            return SheetRow(due, input_text(due.value, due.kind), due.note, due.reading_id)
        seen = posted.get(f"seen-{key}", "")
        row = SheetRow(
            due,
            posted[f"value-{key}"],
            posted.get(f"note-{key}", ""),
            int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None,
        )
        if posted.get(f"for-{key}", due.period_label) != due.period_label:
            # The page stood open while a period ended.
            text = _("This now asks for %(period)s. Check the value, and save again.")
            row.refuse(text % {"period": due.period_label}, "period")
        return row

    @property
    def has_faults(self) -> bool:
        return any(row.faults for row in self.rows)

    @property
    def fault_count(self) -> int:
        return sum(bool(row.faults) for row in self.rows)

    @property
    def is_open(self) -> bool:
        """Whether there is anything to fill in: a locked row takes nothing."""
        return any(not row.due.is_locked for row in self.rows)

    @property
    def seen(self) -> list[int]:
        return [row.seen for row in self.rows if row.seen is not None]

    def entries(self, measures: Mapping[int, Measure], seen: Mapping[int, Reading]) -> list[Entry]:
        """The rows that were changed, as entries. Rows that cannot be read get their fault.

        `seen` are the readings that stood in the inputs when the page was made: a row that still
        says the same was not touched.
        """
        made = []
        self._by_entry = []
        for row in self.rows:
            if row.faults:
                continue
            entry = self._entry(row, measures[row.due.measure_id], seen.get(row.seen or 0))
            if entry is not None:
                made.append(entry)
                self._by_entry.append(row)
        return made

    def refuse(self, faults: Mapping[int, Fault]) -> None:
        """Put the faults of a refused recording beside their rows."""
        for index, fault in faults.items():
            row = self._by_entry[index]
            row.faults.append(fault)
            if fault.current is not None:
                due = row.due
                row.theirs = full_text(fault.current.value, due.kind, due.unit, due.currency)
                # Whoever saves again has seen it now.
                row.seen = fault.current.pk

    def _entry(self, row: SheetRow, measure: Measure, before: Reading | None) -> Entry | None:
        typed, note = row.value.strip(), row.note.strip()
        if not typed:
            if before is not None:
                row.refuse(_("A reading is not taken back: enter the right value instead."))
            elif note:
                row.refuse(_("Enter the value that this note is about."))
            return None
        value = self._value(row, typed)
        if value is None or row.faults:
            return None
        if before is not None and value == before.value and note == before.note:
            return None
        return Entry(
            measure=measure, period=row.due.period, value=value, note=note, seen=row.seen
        )  # fmt: skip

    def _value(self, row: SheetRow, typed: str) -> Decimal | None:
        if len(row.note) > LONGEST_NOTE or "\0" in row.note:
            row.refuse(_("At most 2,000 characters, and no null characters."), "note")
        try:
            return parse_value(typed, row.due.kind, row.due.currency)
        except Refused as refused:
            row.refuse(str(refused), refused.field or "value")
            return None
