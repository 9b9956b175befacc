"""The demo's first alliance as it stands in `data/solvay_quintiles.toml`."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SOURCE = "Kaplan, Norton and Rugelsjoen, Harvard Business Review, January 2010"


@lru_cache(maxsize=1)
def story() -> dict[str, Any]:
    return tomllib.loads((DATA / "solvay_quintiles.toml").read_text(encoding="utf-8"))


def source_of(measure: dict[str, Any]) -> str:
    """What the record says of where a measure and its values are from."""
    if "source" in measure:
        return f"{measure['source']} {SOURCE}."
    if measure.get("published_name"):
        return f"Measure as published ({SOURCE}). Values illustrative."
    return "Illustrative: neither the measure nor its values are published."
