"""An entry in the trail for a record of governance."""

from typing import Any

from allied.alliances.rooms import Roomed
from allied.foundation.access.actor import Actor
from allied.foundation.audit.services import record

from . import figures


def trace(act: str, by: Actor, kind: str, row: Roomed, **more: Any) -> None:
    """In the room of the row, so that nobody else reads of it.

    Every write of governance comes by here, so that no figure is ever behind what it counts.
    """
    record(
        f"governance.{act}", by=by, kind=kind, object_id=row.pk, label=str(row)[:200],
        alliance_id=row.alliance_id, room_id=row.room_id, **more,
    )  # fmt: skip
    figures.changed(kind, act, row)
