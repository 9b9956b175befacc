"""What the linter of imports cannot see: pure is pure, views do not write, files stay small."""

import ast
import sys
from pathlib import Path
from subprocess import run

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for path in (ROOT / "allied").rglob("*.py")
    if "/tests/" not in str(path) and "/migrations/" not in str(path)
]
PURE = [path for path in SOURCES if "allied/pure/" in str(path)]
VIEWS = [path for path in SOURCES if path.name.startswith("views") or "/views/" in str(path)]
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create"}


def modules_imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return found


def calls(text: str) -> set[str]:
    """The names called as `something.name(…)`."""
    return {
        node.func.attr
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PURE, ids=ids)
def test_pure_imports_the_standard_library_numpy_and_structs_only(path: Path) -> None:
    for name in modules_imported(path):
        top = name.split(".")[0]
        known = top in sys.stdlib_module_names or top in {"numpy", "msgspec"}
        assert known or name.startswith("allied.pure")
        assert top not in {"random", "time", "os", "socket", "threading"}, name


@pytest.mark.parametrize("path", PURE, ids=ids)
def test_pure_reads_no_clock(path: Path) -> None:
    assert not calls(path.read_text()) & (CLOCKS - {"time"})


@pytest.mark.parametrize("path", VIEWS, ids=ids)
def test_views_reach_rows_through_queries_and_write_through_services(path: Path) -> None:
    text = path.read_text()
    touched = {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
    assert "objects" not in touched
    assert not calls(text) & (WRITES - {"update"})


def test_a_writing_view_is_found() -> None:
    assert calls("def v(request):\n    thing.save()") & WRITES


@pytest.mark.parametrize("path", SOURCES, ids=ids)
def test_values_are_structs(path: Path) -> None:
    """One way to write a plain value, and the one that costs a start nothing: decision 0015."""
    assert "dataclasses" not in modules_imported(path)


@pytest.mark.parametrize("path", SOURCES, ids=ids)
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def test_no_folder_for_everything() -> None:
    names = {path.name for path in (ROOT / "allied").rglob("*") if path.is_dir()}
    assert not names & {"core", "common", "utils", "helpers", "misc", "shared"}


def test_the_server_does_not_carry_numpy() -> None:
    """NumPy is for thousands of measures at once; a page never needs it."""
    code = (
        "import sys; from allied.config.wsgi import application;"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "print(*(name in sys.modules for name in ('numpy', 'xlsxwriter', 'python_calamine')))"
    )
    answer = run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert answer.stdout.split() == ["False", "False", "False"]
