"""The frame of an alliance: name, currency, calendar, dates."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record

from .. import objections
from ..models import Alliance
from ..queries import joint_room

EDITABLE = (
    "name", "description", "currency", "fiscal_start_month", "started_on", "record_ends_on",
)  # fmt: skip


@transaction.atomic
def edit_alliance(*, by: Actor, alliance: Alliance, version: int, **fields: Any) -> None:
    """Change any of EDITABLE; Conflict where it was saved since `version` was read."""
    demand(by, "alliances.edit", alliance)
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"not of an alliance: {', '.join(sorted(unknown))}")
    changed = {name: value for name, value in fields.items() if getattr(alliance, name) != value}
    before = {name: getattr(alliance, name) for name in changed}
    _check(alliance, fields, changed)
    for name, value in fields.items():
        setattr(alliance, name, value)
    alliance.save_over(version, list(fields))
    if changed:
        record(
            "alliances.edit", by=by, kind="alliance", object_id=alliance.pk, label=alliance.name,
            alliance_id=alliance.pk, room_id=joint_room(alliance).pk,
            changes={name: [_plain(before[name]), _plain(changed[name])] for name in changed},
        )  # fmt: skip


def _check(alliance: Alliance, fields: dict[str, Any], changed: dict[str, Any]) -> None:
    if not str(fields.get("name", alliance.name)).strip():
        raise Refused(_("An alliance has a name."), "name")
    if not 1 <= fields.get("fiscal_start_month", 1) <= 12:
        raise Refused(_("Choose a month."), "fiscal_start_month")
    start: date | None = fields.get("started_on", alliance.started_on)
    end: date | None = fields.get("record_ends_on", alliance.record_ends_on)
    if start and end and end < start:
        raise Refused(_("The record cannot end before the alliance started."), "record_ends_on")
    for name, value in changed.items():
        if objection := objections.to(alliance, name, value):
            raise Refused(objection, name)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
