"""Progress against the figures that the agencies published."""

import csv
from pathlib import Path

import pytest

from allied.pure.scoring import Preset, Status, Yardstick, progress, score_value

FILE = Path(__file__).parents[3] / "demo" / "data" / "joint_goals_fy2022.csv"

with FILE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

# Excluded: goal 014APG2203 gave no reading for quarter 2 on two measures, and the publication
# shows a progress of 0 there. No data is not zero, so these rows have no progress with us.
WITHOUT_READING = [row for row in ROWS if not row["value_current"]]
WITH_READING = [row for row in ROWS if row["value_current"]]


def test_what_is_excluded():
    assert len(ROWS) == 72
    assert [
        (row["goal_id"], row["fiscal_qtr"], row["value_target"], row["progress_pct"])
        for row in WITHOUT_READING
    ] == [("014APG2203", "2", "2", "0"), ("014APG2203", "2", "12", "0")]


@pytest.mark.parametrize(
    "row", WITH_READING, ids=lambda row: f"{row['goal_id']}-{row['value_current']}"
)
def test_progress_is_the_published_one(row):
    value, start, target = (float(row[f"value_{name}"]) for name in ("current", "start", "target"))
    published = float(row["progress_pct"])
    assert progress(value, start, target) == pytest.approx(published, abs=1e-6)
    y = Yardstick(preset=Preset.BASELINE_TARGET, baseline=start, target=target)
    scored = score_value(value, y)
    assert scored.progress == pytest.approx(published, abs=1e-6)
    assert scored.score == pytest.approx(min(published, 1), abs=1e-6)
    met = scored.status in {Status.ON_TRACK, Status.EXCEEDS} and scored.score == 1
    assert met is (row["target_status"] == "Target met")


@pytest.mark.parametrize("row", WITHOUT_READING, ids=lambda row: row["indicator"][-20:])
def test_no_reading_is_no_data(row):
    y = Yardstick(
        preset=Preset.BASELINE_TARGET,
        baseline=float(row["value_start"]),
        target=float(row["value_target"]),
    )
    scored = score_value(None, y)
    assert (scored.score, scored.progress, scored.status) == (None, None, Status.NO_DATA)
