"""Two people entering the same period at the same moment: no update is lost, none is a fault."""

import pytest

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.pure.periods import parse_period
from allied.scorecard.models import Measure, PeriodLock, Reading, Standing
from allied.scorecard.queries import standings_from_readings
from allied.scorecard.services import add_measure, lock_period, record_reading
from allied.strategy.models import Objective, Perspective, Theme
from tests.support.at_once import at_once
from tests.support.cast import make_cast

PERIOD = parse_period("2021-Q1")


@pytest.fixture
def scene(transactional_db):
    cast = make_cast()
    place = {"alliance": cast.alliance, "room": cast.joint}
    objective = Objective.objects.create(
        title="Costs", perspective=Perspective.objects.create(name="Process", **place),
        theme=Theme.objects.create(name="Collaboration", **place), **place,
    )  # fmt: skip
    by = cast.actor("quintiles_manager", View.JOINT)
    measure = add_measure(
        by=by, objective=objective, name="Trust", valid_from=PERIOD.start,
        target_values={"baseline": 0, "target": 100},
    )  # fmt: skip
    return cast, Measure.objects.select_related("alliance", "room").get(pk=measure.pk)


def writer(cast, who, measure, value, seen):
    return lambda: record_reading(
        by=cast.actor(who, View.JOINT), measure=measure, period=PERIOD, value=value, seen=seen,
        note="said",
    )  # fmt: skip


def kept_is_true(measure):
    row = Standing.objects.filter(measure=measure).values_list("reading_id", "score", "spark").get()
    made = next(standings_from_readings([measure.pk]))
    assert row == (made.reading_id, made.score, list(made.spark))


def test_of_two_first_readings_one_is_told_of_the_other(scene):
    cast, measure = scene
    found = at_once(
        writer(cast, "quintiles_manager", measure, 10, None),
        writer(cast, "solvay_manager", measure, 20, None),
    )
    won, lost = sorted(found, key=lambda item: isinstance(item, Exception))
    assert isinstance(won, Reading)
    assert isinstance(lost, Conflict)
    assert lost.current == won
    assert Reading.objects.count() == 1
    kept_is_true(measure)


def test_of_two_corrections_one_is_told_of_the_other(scene):
    cast, measure = scene
    first = writer(cast, "quintiles_manager", measure, 10, None)()
    found = at_once(
        writer(cast, "quintiles_manager", measure, 30, first.pk),
        writer(cast, "solvay_manager", measure, 40, first.pk),
    )
    assert sum(isinstance(item, Conflict) for item in found) == 1
    assert list(Reading.objects.filter(is_current=True)) == [
        item for item in found if isinstance(item, Reading)
    ]
    kept_is_true(measure)


def test_eight_writers_who_look_at_nothing_are_all_recorded(scene):
    cast, measure = scene
    who = ("quintiles_manager", "solvay_manager", "theme_leader")
    found = at_once(
        *(
            lambda n=n: record_reading(
                by=cast.actor(who[n % 3], View.JOINT), measure=measure, period=PERIOD,
                value=n + 1, note="said",
            )
            for n in range(8)
        )
    )  # fmt: skip
    assert all(isinstance(item, Reading) for item in found), found
    assert Reading.objects.count() == 8
    assert Reading.objects.filter(is_current=True).count() == 1
    kept_is_true(measure)


def test_a_lock_and_a_reading_follow_one_another(scene):
    cast, measure = scene
    found = at_once(
        writer(cast, "solvay_manager", measure, 10, None),
        lambda: lock_period(
            by=cast.actor("quintiles_manager", View.JOINT), alliance=cast.alliance,
            period_start=PERIOD.start, period_end=PERIOD.end,
        ),
    )  # fmt: skip
    reading, lock = found
    assert isinstance(lock, PeriodLock)
    assert isinstance(reading, Reading | Refused)
    if isinstance(reading, Reading):
        assert reading.pk == Reading.objects.get().pk
    else:
        assert not Reading.objects.exists()
    kept_is_true(measure)
