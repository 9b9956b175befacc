"""Dependencies: pinned with hashes, no addresses, each with its reason."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_locks_hold_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    assert "://" not in text
    pins = re.split(r"\n(?=\S)", text.strip())
    pins = [pin for pin in pins if not pin.startswith("#")]
    assert len(pins) > 10
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_each_dependency_is_locked_and_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    locked = (ROOT / "requirements" / "run.txt").read_text()
    for name in tomllib.loads(text)["project"]["dependencies"]:
        assert re.search(rf'^\s+"{re.escape(name)}",\s+# \S', text, re.M), f"{name} has no reason"
        stem = re.match(r"[a-z0-9-]+", name).group()
        assert re.search(rf"^{stem}(\[.*\])?==", locked, re.M), f"{name} is not locked"
