"""Writes of the dimensions and criteria of a template. The rounds already opened keep theirs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.pure.scoring import (
    OPTIONAL_FIELDS,
    REQUIRED_FIELDS,
    Preset,
    ScoringRefusal,
    check_yardstick,
)
from allied.scorecard.values import exact
from allied.strategy.services.texts import one_line, same_name

from ..definition import yardstick_for
from ..models import Answered, AskedOf, Criterion, Dimension, Template
from .trail import trace

MOST_DIMENSIONS: Final = 12
MOST_CRITERIA: Final = 24
MOST_STEPS: Final = 11
TEXTS: Final = {
    "name": 80, "question": 300, "help": 1000, "unit": 40, "lowest_means": 80,
    "highest_means": 80,
}  # fmt: skip
CHOSEN: Final = ("kind", "asked_of", "preset", "direction")
SCALES: Final = ("lowest", "highest")
FIELDS: Final = (*TEXTS, *CHOSEN, *SCALES, "anchors", "weight")


@transaction.atomic
def add_dimension(*, by: Actor, template: Template, name: str, weight: Any = 1) -> Dimension:
    demand(by, "relations.keep", template.alliance)
    _held(template)
    row = Dimension(template=template)
    others = Dimension.objects.filter(template=template)
    row.position = len(others)
    if row.position >= MOST_DIMENSIONS:
        raise Refused(_("A template holds at most %(most)d dimensions.") % {"most": 12})
    row.name, row.weight = _dimension_name(name, row), checked_weight(weight)
    row.save()
    bump(template)
    trace("add_dimension", by, template, part=row.name)
    return row


@transaction.atomic
def edit_dimension(
    *, by: Actor, dimension: Dimension, version: int, name: str, weight: Any
) -> None:
    demand(by, "relations.keep", dimension.template.alliance)
    dimension.name = _dimension_name(name, dimension)
    dimension.weight = checked_weight(weight)
    dimension.save_over(version, ["name", "weight"])
    bump(dimension.template)
    trace("edit_dimension", by, dimension.template, part=dimension.name)


@transaction.atomic
def remove_dimension(*, by: Actor, dimension: Dimension) -> None:
    """With its criteria. What rounds have asked by it stays in them."""
    template = dimension.template
    demand(by, "relations.keep", template.alliance)
    trace("remove_dimension", by, template, part=dimension.name)
    dimension.delete()
    bump(template)


@transaction.atomic
def add_criterion(*, by: Actor, dimension: Dimension, **fields: Any) -> Criterion:
    template = dimension.template
    demand(by, "relations.keep", template.alliance)
    _held(template)
    count = Criterion.objects.filter(dimension=dimension).count()
    if count >= MOST_CRITERIA:
        raise Refused(
            _("A dimension holds at most %(most)d criteria.") % {"most": MOST_CRITERIA}, "name"
        )
    row = Criterion(dimension=dimension, position=count)
    for name, value in checked_criterion(row, fields).items():
        setattr(row, name, value)
    row.save()
    bump(template)
    trace("add_criterion", by, template, part=row.name)
    return row


@transaction.atomic
def edit_criterion(*, by: Actor, criterion: Criterion, version: int, **fields: Any) -> None:
    template = criterion.dimension.template
    demand(by, "relations.keep", template.alliance)
    kept = checked_criterion(criterion, fields)
    for name, value in kept.items():
        setattr(criterion, name, value)
    criterion.save_over(version, sorted(kept))
    bump(template)
    trace("edit_criterion", by, template, part=criterion.name)


@transaction.atomic
def remove_criterion(*, by: Actor, criterion: Criterion) -> None:
    template = criterion.dimension.template
    demand(by, "relations.keep", template.alliance)
    trace("remove_criterion", by, template, part=criterion.name)
    criterion.delete()
    bump(template)


@transaction.atomic
def shift(*, by: Actor, row: Dimension | Criterion, down: bool) -> None:
    """One place up or down among its neighbours."""
    is_part = isinstance(row, Dimension)
    template = row.template if isinstance(row, Dimension) else row.dimension.template
    demand(by, "relations.keep", template.alliance)
    _held(template)
    near = {"template": template} if is_part else {"dimension_id": row.dimension_id}  # type: ignore[union-attr]
    table: Any = type(row)
    rows = list(table.objects.filter(**near))
    here = next((n for n, each in enumerate(rows) if each.pk == row.pk), None)
    there = None if here is None else here + (1 if down else -1)
    if here is None or there is None or not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, each in enumerate(rows):
        table.objects.filter(pk=each.pk).update(position=place)
    bump(template)
    trace("shift", by, template, part=str(row))


def checked_criterion(row: Criterion, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are kept; Refused at the one at fault."""
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    kept = {name: fields.get(name, getattr(row, name)) for name in FIELDS}
    for name, limit in TEXTS.items():
        required = name in {"name", "question"}
        kept[name] = one_line(str(kept[name] or ""), limit, name, required=required)
    kept["weight"] = checked_weight(kept["weight"])
    _check_choices(kept)
    _check_scale(kept)
    kept["anchors"] = _anchors(kept)
    return kept


