"""Sharing: the one way from our room to the joint room, and there is none back."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Versioned
from allied.foundation.access.permissions import allowed
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record as record_in_trail

from ..queries import joint_room
from ..rooms import Room, Roomed
from ..sharing import Shareable, shareable_of


def may_share_record(actor: Actor, record: Roomed) -> bool:
    """The alliance manager of the side whose room it is, or the author where the kind has one."""
    if not allowed(actor, "alliances.share_own", record.alliance):
        return False
    is_author = shareable_of(record).author_id(record) == actor.person_id
    return is_author or allowed(actor, "alliances.share", record.alliance)


@transaction.atomic
def share_record(*, by: Actor, record: Roomed) -> None:
    """Move one record from our room to the joint room; nothing else moves.

    Refused where it is not in our room, or where the joint room cannot take it (a name clash).
    Both rooms keep a trace. The version goes up, so that nobody who has the record open as a
    private one can save into the joint room unawares.
    """
    kind = shareable_of(record)
    if not may_share_record(by, record):
        raise PermissionDenied("alliances.share")
    kept = type(record)._base_manager.select_for_update().get(pk=record.pk)
    seat = by.seats[kept.alliance_id]
    if kept.room_id == seat.joint_room_id:
        raise Refused(_("This is in the joint room already."))
    if kept.room_id != seat.own_room_id:
        raise PermissionDenied("alliances.share")
    joint = joint_room(kept.alliance)
    if objection := kind.objection(kept, joint):
        raise Refused(objection)
    _move(kept, joint, kind.renewed(kept, joint))
    record.room, record.room_id = joint, joint.pk
    kind.moved(record)
    for room_id in (joint.pk, seat.own_room_id):
        _trace(kind, by, kept, room_id)


def _move(record: Roomed, joint: Room, renewed: Mapping[str, object]) -> None:
    changes: dict[str, object] = {**renewed, "room": joint}
    if isinstance(record, Versioned):
        changes["version"] = F("version") + 1
    type(record)._base_manager.filter(pk=record.pk).update(**changes)


def _trace(kind: Shareable, by: Actor, record: Roomed, room_id: int) -> None:
    record_in_trail(
        "alliances.share", by=by, kind=kind.kind, object_id=record.pk, label=str(record),
        alliance_id=record.alliance_id, room_id=room_id, company=by.company_name,
    )  # fmt: skip
