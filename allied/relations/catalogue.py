"""The templates to begin with: read from `starters/*.toml`, whose text is English."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

FOLDER: Final = Path(__file__).parent / "starters"


class Starter(Struct, frozen=True):
    """What it is, whom it suits, and what it begins with."""

    key: str
    position: int
    title: str
    summary: str
    suits: str
    purpose: str
    introduction: str
    dimensions: tuple[dict[str, Any], ...]


@lru_cache(maxsize=1)
def starters() -> tuple[Starter, ...]:
    return tuple(sorted(map(_read, FOLDER.glob("*.toml")), key=lambda each: each.position))


def starter(key: str) -> Starter | None:
    return next((each for each in starters() if each.key == key), None)


def _read(path: Path) -> Starter:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Starter(
        path.stem, data["position"], data["title"], data["summary"], data["suits"],
        data.get("purpose", ""), data.get("introduction", ""), tuple(data.get("dimensions", ())),
    )  # fmt: skip
