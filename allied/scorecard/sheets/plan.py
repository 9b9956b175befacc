"""What an import will do: counted for the preview, carried out by the service."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from .drafts import Draft, ObjectiveDraft
from .faults import Faults
from .known import Version
from .rows import Table


class NewReading(Struct):
    """A value to be recorded. `before`: what it corrects, if anything."""

    row: int
    period_start: date
    value: Decimal
    note: str
    before: Decimal | None = None
    corrects: int | None = None


class MeasurePlan(Struct):
    """What happens to one measure."""

    draft: Draft
    terms: dict[str, Any]
    changes: dict[str, Any] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    supersedes: list[int] = field(default_factory=list)
    readings: list[NewReading] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_new(self) -> bool:
        return self.draft.known is None

    @property
    def does_something(self) -> bool:
        return bool(self.is_new or self.changes or self.versions or self.readings)

    @property
    def corrections(self) -> int:
        return sum(reading.corrects is not None for reading in self.readings)


class Plan(Struct):
    """All of an import. Carried out only where there is no fault."""

    table: Table
    faults: Faults
    warnings: list[str] = field(default_factory=list)
    perspectives: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    objectives: list[ObjectiveDraft] = field(default_factory=list)
    measures: list[MeasurePlan] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        return not self.objectives and not any(item.does_something for item in self.measures)

    @property
    def new_measures(self) -> list[MeasurePlan]:
        return [item for item in self.measures if item.is_new]

    @property
    def changed_measures(self) -> list[MeasurePlan]:
        """Known measures of which a term or a target changes."""
        return [i for i in self.measures if not i.is_new and (i.changes or i.versions)]

    @property
    def new_readings(self) -> int:
        return sum(len(item.readings) - item.corrections for item in self.measures)

    @property
    def corrections(self) -> int:
        return sum(item.corrections for item in self.measures)

    @property
    def unchanged(self) -> int:
        """Readings that stand there already."""
        return sum(item.unchanged for item in self.measures)

    def digest(self) -> str:
        """The same for plans that do the same; so a preview can be told from what came of it."""
        said = [
            self.perspectives, self.themes,
            [(item.title, item.perspective, item.theme) for item in self.objectives],
            [
                (item.draft.name, item.changes, item.terms if item.is_new else None,
                 [(version.valid_from, version.values) for version in item.versions],
                 item.supersedes, item.readings)
                for item in self.measures if item.does_something
            ],
        ]  # fmt: skip
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()
