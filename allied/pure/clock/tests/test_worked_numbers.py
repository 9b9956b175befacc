"""The tables of docs/algorithms/clock.md, row by row."""

from datetime import timedelta

import pytest

from allied.pure.clock import Before, Unit, reminders, spans, standing
from allied.pure.scoring.tests.cases import rows

from .cases import PAGE, PRESENTED, THREE, moment, one_level, pauses

ENDS = rows(PAGE, "| zone | presented |")
STANDINGS = rows(PAGE, "| at | state |")
REMINDERS = rows(PAGE, "| level | reminders")


def test_the_page_has_its_tables():
    assert (len(ENDS), len(STANDINGS), len(REMINDERS)) == (18, 8, 3)


@pytest.mark.parametrize(
    ("zone", "presented", "time", "holidays", "pause", "last_day", "ends"), ENDS
)
def test_ends(zone, presented, time, holidays, pause, last_day, ends):
    (span,) = spans(one_level(zone, time, holidays), moment(presented), pauses(pause))
    if ends == "–":
        assert (span.ends, span.last_day) == (None, None)
        return
    assert (span.ends, span.last_day.isoformat()) == (moment(ends), last_day)
    assert span.ends.utcoffset() == timedelta()


@pytest.mark.parametrize(("at", "state", "level", "over", "days_left", "left"), STANDINGS)
def test_standing(at, state, level, over, days_left, left):
    found = standing(THREE, PRESENTED, moment(at))
    assert found.state == state
    assert (found.level.key if found.level else "") == level
    assert (str(found.days_over), str(found.days_left), str(found.left)) == (
        over or "None", days_left or "None", left or "None",
    )  # fmt: skip


def test_reminders():
    asked = [Before(2), Before(1, Unit.CALENDAR_DAYS)]
    found = reminders(THREE, PRESENTED, asked)
    for place, (level, said) in enumerate(REMINDERS):
        assert THREE.levels[place].key == level
        assert [each.moment for each in found if each.place == place] == [
            moment(text) for text in said.split(", ")
        ]
    assert len(found) == 6
