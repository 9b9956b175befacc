"""What goes out with an agreed agenda, made by the pages above, which say so here:

    sending.register(lambda by, meeting: {…})

The document is kept as it was in the same transaction, whatever happens to the record later.
"""

from collections.abc import Callable
from typing import Any

from allied.foundation.access.actor import Actor

from ..models import Meeting, SentPack

Maker = Callable[[Actor, Meeting], dict[str, Any]]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    _makers.append(maker)


def keep_pack(by: Actor, meeting: Meeting) -> None:
    """Of the joint room alone: our room has no packs."""
    if meeting.room.is_joint:
        for make in _makers:
            SentPack.objects.create(
                meeting=meeting, document=make(by, meeting), at=meeting.changed_at
            )
