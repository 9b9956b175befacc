"""What is passed to the recording of readings, and what comes back where it is refused."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Final

from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.refusal import Refused
from allied.pure.periods import Period

from ..models import Measure, Reading


class Unchecked(Enum):
    """The writer did not say which reading was on the screen; nothing is compared."""

    UNCHECKED = "unchecked"


UNCHECKED: Final = Unchecked.UNCHECKED
Seen = int | None | Unchecked
"""The current reading that the writer saw: its id, None for none, or UNCHECKED."""


class Entry(Struct, frozen=True, kw_only=True):
    """One value to record. `seen` as in `Seen`."""

    measure: Measure
    period: Period
    value: Decimal | float | int
    note: str = ""
    source: str = ""
    seen: Seen = UNCHECKED


class Fault(Struct, frozen=True, kw_only=True):
    """Why one entry was refused. `current` is the reading somebody else saved first, if that."""

    message: str
    field: str = "value"
    current: Reading | None = None


class EntriesRefused(Refused):
    """Nothing was recorded. `faults` by the entry's place in what was passed."""

    def __init__(self, faults: Mapping[int, Fault]) -> None:
        super().__init__(_("Nothing was saved: see the faults beside the values."))
        self.faults = dict(sorted(faults.items()))
