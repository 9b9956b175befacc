"""What is kept of a measure is what its readings say, however they came to be."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allied.pure.periods import last_periods, parse_period
from allied.scorecard.models import Measure, Reading, Standing, Target
from allied.scorecard.queries import scorecard_of
from allied.scorecard.queries.last_readings import last_readings
from allied.scorecard.queries.measure_page import measure_page
from allied.scorecard.queries.measures import measure_visible_to
from allied.scorecard.services import (
    Entry,
    rebuild_standings,
    record_reading,
    record_readings,
    refresh_standings,
    set_target,
)
from allied.scorecard.services import standings as standings_service

PERIODS = last_periods(parse_period("2023-Q4"), 40)
MONTHS = last_periods(parse_period("2023-12"), 30)


def kept():
    return list(Standing.objects.order_by("measure_id").values())


steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("read"), st.integers(0, 2), st.integers(0, len(PERIODS) - 1),
            st.integers(-50, 150),
        ),
        st.tuples(
            st.just("target"), st.integers(0, 2), st.integers(0, len(PERIODS) - 1),
            st.integers(1, 200),
        ),
    ),
    max_size=25,
)  # fmt: skip


@pytest.mark.parametrize("aggregation", ["last", "sum", "average", "year_to_date"])
def test_kept_step_by_step_equals_made_anew(by, measure_of, aggregation):
    measures = [measure_of(aggregation=aggregation) for _ in range(3)]
    targets = {target.pk for target in Target.objects.all()}

    @settings(
        max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
    @given(steps)
    def holds(sequence):
        Reading.objects.all().delete()
        Target.objects.exclude(pk__in=targets).delete()
        Target.objects.update(superseded_at=None)
        refresh_standings([measure.pk for measure in measures])
        for what, number, place, value in sequence:
            if what == "read":
                record_readings(
                    by=by, notes_required=False,
                    entries=[Entry(measure=measures[number], period=PERIODS[place], value=value)],
                )  # fmt: skip
            else:
                set_target(
                    by=by, measure=measures[number], valid_from=PERIODS[place].start,
                    baseline=0, target=value,
                )  # fmt: skip
        before = kept()
        rebuild_standings()
        assert kept() == before
        Standing.objects.all().delete()
        rebuild_standings()
        assert kept() == before

    holds()


WAYS = [
    ("last", [1.0, 2.0, 3.0, 4.0], 4.0),
    ("sum", list(range(1, 15)), sum(range(3, 15))),
    ("average", [0.1] * 12 + [0.4], 0.125),
    ("sum", [0.1, 0.2], 0.3),
]


@pytest.mark.parametrize(("aggregation", "values", "value"), WAYS)
def test_values_are_made_over_twelve_months_before_they_are_judged(
    measure_of, aggregation, values, value
):
    measure = measure_of(values, frequency="month", aggregation=aggregation)
    standing = Standing.objects.get(measure=measure)
    assert float(standing.value) == pytest.approx(value, abs=1e-12)
    assert standing.score == pytest.approx(min(1, value / 100), abs=1e-12)


def test_the_year_to_date_begins_with_the_fiscal_year(by, cast, measure_of):
    cast.alliance.fiscal_start_month = 10
    cast.alliance.save()
    measure = measure_of(aggregation="year_to_date")
    for text, value in (("2022-Q4", 7), ("2023-Q1", 1), ("2023-Q2", 2)):
        record_reading(by=by, measure=measure, period=parse_period(text, 10), value=value)
    standing = Standing.objects.get(measure=measure)
    assert (standing.value, standing.spark) == (3, [7, 1, 3])


def test_the_spark_holds_the_last_twelve_values(measure_of):
    measure = measure_of(list(range(15)))
    assert Standing.objects.get(measure=measure).spark == list(range(3, 15))


def test_a_sum_over_twelve_months_is_right_for_every_value_of_the_spark(by, measure_of):
    measure = measure_of(frequency="month", aggregation="sum")
    entries = [Entry(measure=measure, period=month, value=1) for month in MONTHS]
    record_readings(by=by, entries=entries)
    assert Standing.objects.get(measure=measure).spark == [12.0] * 12


def test_each_reading_is_judged_by_the_target_of_its_own_period(by, measure_of):
    measure = measure_of()
    set_target(by=by, measure=measure, valid_from=date(2023, 1, 1), baseline=0, target=50)
    for text, value in (("2022-Q4", 50), ("2023-Q1", 50)):
        record_reading(by=by, measure=measure, period=parse_period(text), value=value)
    standing = Standing.objects.get(measure=measure)
    assert (standing.previous_score, standing.score, standing.target) == (0.5, 1.0, 50)


@pytest.mark.parametrize("count", [1, 600])
def test_a_target_of_a_later_day_does_not_judge_the_readings_before_it(
    by, measure_of, monkeypatch, count
):
    """Kept at once, and made anew, one by one and (from many measures on) all at once."""
    monkeypatch.setattr(standings_service, "MANY", 0 if count > 1 else 10**6)
    measure = measure_of()
    record_reading(by=by, measure=measure, period=parse_period("2022-Q4"), value=50)
    set_target(by=by, measure=measure, valid_from=date(2023, 1, 1), baseline=0, target=50)
    set_target(by=by, measure=measure, valid_from=date(2024, 1, 1), baseline=0, target=500)
    for _ in range(2):
        standing = Standing.objects.get(measure=measure)
        assert (standing.score, standing.target, standing.judged_by.valid_from) == (
            0.5, 100, date(2020, 1, 1),
        )  # fmt: skip
        Standing.objects.all().delete()
        rebuild_standings()
    (row,) = scorecard_of(measure.alliance, by, date(2023, 2, 1)).measures
    assert (row.score, row.target) == (0.5, 100)
    (told,) = measure_page(by, measure_visible_to(by, measure.alliance, measure.pk)).history
    assert told.score == 0.5


def test_before_the_first_target_the_first_holds(by, measure_of):
    measure = measure_of()
    record_reading(by=by, measure=measure, period=parse_period("2001-Q1"), value=50)
    assert Standing.objects.get(measure=measure).score == 0.5


def test_without_a_target_the_value_stands_and_is_not_judged(by, measure_of, periods):
    measure = measure_of(target_values=None)
    record_reading(by=by, measure=measure, period=periods(1)[0], value=5)
    standing = Standing.objects.get(measure=measure)
    assert (standing.value, standing.score, standing.status) == (5, None, "no_data")


def test_a_measure_without_readings_shows_its_target(measure_of):
    measure = measure_of(target_values={"baseline": 2, "target": 9, "weight": 3})
    standing = Standing.objects.get(measure=measure)
    assert (standing.baseline, standing.target, standing.weight, standing.score) == (2, 9, 3, None)


def test_an_answer_is_judged_without_any_value(by, measure_of, periods):
    measure = measure_of(kind="yes_no", preset="yes_no", target_values=None)
    record_reading(by=by, measure=measure, period=periods(1)[0], value=1)
    assert Standing.objects.get(measure=measure).score == 1


def test_digits_are_stored_as_they_were_typed(by, measure_of, periods):
    measure = measure_of(target_values={"baseline": 0, "target": 1})
    for value in (Decimal("0.1234567891"), Decimal("99999.1234567891"), Decimal("-0.3")):
        record_reading(by=by, measure=measure, period=periods(1)[0], value=value, note="said")
        assert Standing.objects.get(measure=measure).value == value


def test_refreshing_costs_the_same_for_one_and_for_many(measure_of):
    pks = [measure_of([1, 2]).pk for _ in range(5)]
    with CaptureQueriesContext(connection) as for_one:
        refresh_standings(pks[:1])
    with CaptureQueriesContext(connection) as for_many:
        refresh_standings(pks)
    assert len(for_one) == len(for_many) <= 7


def test_only_the_last_readings_are_fetched(measure_of):
    measure = measure_of(list(range(30)))
    ((pk, told),) = last_readings(12, [measure.pk])
    assert pk == measure.pk
    assert [item.value for item in told] == list(range(18, 30))
    assert Measure.objects.count() == 1


def test_nothing_is_refreshed_for_no_measure(db):
    assert refresh_standings([]) == {}
