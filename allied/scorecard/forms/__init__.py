"""Forms of the scorecard."""

from .lock import LockForm, ReopenForm
from .measure import MeasureForm
from .readings_sheet import ReadingsSheet, SheetRow
from .status import StatusForm
from .target import TargetForm

__all__ = [
    "LockForm",
    "MeasureForm",
    "ReadingsSheet",
    "ReopenForm",
    "SheetRow",
    "StatusForm",
    "TargetForm",
]
