"""Rows of the map as plain data, so that any change can be kept, compared and put back.

A step is `{"model", "pk", "before", "after"}`: `before` is null for a row that was made, `after`
for one that was deleted; otherwise both hold the fields that changed. Steps on joint wins also
say whose they are (`partner`).
"""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import models

from ..models import JointWin, Link, Objective, Perspective, StrategyMap, Theme

Step = dict[str, Any]
State = dict[str, Any]

MODELS: Final[dict[str, type[models.Model]]] = {
    "map": StrategyMap,
    "perspective": Perspective,
    "theme": Theme,
    "objective": Objective,
    "link": Link,
    "joint_win": JointWin,
}
NAMES: Final = {model: name for name, model in MODELS.items()}
NEVER_CHANGED: Final = {"id", "version", "alliance", "room", "placement"}


def state_of(row: models.Model, names: set[str] | None = None) -> State:
    """The row's fields (all, or those named as columns) as JSON."""
    return {
        field.attname: _plain(field, getattr(row, field.attname))
        for field in _fields(type(row))
        if names is None or field.attname in names
    }


def put(row: models.Model, state: State) -> None:
    """Set the row's fields from plain data; nothing is saved."""
    for field in _fields(type(row)):
        if field.attname in state:
            setattr(row, field.attname, field.to_python(state[field.attname]))


def step(row: models.Model, before: State | None, after: State | None) -> Step:
    """One step, with the side it belongs to where it is a partner's own."""
    made: Step = {"model": NAMES[type(row)], "pk": row.pk, "before": before, "after": after}
    if isinstance(row, JointWin):
        made["partner"] = row.partner_id
    return made


def touches(steps: list[Step], done: Step) -> bool:
    """Whether any of the steps changed the same row, and where both changed fields, the same."""
    for each in steps:
        if (each["model"], each["pk"]) != (done["model"], done["pk"]):
            continue
        whole = None in (each["before"], each["after"], done["before"], done["after"])
        if whole or set(each["after"]) & set(done["after"]):
            return True
    return False


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.name not in NEVER_CHANGED]


def _plain(field: Any, value: Any) -> Any:
    value = field.to_python(value)
    if isinstance(value, Decimal):
        return f"{value:.{field.decimal_places}f}"
    return value.isoformat() if isinstance(value, datetime) else value