def checked_weight(value: Any) -> Decimal:
    weight = round(exact(1 if value is None else value, "weight"), 3)
    if not 0 < weight <= 1000:
        raise Refused(_("A weight is above zero and at most 1,000."), "weight")
    return weight


def _check_choices(kept: Mapping[str, Any]) -> None:
    allowed: dict[str, list[str]] = {
        "kind": Answered.values, "asked_of": AskedOf.values, "preset": list(Preset),
        "direction": [choice[0] for choice in Criterion._meta.get_field("direction").choices or ()],
    }  # fmt: skip
    for name, values in allowed.items():
        if kept[name] not in values:
            raise Refused(_("Choose one of the list."), name)
    if (kept["kind"] == Answered.YES_NO) != (kept["preset"] == Preset.YES_NO):
        raise Refused(_("What is answered by yes or no is judged by yes or no."), "preset")


def _check_scale(kept: dict[str, Any]) -> None:
    if kept["kind"] != Answered.SCALE:
        return
    for name in SCALES:
        if not isinstance(kept[name], int) or not -100 <= kept[name] <= 100:
            raise Refused(_("Enter a whole number from -100 to 100."), name)
    if not 1 <= kept["highest"] - kept["lowest"] < MOST_STEPS:
        raise Refused(
            _("A scale has from 2 to %(most)d steps, the lowest first.") % {"most": MOST_STEPS},
            "highest",
        )


def _anchors(kept: Mapping[str, Any]) -> dict[str, str]:
    """What the preset uses of the values given; a scale is judged by its ends if nobody says."""
    preset = Preset(kept["preset"])
    given = {name: value for name, value in (kept["anchors"] or {}).items() if value is not None}
    if preset is Preset.MINIMUM_MAXIMUM and kept["kind"] == Answered.SCALE:
        given = {"minimum": kept["lowest"], "maximum": kept["highest"], **given}
    used = (*REQUIRED_FIELDS[preset], *OPTIONAL_FIELDS[preset])
    texts = {name: f"{exact(_number(given[name]), name):f}" for name in used if name in given}
    try:
        check_yardstick(yardstick_for(preset, kept["direction"], texts))
    except ScoringRefusal as refused:
        raise Refused(refused.sentence(_), refused.field) from refused
    return texts


def _number(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) else value


def _dimension_name(name: str, row: Dimension) -> str:
    kept = one_line(name, 140, "name", required=True)
    others = Dimension.objects.filter(template=row.template).exclude(pk=row.pk)
    if any(same_name(kept, other.name) for other in others):
        raise Refused(_("The template has a dimension of this name already."), "name")
    return kept


def bump(template: Template) -> None:
    """The next round will ask something else than the last: say so by the revision."""
    Template._base_manager.filter(pk=template.pk).update(revision=F("revision") + 1)


def _held(template: Template) -> None:
    """Others who change the same template wait: counts and places stay right."""
    Template._base_manager.select_for_update().get(pk=template.pk)
