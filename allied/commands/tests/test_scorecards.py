"""Commands on scorecards: what they print, where, and with which exit status."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from allied.commands import main
from allied.scorecard.models import Measure, Reading, Standing
from allied.scorecard.sheets.tests.sheets import csv_of, row, xlsx_of
from allied.scorecard.sheets.tests.test_import import everything
from tests.support.cast import Cast
from tests.support.world import MARKER, make_world

SLUG = "solvay-quintiles"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    def sheet(*rows: dict[str, Any], name: str = "sheet.csv") -> str:
        path = tmp_path / name
        path.write_bytes(xlsx_of(*rows) if name.endswith("xlsx") else csv_of(*rows))
        return str(path)

    return sheet


def test_import_and_scores(cast: Cast, sheet: Any) -> None:
    done = run("import-scorecard", sheet(row(), row(period="2022-Q2")), "--alliance", SLUG)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "one new measure and 2 new readings" in done.stdout
    assert Measure.objects.get().room == cast.joint
    assert Reading.objects.first().author is None  # type: ignore[union-attr]
    again = run("import-scorecard", sheet(row(), row(period="2022-Q2")), "--alliance", SLUG)
    assert again.exit_code == 0
    assert "nothing was changed" in again.stdout


def test_a_dry_run_writes_nothing(cast: Cast, sheet: Any) -> None:
    before = everything()
    done = run("import-scorecard", sheet(row()), "--alliance", SLUG, "--dry-run")
    assert done.exit_code == 0
    assert "On confirmation: one new perspective" in done.stdout
    assert everything() == before


def test_faults_are_told_by_row_and_column_on_standard_error(cast: Cast, sheet: Any) -> None:
    before = everything()
    for more in ((), ("--dry-run",)):
        file = sheet(row(colour="x"), row(period="2022-Q2", actual="NaN"))
        done = run("import-scorecard", file, "--alliance", SLUG, *more)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "row 3, actual “NaN”: a number is expected" in done.stderr
        assert "“colour”" in done.stderr
        assert done.stderr.endswith("Nothing was imported.\n")
    assert everything() == before


def test_a_file_that_is_too_large_is_not_read(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    done = run("import-scorecard", str(path), "--alliance", SLUG)
    assert done.exit_code == 1
    assert "larger than 10.0" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["scores", "--alliance", "nowhere"], 1),
        (["export-scorecard", "--alliance", "nowhere", "--format", "csv"], 1),
        (["import-scorecard", __file__, "--alliance", "nowhere"], 1),
        (["import-scorecard", __file__, "--alliance", SLUG], 1),
        (["scores"], 2),
        (["scores", "--alliance", SLUG, "--as-of", "yesterday"], 2),
        (["scores", "--alliance", SLUG, "--format", "xml"], 2),
        (["export-scorecard", "--alliance", SLUG], 2),
        (["export-scorecard", "--alliance", SLUG, "--format", "ods"], 2),
        (["import-scorecard", "/no/such/file.csv", "--alliance", SLUG], 2),
        (["import-scorecard", "/", "--alliance", SLUG], 2),
        (["no-such-command"], 2),
    ],
)
def test_exit_statuses(cast: Cast, arguments: list[str], status: int) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert done.stderr.strip()


def test_export_comes_back(cast: Cast, sheet: Any, tmp_path: Path) -> None:
    run("import-scorecard", sheet(row(note="'=1+1"), name="s.csv"), "--alliance", SLUG)
    text = run("export-scorecard", "--alliance", SLUG, "--format", "csv")
    assert text.exit_code == 0
    cells = list(csv.DictReader(io.StringIO(text.stdout)))
    assert (cells[0]["measure"], cells[0]["note"]) == ("Study cycle time", "'=1+1")
    path = tmp_path / "out.xlsx"
    done = run("export-scorecard", "--alliance", SLUG, "--format", "xlsx", "--output", str(path))
    assert (done.exit_code, done.stdout) == (0, "")
    before = everything()
    assert run("import-scorecard", str(path), "--alliance", SLUG).exit_code == 0
    assert everything() == before
    straight = run("export-scorecard", "--alliance", SLUG, "--format", "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(straight.stdout_bytes))
    assert book.get_sheet_by_index(0).to_python()[1][3] == "Study cycle time"


def test_scores_as_json(cast: Cast, sheet: Any) -> None:
    rows = [
        row(period=f"2022-Q{n}", actual=value, baseline="100", target="70")
        for n, value in ((1, 90), (2, 80))
    ]
    run("import-scorecard", sheet(*rows), "--alliance", SLUG)
    done = run("scores", "--alliance", SLUG, "--as-of", "2022-06-30", "--format", "json")
    found = json.loads(done.stdout)
    assert [item["kind"] for item in found] == [
        "measure", "objective", "theme", "perspective", "alliance",
    ]  # fmt: skip
    assert found[0] == {
        "kind": "measure", "perspective": "Process", "theme": "Collaboration",
        "objective": "Share cost drivers", "measure": "Study cycle time", "period": "2022-Q2",
        "value": 80, "baseline": 100, "target": 70, "progress": 20 / 30,
        "score": pytest.approx(2 / 3, abs=1e-15), "status": "on_track", "coverage": None,
        "explanation": found[0]["explanation"], "target_is_proposed": True,
    }  # fmt: skip
    assert found[0]["explanation"].startswith("The reading is 80.")
    assert (found[1]["score"], found[1]["coverage"], found[1]["measure"]) == (
        pytest.approx(2 / 3), 1, None,
    )  # fmt: skip
    assert (found[-1]["kind"], found[-1]["objective"]) == ("alliance", None)


def test_scores_as_of_a_day(cast: Cast, sheet: Any) -> None:
    run("import-scorecard", sheet(row(), row(period="2022-Q2", actual="70")), "--alliance", SLUG)

    def measure_on(day: str) -> tuple[Any, ...]:
        done = run("scores", "--alliance", SLUG, "--as-of", day, "--format", "json")
        item = json.loads(done.stdout)[0]
        return item["period"], item["value"], item["status"]

    assert measure_on("2021-12-31") == (None, None, "no_data")
    assert measure_on("2022-06-29") == ("2022-Q1", 90, "off_track")
    assert measure_on("2022-06-30") == ("2022-Q2", 70, "on_track")
    assert measure_on("2022-10-03") == ("2022-Q2", 70, "on_track")
    assert measure_on("2022-10-04") == ("2022-Q2", 70, "stale")


def test_scores_as_a_table(cast: Cast, sheet: Any) -> None:
    run("import-scorecard", sheet(row()), "--alliance", SLUG)
    lines = run("scores", "--alliance", SLUG, "--as-of", "2022-03-31").stdout.splitlines()
    assert lines[0].split() == [
        "kind", "name", "period", "value", "target", "progress", "score", "status", "coverage",
    ]  # fmt: skip
    assert lines[1].split() == [
        "measure", "Study", "cycle", "time", "2022-Q1", "90", "60", "(proposed)", "0.25", "0.25",
        "off", "track",
    ]  # fmt: skip


def test_commands_see_the_joint_room_alone(cast: Cast) -> None:
    make_world(cast)
    for arguments in (
        ["scores", "--format", "json"], ["export-scorecard", "--format", "csv"],
    ):  # fmt: skip
        done = run(arguments[0], "--alliance", SLUG, *arguments[1:])
        assert done.exit_code == 0
        assert MARKER not in done.stdout
        assert "Plan quality" in done.stdout


def test_rebuilding_what_is_kept(cast: Cast, sheet: Any) -> None:
    run("import-scorecard", sheet(row()), "--alliance", SLUG)
    Standing.objects.update(score=0.99)
    done = run("rebuild-standings")
    assert (done.exit_code, done.stdout) == (0, "1 measures\n")
    assert Standing.objects.get().score == 0.25


def test_every_command_has_help_and_the_list_needs_no_framework() -> None:
    names = run("--help").stdout.split("Commands:")[1].split("\n")
    commands = [line.split()[0] for line in names if line.startswith("  ")]
    assert {"demo", "serve", "new-alliance", "import-scorecard", "scores"} <= set(commands)
    for name in set(commands) - {"manage"}:
        done = run(name, "--help")
        assert done.exit_code == 0
        assert "Usage:" in done.stdout
    code = (
        "import sys\n"
        "from allied.commands import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: assert not {'django', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
