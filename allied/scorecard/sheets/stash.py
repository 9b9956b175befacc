"""Files between their preview and the confirmation: a random name under the data folder, an hour.

What belongs to a file (its name, for which alliance, in which view) is kept in the session of the
person who sent it, so that nobody else can ask for it.
"""

import contextlib
import os
import re
import secrets
import time
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from msgspec import Struct

SECONDS: Final = 60 * 60
MOST: Final = 3
"""So many files are kept for a session; an older one goes."""
_KEY: Final = "sheets"
_TOKEN: Final = re.compile(r"[0-9a-f]{32}")


class Kept(Struct, frozen=True):
    """A file waiting for its confirmation."""

    name: str
    data: bytes
    view: str


def keep(session: SessionBase, *, alliance_id: int, view: str, name: str, data: bytes) -> str:
    """Store the file; the token that gets it back."""
    _sweep()
    token = secrets.token_hex(16)
    path = _path(token)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    entries = [*session.get(_KEY, []), [token, alliance_id, view, name[-200:], time.time()]]
    for old in entries[:-MOST]:
        _path(old[0]).unlink(missing_ok=True)
    session[_KEY] = entries[-MOST:]
    return token


def get(session: SessionBase, token: str, *, alliance_id: int) -> Kept | None:
    """The file that this session stored for the alliance; None where it is gone or never was."""
    for found, kept_for, view, name, at in session.get(_KEY, []):
        if found == token and kept_for == alliance_id and time.time() - at < SECONDS:
            with contextlib.suppress(OSError):
                return Kept(name, _path(token).read_bytes(), view)
    return None


def drop(session: SessionBase, token: str) -> None:
    """Forget the file: it is imported, or not wanted."""
    entries = session.get(_KEY, [])
    if any(entry[0] == token for entry in entries):
        session[_KEY] = [entry for entry in entries if entry[0] != token]
        _path(token).unlink(missing_ok=True)


def _path(token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise ValueError("not a token")
    return Path(settings.DATA) / "sheets" / token


def _sweep() -> None:
    """Remove what nobody confirmed within the hour, whoever sent it."""
    oldest = time.time() - SECONDS
    with contextlib.suppress(OSError):
        for path in (Path(settings.DATA) / "sheets").iterdir():
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
