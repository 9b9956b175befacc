"""What meets a database runs on SQLite and on PostgreSQL: nobody can forget to say so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import pytest
from allied.people.models import Company

def test_forgets(): Company.objects.exists()
def test_asks_late(request): request.getfixturevalue("db")
def test_is_of_the_cast(cast): ...
@pytest.mark.django_db
def test_says_so(): ...
def test_is_arithmetic(): ...
"""


def outcome(folder: Path, *which: str) -> str:
    (folder / "test_planted.py").write_text(TESTS)
    (folder / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    command = [sys.executable, "-m", "pytest", "-rf", "-p", "no:cacheprovider"]
    command += ["-n", "0", "-c", str(ROOT / "pyproject.toml"), *which, str(folder)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "ALLIED_DATA": str(folder)}
    env.pop("DATABASE_URL", None)
    answer = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    return answer.stdout


def test_whoever_does_not_say_so_beforehand_meets_none(tmp_path: Path) -> None:
    said = outcome(tmp_path, "-m", "not database")
    assert "RuntimeError: Database access not allowed" in said
    assert "test_asks_late meets a database, and nobody could see it beforehand" in said
    assert "2 failed, 1 passed, 2 deselected" in said


def test_whoever_says_so_runs_on_both(tmp_path: Path) -> None:
    said = outcome(tmp_path, "-m", "database", "--collect-only")
    assert "2/5 tests collected (3 deselected)" in said


def test_journeys_meet_the_database_of_the_demo(request: pytest.FixtureRequest) -> None:
    of_all = [item for item in request.session.items if "journeys" in str(item.path)]
    assert all(item.get_closest_marker("database") for item in of_all)
