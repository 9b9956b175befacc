"""Forms of the scorecard."""

from .initiative import InitiativeForm
from .lock import LockForm, ReopenForm
from .measure import MeasureForm
from .readings_sheet import ReadingsSheet, SheetRow
from .status import StatusForm
from .target import TargetForm

__all__ = [
    "InitiativeForm",
    "LockForm",
    "MeasureForm",
    "ReadingsSheet",
    "ReopenForm",
    "SheetRow",
    "StatusForm",
    "TargetForm",
]
