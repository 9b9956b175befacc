"""The scorecard as it is read: roll-ups, staleness, past days, and nobody's own room."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from msgspec.structs import replace

from allied.foundation.access.actor import View
from allied.pure.periods import parse_period
from allied.scorecard import explaining
from allied.scorecard.initiatives.services import add_initiative
from allied.scorecard.models import Standing
from allied.scorecard.queries import measures_due, measures_to_report, scorecard_of
from allied.scorecard.queries.board import board_of
from allied.scorecard.services import (
    record_reading,
    retire_measure,
    set_status_by_hand,
)
from allied.strategy.queries import map_of


@pytest.fixture
def card(cast, by):
    return lambda actor=by, **more: scorecard_of(cast.alliance, actor, **more)


def weighted(weight, low=0, high=100):
    return {"baseline": low, "target": high, "weight": weight}


def test_weights_and_coverage_as_in_the_worked_numbers(card, objective, measure_of):
    for weight, value in ((50, 80), (25, None), (15, 60), (10, 40)):
        measure_of([value], target_values=weighted(weight))
    node = card().objectives[objective.pk]
    assert round(node.score, 4) == 0.7067
    assert node.coverage == 0.75
    assert node.status == "on_track"


def test_each_measure_goes_its_own_way_before_the_mean(card, objective, measure_of):
    measure_of([75])
    measure_of([25], direction="lower", target_values=weighted(1, 100, 0))
    assert card().objectives[objective.pk].score == 0.75


def test_up_the_map_by_the_weights_of_the_objectives(card, objective_of, measure_of):
    heavy = objective_of("Heavy", weight=3)
    light = objective_of("Light", theme="Growth")
    measure_of([100], objective=heavy)
    measure_of([20], objective=light)
    found = card()
    assert found.perspectives[heavy.perspective_id].score == 0.8
    assert found.themes[heavy.theme_id].score == 1
    assert found.themes[light.theme_id].score == pytest.approx(0.2)
    assert found.alliance_score.score == 0.8


def test_the_alliance_is_made_of_its_perspectives(card, objective_of, measure_of):
    low, high = objective_of("Low"), objective_of("High", perspective="Stakeholder")
    low.perspective.weight = Decimal(3)
    low.perspective.save()
    measure_of([100], objective=low)
    measure_of([0], objective=high)
    assert card().alliance_score.score == 0.75


@pytest.mark.parametrize(
    ("policy", "score"),
    [("leave_out", 0.8), ("strict", None), ("as_zero", 0.4), ("carry_forward", 0.6)],
)
def test_a_stale_child_is_as_good_as_none(card, cast, objective, measure_of, by, policy, score):
    objective.missing_policy = policy
    objective.save()
    measure_of([80])
    old = measure_of()
    record_reading(by=by, measure=old, period=parse_period("2021-Q1"), value=40)
    found = card()
    node = found.objectives[objective.pk]
    assert node.score == (None if score is None else pytest.approx(score))
    assert node.coverage == 0.5
    row = next(row for row in found.measures if row.id == old.pk)
    assert (row.status, row.score, row.value) == ("stale", 0.4, 40)
    assert "stale" in explaining.paragraph(row.explanation)


def test_staleness_depends_on_the_day_and_not_on_what_is_kept(card, measure_of, objective):
    measure = measure_of([80])
    fresh_until = Standing.objects.get(measure=measure).stale_after
    assert card(today=fresh_until).measures[0].status == "on_track"
    assert card(today=fresh_until + timedelta(days=1)).measures[0].status == "stale"


def test_a_closed_record_is_read_as_of_its_last_day(card, cast, by, measure_of):
    measure = measure_of()
    record_reading(by=by, measure=measure, period=parse_period("2007-Q3"), value=80)
    assert card().measures[0].status == "stale"
    cast.alliance.record_ends_on = date(2007, 12, 31)
    cast.alliance.save()
    assert card().measures[0].status == "on_track"


def test_a_past_day_is_read_as_it_stood(card, by, measure_of):
    measure = measure_of()
    for text, value in (("2021-Q1", 20), ("2021-Q2", 50), ("2021-Q3", 90)):
        record_reading(by=by, measure=measure, period=parse_period(text), value=value)
    then = card(today=date(2021, 9, 30)).measures[0]
    assert (then.period, then.value, then.spark) == ("2021-Q3", 90, [20, 50, 90])
    then = card(today=date(2021, 9, 29)).measures[0]  # a quarter that has begun does not count
    assert (then.period, then.value, then.spark) == ("2021-Q2", 50, [20, 50])
    then = card(today=date(2021, 6, 30)).measures[0]
    assert (then.period, then.score, then.trend, then.status) == ("2021-Q2", 0.5, "up", "caution")
    assert "50" in explaining.paragraph(then.explanation)
    before = card(today=date(2020, 12, 31)).measures[0]
    assert (before.value, before.status) == (None, "no_data")


def test_a_past_day_that_is_today_says_the_same(card, cast, measure_of, by):
    measure_of([10, 60])
    measure_of([90, 70], aggregation="average")
    now, then = card(), card(today=timezone.localdate() + timedelta(days=1))
    for a, b in zip(now.measures, then.measures, strict=True):
        fields = ("value", "score", "previous_score", "status", "trend", "better", "period")
        assert [getattr(a, f) for f in fields] == [getattr(b, f) for f in fields]


def test_a_status_by_hand_shows_beside_the_computed_one_until_its_day(card, by, measure_of):
    measure = measure_of([80])
    until = timezone.localdate() + timedelta(days=3)
    set_status_by_hand(by=by, measure=measure, status="off_track", reason="said", until=until)
    row = card().measures[0]
    assert (row.status, row.computed_status, row.status_by_hand) == (
        "off_track", "on_track", "off_track",
    )  # fmt: skip
    assert card().alliance_score.score == 0.8
    assert card(today=until + timedelta(days=1)).measures[0].status == "on_track"


@pytest.mark.parametrize(
    ("direction", "values", "trend", "better"),
    [
        ("higher", [10, 20], "up", True),
        ("higher", [20, 10], "down", False),
        ("lower", [20, 10], "down", True),
        ("lower", [10, 20], "up", False),
        ("higher", [10, 10], "flat", None),
        ("higher", [10], "", None),
        ("higher", [150, 200], "up", True),
    ],
)
def test_the_trend_says_where_the_value_went_and_whether_that_is_good(
    card, measure_of, direction, values, trend, better
):
    target = weighted(1) if direction == "higher" else weighted(1, 100, 0)
    measure_of(values, direction=direction, target_values=target)
    row = card().measures[0]
    assert (row.trend, row.better) == (trend, better)


def test_the_trend_of_a_node_compares_the_same_children(card, objective, measure_of):
    measure_of([20, 60])
    measure_of([10])
    node = card().objectives[objective.pk]
    assert (node.trend, node.better, node.previous) == ("up", True, pytest.approx(0.15))


def test_leading_and_lagging_measures_are_also_rolled_up_apart(card, objective, measure_of):
    measure_of([20], is_leading=True)
    measure_of([80])
    found = card()
    for node in (
        found.objectives[objective.pk],
        found.themes[objective.theme_id],
        found.alliance_score,
    ):
        assert (node.leading, node.lagging, node.score) == (0.2, 0.8, 0.5)


def test_a_retired_measure_is_neither_shown_nor_counted(card, by, objective, measure_of):
    measure_of([80])
    retire_measure(by=by, measure=measure_of([0]), version=1, reason="Outlived")
    assert len(card().measures) == 1
    assert card().objectives[objective.pk].score == 0.8


def test_a_removed_objective_takes_its_measures_along(card, objective, measure_of):
    measure_of([80])
    objective.removed_at = timezone.now()
    objective.save()
    assert (card().measures, card().objectives) == ([], {})


# ---- rooms ----


def test_a_measure_of_ours_never_moves_a_joint_score(card, ours, cast, objective, measure_of):
    measure_of([80])
    before = card(ours)
    measure_of([0], by=ours, target_values=weighted(1000))
    mine, theirs = card(ours), card(cast.actor("solvay_manager", View.OURS))
    for node in ("alliance_score",):
        assert getattr(mine, node) == getattr(before, node) == getattr(theirs, node)
    assert mine.objectives[objective.pk] == before.objectives[objective.pk]
    assert [row.is_ours for row in mine.measures] == [False, True]
    assert [row.is_ours for row in theirs.measures] == [False]


def test_an_objective_of_ours_is_scored_for_us_alone(card, ours, cast, objective_of, measure_of):
    joint = objective_of("Joint")
    private = objective_of("Ours", room=cast.quintiles_room)
    measure_of([100], objective=joint)
    measure_of([0], objective=private, by=ours)
    found = card(ours)
    assert found.objectives[private.pk].score == 0
    assert found.themes[joint.theme_id].score == 1
    assert private.pk not in card(cast.actor("solvay_manager", View.OURS)).objectives


def test_nothing_of_ours_is_seen_in_the_joint_or_present_view(
    card, by, ours, cast, measure_of, objective
):
    measure_of([5], by=ours, owner=cast.quintiles_manager)
    add_initiative(by=ours, objective=objective, name="Secret plan")
    for view in (View.JOINT, View.PRESENT):
        found = card(replace(ours, view=view))
        assert (found.measures, found.initiatives) == ([], [])
    assert board_of(cast.alliance, by).counts == {"off_track": 0, "no_data": 0, "mine": 0}
    assert len(card(ours).initiatives) == 1


def test_an_outsider_sees_nothing(card, cast, measure_of):
    measure_of([5])
    with pytest.raises(KeyError):
        card(cast.actor("outsider"))


# ---- queries ----


def cost(task):
    with CaptureQueriesContext(connection) as queries:
        task()
    return len(queries)


def test_one_measure_costs_the_queries_of_many(card, cast, by, objective_of, measure_of):
    measure_of([1], owner=cast.quintiles_manager)
    board = lambda: board_of(cast.alliance, by)  # noqa: E731
    one, one_board, one_due = cost(card), cost(board), cost(lambda: measures_to_report(by))
    for number in range(3):
        other = objective_of(f"Objective {number}", theme=f"Theme {number}")
        for _ in range(3):
            measure_of([1, 2], objective=other, owner=cast.quintiles_manager)
        add_initiative(by=by, objective=other, name="Plan")
    assert cost(card) == one == 5
    assert cost(board) == one_board == 6
    assert cost(lambda: measures_to_report(by)) == one_due == 4


def test_a_map_at_hand_saves_three_queries(card, cast, by, measure_of):
    measure_of([1])
    nodes = map_of(cast.alliance, by)
    assert cost(lambda: card(nodes=nodes)) == 2


def test_all_explanations_together_cost_two_queries(card, measure_of):
    for _ in range(3):
        measure_of([50])
    found = card()
    assert cost(lambda: [row.explanation for row in found.measures]) == 2
    steps = [step.code for step in found.measures[0].explanation.steps]
    assert steps[0] == "reading"
    assert "progress" in steps


def test_what_cannot_be_judged_says_why(card, by, measure_of, periods):
    measure = measure_of(target_values=None)
    record_reading(by=by, measure=measure, period=periods(1)[0], value=5)
    text = explaining.paragraph(card().measures[0].explanation)
    assert text == "The reading is 5. There is no target to judge it by, so it has no score."


# ---- what is due ----


def test_due_is_the_last_whole_period_of_my_measures(by, cast, measure_of, periods):
    mine = measure_of([1, None], owner=cast.quintiles_manager)
    measure_of([1, 2], owner=cast.quintiles_manager)
    measure_of(owner=cast.solvay_manager)
    (row,) = measures_due(by)
    assert (row.measure_id, row.period, row.last_value) == (mine.pk, periods(1)[0], 1)
    assert [item.is_due for item in measures_to_report(by)] == [True, False]


def test_a_manager_may_ask_for_the_whole_side(by, cast, measure_of):
    measure_of(name="Mine", owner=cast.quintiles_manager)
    measure_of(name="A colleague's", owner=cast.measure_owner)
    measure_of(name="Nobody's")
    measure_of(name="Theirs", owner=cast.solvay_manager)
    names = {row.name for row in measures_due(by, "side")}
    assert names == {"Mine", "A colleague's", "Nobody's"}
    owner = cast.actor("measure_owner", View.JOINT)
    assert {row.name for row in measures_due(owner, "side")} == {"A colleague's"}


def test_nothing_is_due_from_a_reader_or_while_presenting(cast, by, measure_of):
    measure_of(owner=cast.reader)
    measure_of(owner=cast.quintiles_manager)
    assert measures_due(cast.actor("reader")) == []
    assert measures_due(replace(by, view=View.PRESENT)) == []


def test_a_period_is_each_alliances_own(by, cast, measure_of):
    cast.alliance.fiscal_start_month = 10
    cast.alliance.save()
    measure_of(owner=cast.quintiles_manager)
    (row,) = measures_to_report(by, period="2022-Q1")
    assert row.period.start == date(2021, 10, 1)
    assert measures_to_report(by, period="2022-03") == []
    assert measures_to_report(by, period="soon") == []
