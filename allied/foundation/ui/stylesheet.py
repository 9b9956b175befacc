"""One stylesheet out of a file per component, and one script: docs/decisions/0005-styles.md."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django_htmx
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

PARTS = Path(__file__).parent / "static" / "ui" / "css"
NAME = "ui/ui.css"
SCRIPT = "ui/frame.js"
SCRIPTS = (
    Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js",
    Path(__file__).parent / "static" / "ui" / "ui.js",
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def bundled() -> str:
    """All parts by name, without comments and indentation. `00-layers.css` comes first."""
    parts = (path.read_text(encoding="utf-8") for path in sorted(PARTS.glob("*.css")))
    return _INDENT.sub("\n", _COMMENT.sub("", "\n".join(parts))).strip() + "\n"


def scripts() -> str:
    """What every page runs, in one request: htmx, then the behaviour of the frame."""
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in SCRIPTS) + "\n"


MADE = {NAME: bundled, SCRIPT: scripts}


class StylesheetFinder(BaseFinder):
    """Lets Django's static files find what is made of parts; it is written when looked for."""

    @property
    def folder(self) -> Path:
        return Path(settings.DATA) / "styles"

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in MADE:
            return []
        written = str(self._write(path))
        return [written] if find_all else written

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name in MADE:
            self._write(name)
            yield name, FileSystemStorage(location=self.folder)

    def _write(self, name: str) -> Path:
        """The file with today's text; replaced in one step, so that no reader sees half of it."""
        target, text = self.folder / name, MADE[name]()
        if target.exists() and target.read_text(encoding="utf-8") == text:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=target.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(part).chmod(0o644)
        Path(part).replace(target)
        return target
