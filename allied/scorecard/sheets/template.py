"""The sheet to begin with: the headings and a few rows to be replaced."""

from datetime import date
from decimal import Decimal
from typing import Final

from allied.alliances.models import Alliance
from allied.pure.periods import Frequency, label, last_complete, last_periods

from .columns import USUAL
from .export import Value

COLUMNS: Final = (*USUAL, "threshold", "owner", "source")
_EXAMPLES: Final[tuple[tuple[dict[str, str], tuple[str, ...]], ...]] = (
    (
        {
            "perspective": "Process", "theme": "Collaboration",
            "objective": "Manage resources for the best use of talent",
            "measure": "Duplicated activities (example: replace)", "unit": "%",
            "direction": "lower", "preset": "baseline to target", "frequency": "quarter",
            "weight": "1", "baseline": "30", "target": "10",
        },
        ("28", "21"),
    ),
    (
        {
            "perspective": "Process", "theme": "Collaboration",
            "objective": "Use third parties for excellence",
            "measure": "Stakeholder coverage (example: replace)", "unit": "%",
            "direction": "at least", "preset": "threshold", "frequency": "quarter",
            "weight": "2", "threshold": "80",
        },
        ("76", ""),
    ),
)  # fmt: skip
_NUMBERS: Final = frozenset({"weight", "baseline", "target", "threshold"})


def template_rows(alliance: Alliance, today: date) -> list[list[Value]]:
    """Two measures with their last two quarters, by the fiscal year of the alliance."""
    month = alliance.fiscal_start_month
    quarters = last_periods(last_complete(today, Frequency.QUARTER, month), 2)
    rows = []
    for measure, readings in _EXAMPLES:
        for quarter, reading in zip(quarters, readings, strict=True):
            row: dict[str, Value] = {
                name: Decimal(text) if name in _NUMBERS else text for name, text in measure.items()
            }
            row["period"] = label(quarter, month)
            row["actual"] = Decimal(reading) if reading else None
            rows.append([row.get(column) for column in COLUMNS])
    return rows
