"""Time zones by name."""

import zoneinfo


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """The zone; UTC where there is no such."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is none
        return zoneinfo.ZoneInfo("UTC")
