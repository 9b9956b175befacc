"""An entry in the trail for a version."""

from typing import Any

from allied.foundation.access.actor import Actor
from allied.foundation.audit.services import record

from ..models import MapVersion


def trace(act: str, by: Actor, version: MapVersion, **more: Any) -> None:
    record(
        f"agreement.{act}", by=by, kind="map_version", object_id=version.pk, label=str(version),
        alliance_id=version.alliance_id, room_id=version.room_id, **more,
    )  # fmt: skip
