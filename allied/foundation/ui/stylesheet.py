"""One stylesheet out of a file per component. Why so: docs/decisions/0005-styles.md."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

PARTS = Path(__file__).parent / "static" / "ui" / "css"
NAME = "ui/ui.css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def bundled() -> str:
    """All parts by name, without comments and indentation. `00-layers.css` comes first."""
    parts = (path.read_text(encoding="utf-8") for path in sorted(PARTS.glob("*.css")))
    return _INDENT.sub("\n", _COMMENT.sub("", "\n".join(parts))).strip() + "\n"


class StylesheetFinder(BaseFinder):
    """Lets Django's static files find `ui/ui.css`, which is written when it is looked for."""

    @property
    def folder(self) -> Path:
        return Path(settings.DATA) / "styles"

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        written = str(self._write())
        return [written] if find_all else written

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        self._write()
        yield NAME, FileSystemStorage(location=self.folder)

    def _write(self) -> Path:
        """The file with today's text; replaced in one step, so that no reader sees half of it."""
        target, text = self.folder / NAME, bundled()
        if target.exists() and target.read_text(encoding="utf-8") == text:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=target.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(part).chmod(0o644)
        Path(part).replace(target)
        return target
