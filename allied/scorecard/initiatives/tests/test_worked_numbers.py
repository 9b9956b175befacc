"""The tables of docs/algorithms/initiatives.md, row by row."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct, field

from allied.scorecard.initiatives.progress import Light, Progress, counted, mark_of
from allied.scorecard.initiatives.tensions import tensions_of

PAGE = (Path(__file__).parents[4] / "docs/algorithms/initiatives.md").read_text()


def table(title: str) -> list[list[str]]:
    part = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def day(text: str) -> date | None:
    return None if text == "–" else date.fromisoformat(text)


@pytest.mark.parametrize("row", table("A milestone on a day"), ids=" ".join)
def test_a_milestone_on_a_day(row):
    due, done, today, mark = row
    assert mark_of(day(due), day(done), day(today)).value == mark


@pytest.mark.parametrize("row", table("Progress and light of an initiative"), ids=" ".join)
def test_progress_and_light(row):
    done, late, total, share, light = row
    found = counted(int(done), int(late), int(total))
    assert found.light.value == light
    assert found.share == (None if share == "–" else float(share))


class Work(Struct):
    state: str
    progress: Progress
    measure_ids: list[int] = field(default_factory=lambda: [1])


class Judged(Struct):
    status: str
    id: int = 1


@pytest.mark.parametrize("row", table("Milestones green, measure red"), ids=" ".join)
def test_green_but_red(row):
    state, light, status, said = row
    found = tensions_of([Work(state, Progress(None, 1, 0, 1, Light(light)))], [Judged(status)])
    told = "green but red" if found.green_but_red else "unserved" if found.unserved else "–"
    assert told == said


def test_one_that_is_done_serves_nothing_any_more():
    done = Work("done", Progress(1.0, 1, 0, 1, Light.GREEN))
    found = tensions_of([done], [Judged("off_track")])
    assert len(found.green_but_red) == len(found.unserved) == 1
    assert not tensions_of([done, Work("planned", done.progress)], [Judged("off_track")]).unserved
