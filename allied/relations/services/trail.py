"""An entry in the trail for a record of this context."""

from typing import Any

from allied.foundation.access.actor import Actor
from allied.foundation.audit.services import record

from ..models import Counterpart, Template


def trace(act: str, by: Actor, template: Template, **more: Any) -> None:
    """On the template, in its room, so that nobody else reads of it."""
    record(
        f"relations.{act}", by=by, kind="relation_template", object_id=template.pk,
        label=template.name, alliance_id=template.alliance_id, room_id=template.room_id, **more,
    )  # fmt: skip


def trace_on(act: str, by: Actor, counterpart: Counterpart, **more: Any) -> None:
    """On one counterpart, in the room of its template."""
    template = counterpart.template
    record(
        f"relations.{act}", by=by, kind="counterpart", object_id=counterpart.pk,
        label=counterpart.name, alliance_id=template.alliance_id, room_id=template.room_id, **more,
    )  # fmt: skip
