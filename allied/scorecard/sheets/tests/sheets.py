"""Sheets for tests."""

import csv
import io
from typing import Any

from allied.scorecard.sheets.columns import USUAL
from allied.scorecard.sheets.faults import Fault
from allied.scorecard.sheets.plan import Plan

ROW: dict[str, Any] = {
    "perspective": "Process", "theme": "Collaboration", "objective": "Share cost drivers",
    "measure": "Study cycle time", "unit": "days", "direction": "lower",
    "preset": "baseline to target", "frequency": "quarter", "weight": "1", "baseline": "100",
    "target": "60", "period": "2022-Q1", "actual": "90", "note": "first",
}  # fmt: skip


def row(**changes: Any) -> dict[str, Any]:
    return {**ROW, **changes}


def csv_of(*rows: dict[str, Any], delimiter: str = ",", columns: Any = None) -> bytes:
    """A CSV file with these rows; columns in the order in which they first appear."""
    names = list(columns or dict.fromkeys([*USUAL, *(name for item in rows for name in item)]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def xlsx_of(*rows: dict[str, Any], columns: Any = None) -> bytes:
    from xlsxwriter import Workbook

    names = list(columns or dict.fromkeys([*USUAL, *(name for item in rows for name in item)]))
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        dates = book.add_format({"num_format": "mmm yyyy"})
        for place, name in enumerate(names):
            sheet.write_string(0, place, name)
        for number, item in enumerate(rows, 1):
            for place, name in enumerate(names):
                value = item.get(name)
                if hasattr(value, "isoformat"):
                    sheet.write_datetime(number, place, value, dates)
                elif value is not None:
                    sheet.write(number, place, value)
    return file.getvalue()


def places(plan: Plan) -> list[tuple[int | None, str]]:
    """Row and column of each fault."""
    return [(fault.row, fault.column) for fault in plan.faults.in_order()]


def only_fault(plan: Plan) -> Fault:
    assert plan.faults.count == 1, [str(fault) for fault in plan.faults.kept]
    return plan.faults.kept[0]
