"""What a template asks, as plain values: of its rows now, or as a round has kept it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct, convert, to_builtins

from allied.pure.scoring import Yardstick
from allied.scorecard.models import Kind
from allied.scorecard.yardsticks import yardstick_of

from .models import Answered, AskedOf, Criterion, Dimension, Template

NUMBER_KINDS: Final = {
    Answered.SCALE: Kind.NUMBER,
    Answered.PERCENTAGE: Kind.PERCENTAGE,
    Answered.NUMBER: Kind.NUMBER,
    Answered.YES_NO: Kind.YES_NO,
}
"""What a measure of the scorecard would call such an answer: one way to read and show it."""


class Asked(Struct, frozen=True):
    """One criterion."""

    id: int
    name: str
    question: str
    help: str
    kind: str
    unit: str
    lowest: int
    highest: int
    lowest_means: str
    highest_means: str
    asked_of: str
    preset: str
    direction: str
    anchors: Mapping[str, str]
    weight: float

    def is_asked_of(self, view: str) -> bool:
        return self.asked_of in {AskedOf.BOTH, view}

    @property
    def number_kind(self) -> str:
        return NUMBER_KINDS[Answered(self.kind)].value

    @property
    def yardstick(self) -> Yardstick:
        return yardstick_for(self.preset, self.direction, self.anchors)

    @property
    def shown_unit(self) -> str:
        """What stands beside a value: the scale for a score on one."""
        if self.kind == Answered.SCALE:
            return f"{self.lowest}–{self.highest}"
        if self.kind == Answered.PERCENTAGE:
            return "%"
        return "" if self.kind == Answered.YES_NO else self.unit


class Part(Struct, frozen=True):
    """One dimension with its criteria."""

    id: int
    name: str
    weight: float
    criteria: tuple[Asked, ...]

    def asked_of(self, view: str) -> tuple[Asked, ...]:
        return tuple(each for each in self.criteria if each.is_asked_of(view))


class Definition(Struct, frozen=True):
    """All that a round asks."""

    name: str = ""
    introduction: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def criteria(self) -> tuple[Asked, ...]:
        return tuple(each for part in self.parts for each in part.criteria)

    def asked_of(self, view: str) -> tuple[Asked, ...]:
        return tuple(each for each in self.criteria if each.is_asked_of(view))

    def part(self, pk: int) -> Part | None:
        return next((each for each in self.parts if each.id == pk), None)


def yardstick_for(preset: str, direction: str, anchors: Mapping[str, str]) -> Yardstick:
    terms = {
        "preset": preset, "direction": direction, "capped": True,
        "on_track_from": 2 / 3, "caution_from": 1 / 3,
    }  # fmt: skip
    return yardstick_of(terms, {name: Decimal(text) for name, text in anchors.items()})


def definition_of(template: Template) -> Definition:
    """As the template's rows now stand. Two queries."""
    dimensions = list(Dimension.objects.filter(template=template))
    by_dimension: dict[int, list[Asked]] = {each.pk: [] for each in dimensions}
    for row in Criterion.objects.filter(dimension__template=template):
        by_dimension.setdefault(row.dimension_id, []).append(asked(row))
    return Definition(
        template.name,
        template.introduction,
        tuple(
            Part(each.pk, each.name, float(each.weight), tuple(by_dimension[each.pk]))
            for each in dimensions
        ),
    )


def asked(row: Criterion) -> Asked:
    return Asked(
        row.pk, row.name, row.question, row.help, row.kind, row.unit, row.lowest, row.highest,
        row.lowest_means, row.highest_means, row.asked_of, row.preset, row.direction,
        dict(row.anchors), float(row.weight),
    )  # fmt: skip


def to_json(definition: Definition) -> dict[str, Any]:
    made: dict[str, Any] = to_builtins(definition)
    return made


def from_json(kept: Mapping[str, Any]) -> Definition:
    """What a round has kept. An empty document asks nothing."""
    return convert(kept, Definition)
