"""Many measures at once are kept as each would be alone."""

import json
from datetime import date
from random import Random

import pytest

from allied.pure.periods import last_periods, parse_period
from allied.scorecard.bulk import rows_of
from allied.scorecard.models import Measure, Reading, Standing, Target
from allied.scorecard.queries import standings_from_readings
from allied.scorecard.queries.last_values import plain_measures
from allied.scorecard.services import rebuild_standings, standings

PERIODS = last_periods(parse_period("2022-Q4"), 20)
VALUES = {
    "baseline_target": ("baseline", "target", "stretch"),
    "red_flag_goal": ("baseline", "red_flag", "target", "stretch"),
    "worst_best": ("baseline", "worst", "red_flag", "target", "best", "stretch"),
    "commit_stretch": ("baseline", "commit", "target", "stretch"),
}
OTHERS = ("ratio", "minimum_maximum", "yes_no", "threshold", "on_target")


@pytest.fixture
def crowd(cast, objective):
    """Measures of every preset, sound and broken, with and without readings; the same each time."""
    chance = Random(7)
    place = {"alliance": cast.alliance, "room": cast.joint, "objective": objective}
    presets = [*VALUES] * 100 + [*OTHERS] * 4
    measures = Measure.objects.bulk_create(
        Measure(
            name=f"Measure {n}", preset=preset,
            direction=chance.choice(("higher", "lower", "higher", "lower", "at_least")),
            aggregation=chance.choice(("last", "last", "last", "sum")),
            frequency=chance.choice(("month", "quarter", "year")),
            capped=chance.random() < 0.7,
            on_track_from=chance.choice((2 / 3, 2 / 3, 0.5, 1.0)),
            caution_from=chance.choice((1 / 3, 1 / 3, 0.1, 0.9)),
            tolerance_days=chance.choice((None, None, 3)),
            **place,
        )
        for n, preset in enumerate(presets)
    )  # fmt: skip
    Target.objects.bulk_create(
        Target(measure=measure, valid_from=date(2018 + n, 1, 1), weight=chance.choice((1, 2.5)),
               **values(chance, measure))
        for measure in measures
        for n in range(chance.choice((0, 1, 1, 1, 1, 2)))
    )  # fmt: skip
    Reading.objects.bulk_create(
        Reading(measure=measure, period_start=period.start, value=chance.randrange(-50, 150) / 4)
        for measure in measures
        for period in PERIODS[: chance.choice((0, 1, 2, 15, 20))]
    )
    return measures


def values(chance, measure):
    names = VALUES.get(measure.preset, ("baseline", "target", "minimum", "maximum", "threshold"))
    numbers = [chance.randrange(0, 100) / 4 for _ in names]
    if chance.random() < 0.8:  # in order, so that it can be scored
        numbers.sort(reverse=measure.direction == "lower")
    given = dict(zip(names, numbers, strict=True))
    if chance.random() < 0.3 and measure.preset != "commit_stretch":
        given.pop("stretch", None)
    if chance.random() < 0.1:
        given.pop("target", None)
    return given


def test_many_at_once_equal_each_alone(crowd):
    made = {row[0]: row for row in rows_of(plain_measures())}
    alone = {item.measure_id: item for item in standings_from_readings(made.keys())}
    assert 60 < len(made) < len(crowd)
    assert {item.status for item in alone.values()} == {
        "exceeds", "on_track", "caution", "off_track",
    }  # fmt: skip
    for pk, row in made.items():
        item = alone[pk]
        assert row[1:4] == (
            item.reading_id, item.period_start.isoformat(), item.stale_after.isoformat(),
        )  # fmt: skip
        assert row[4:11] == pytest.approx(tuple(item[4:11]), abs=1e-12)
        assert row[11] == item.status
        assert json.loads(row[12]) == list(item.spark)
        assert row[13] == item.judged_by_id


def test_what_cannot_be_scored_is_left_to_the_scalar_rules(crowd):
    made = {row[0] for row in rows_of(plain_measures())}
    for item in standings_from_readings([pk for pk in (m.pk for m in crowd) if pk not in made]):
        measure = Measure.objects.get(pk=item.measure_id)
        several = measure.targets.count() != 1
        plain = measure.preset in VALUES and measure.aggregation == "last"
        assert item.score is None or several or not plain


def kept():
    rows = Standing.objects.order_by("pk").values()
    return [{**row, "spark": tuple(row["spark"])} for row in rows]


def test_a_rebuild_of_many_equals_one_of_few(crowd, monkeypatch):
    monkeypatch.setattr(standings, "MANY", 10_000)
    assert rebuild_standings() == len(crowd)
    few = kept()
    Standing.objects.all().delete()
    monkeypatch.setattr(standings, "MANY", 0)
    rebuild_standings()
    for one, other in zip(few, kept(), strict=True):
        for name, value in one.items():
            near = pytest.approx(value, abs=1e-12) if isinstance(value, float) else value
            assert other[name] == near


def test_what_has_not_changed_is_not_written_again(crowd, monkeypatch):
    monkeypatch.setattr(standings, "MANY", 0)
    rebuild_standings()
    written = []
    monkeypatch.setattr(standings, "_write", written.extend)
    rebuild_standings()
    assert written == []
    Standing.objects.filter(pk=crowd[0].pk).update(status="stale")
    rebuild_standings()
    assert [row[0] for row in written] == [crowd[0].pk]
