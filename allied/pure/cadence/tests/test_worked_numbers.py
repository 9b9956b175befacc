"""The tables of docs/algorithms/cadence.md, row by row."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from allied.pure.cadence import Cadence, Rhythm, local_times, next_meetings, rank_starts
from allied.pure.days import Calendar
from allied.pure.scoring.tests.cases import rows

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "cadence.md"
MEETINGS = rows(PAGE, "| cadence | first |")
TIMES = rows(PAGE, "| starts (UTC) | minutes | zone |")
RANKED = rows(PAGE, "| starts (UTC) | within |")


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def cadence(text: str, first: str, at: str, holidays: str) -> Cadence:
    """``monthly weekday=4 nth=-1``."""
    rhythm, *fields = text.split()
    clock, zone = at.split()
    return Cadence(
        Rhythm(rhythm),
        date.fromisoformat(first),
        time.fromisoformat(clock),
        Calendar(zone, holidays=frozenset(map(date.fromisoformat, holidays.split()))),
        **{name: int(value) for name, value in (field.split("=") for field in fields)},
    )


def test_the_page_has_its_tables():
    assert (len(MEETINGS), len(TIMES), len(RANKED)) == (10, 15, 6)


@pytest.mark.parametrize(("text", "first", "at", "holidays", "after", "three"), MEETINGS)
def test_meetings(text, first, at, holidays, after, three):
    found = next_meetings(cadence(text, first, at, holidays), moment(after), 3)
    assert [meeting.starts for meeting in found] == [moment(each) for each in three.split(", ")]
    assert all(meeting.moved is (meeting.day != meeting.planned) for meeting in found)


@pytest.mark.parametrize(("starts", "minutes", "zone", "local", "outside"), TIMES)
def test_local_times(starts, minutes, zone, local, outside):
    (found,) = local_times(moment(starts), int(minutes), [zone])
    assert f"{found.starts:%Y-%m-%d %H:%M}" == local
    assert found.minutes_outside == int(outside)
    assert found.within is (outside == "0")


def test_ranking():
    members = dict.fromkeys("abc", "Europe/Brussels") | dict.fromkeys("de", "America/New_York")
    members["f"] = "Asia/Kolkata"
    starts = [moment(f"2007-03-22T{hour}") for hour, *_ in sorted(RANKED)]
    found = rank_starts(starts, 60, members)
    assert [
        [f"{each.starts:%H:%M}", str(len(each.within)), str(each.minutes_outside)] for each in found
    ] == RANKED
    assert all(len(each.within) + len(each.outside) == 6 for each in found)
    assert found[0].outside == ("f",)
