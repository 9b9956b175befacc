"""The address that people reach this installation at, for links that a command prints."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def keep_address(port: int) -> None:
    """A server that starts says where, so that a command beside it makes links that work."""
    _file().write_text(f"http://localhost:{port}")


def address() -> str:
    """ALLIED_URL; else the first host by https; else where the last server here was started."""
    from django.conf import settings

    if given := os.environ.get("ALLIED_URL", "").strip().rstrip("/"):
        return given
    if settings.HTTPS:
        return f"https://{settings.ALLOWED_HOSTS[0]}"
    try:
        return _file().read_text().strip()
    except OSError:
        return f"http://{settings.ALLOWED_HOSTS[0]}:{os.environ.get('PORT', '8000')}"


def _file() -> "Path":
    from django.conf import settings

    return settings.DATA / "address"
