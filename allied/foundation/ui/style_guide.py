"""What the style guide shows: invented figures, so that it needs no data."""

from typing import Any


def guide_context() -> dict[str, Any]:
    return {"statuses": ["exceeds", "on_track", "caution", "off_track", "no_data", "stale"]}
