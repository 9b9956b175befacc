"""Writing to the trail. Call it inside the transaction of what it records."""

from typing import Any

from allied.foundation.access.actor import Actor

from .models import Entry


def record(
    act: str,
    *,
    by: Actor,
    kind: str,
    object_id: int | None,
    label: str,
    alliance_id: int | None = None,
    room_id: int | None = None,
    **details: Any,
) -> Entry:
    """Add one entry. `details` must be JSON: what changed, from what to what.

    What came with an access token says so, and names the token by number.
    """
    if by.token_id is not None:
        details |= {"through": "API", "token_id": by.token_id}
    return Entry.objects.create(
        act=act,
        user_id=by.user_id,
        author=by.name or "system",
        kind=kind,
        object_id=object_id,
        label=label[:300],
        alliance_id=alliance_id,
        room_id=room_id,
        details=details,
    )
