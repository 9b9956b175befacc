"""Formulas over an objective or a theme are computed anew when the map or its measures change."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.foundation.audit.models import Entry
from allied.scorecard.derived.services import set_formula
from allied.scorecard.models import Measure, Standing
from allied.scorecard.services import add_measure, retire_measure
from allied.scorecard.services.retiring import bring_back_measure
from allied.strategy.models import Objective, Theme
from allied.strategy.services import (
    edit_objective,
    move_objective,
    remove_objective,
    undo_change,
)

from .test_formulas import told


def two_themes(by, measure_of, objective_of):
    """Objectives of the themes Trust (1 and 3) and Speed (5), and the sum over each theme."""
    for title, theme, value in (("A", "Trust", 1), ("B", "Trust", 3), ("C", "Speed", 5)):
        measure_of([value], f"Of {title}", objective=objective_of(title, theme=theme))
    sums = [
        measure_of([], f"All {theme}", objective=objective_of(f"Sums {theme}", theme="Sums"))
        for theme in ("Trust", "Speed")
    ]
    for measure, theme in zip(sums, ("Trust", "Speed"), strict=True):
        set_formula(by=by, measure=measure, text=f"sum({{theme {theme}}})")
    assert [told(measure) for measure in sums] == [[4], [5]]
    return sums


def test_an_objective_moves_to_another_theme_and_back(by, measure_of, objective_of):
    sums = two_themes(by, measure_of, objective_of)
    row = Objective.objects.get(title="B")
    speed = Theme.objects.get(name="Speed")
    change = move_objective(by=by, objective=row, version=row.version, theme=speed)
    assert [told(measure) for measure in sums] == [[1], [8]]
    assert [float(Standing.objects.get(measure=measure).value) for measure in sums] == [1, 8]
    undo_change(by=by, change=change)
    assert [told(measure) for measure in sums] == [[4], [5]]


def test_an_objective_is_removed_and_brought_back(by, measure_of, objective_of):
    sums = two_themes(by, measure_of, objective_of)
    row = Objective.objects.get(title="B")
    change = remove_objective(by=by, objective=row, version=row.version)
    assert told(sums[0]) == [1]
    undo_change(by=by, change=change)
    assert told(sums[0]) == [4]


def test_a_form_that_changes_the_theme_counts_as_a_move(by, measure_of, objective_of):
    sums = two_themes(by, measure_of, objective_of)
    row = Objective.objects.get(title="A")
    edit_objective(
        by=by, objective=row, version=row.version, title="A anew",
        theme=Theme.objects.get(name="Speed"),
    )  # fmt: skip
    assert [told(measure) for measure in sums] == [[3], [6]]


def test_measures_come_and_go(by, measure_of, objective_of):
    total, _speed = two_themes(by, measure_of, objective_of)
    added = add_measure(by=by, objective=Objective.objects.get(title="A"), name="Without data")
    assert told(total) == []  # a sum without one of its parts is none
    retire_measure(by=by, measure=added, version=added.version, reason="A mistake")
    assert told(total) == [4]
    gone = Measure.objects.get(name="Of B")
    retire_measure(by=by, measure=gone, version=gone.version, reason="Outlived")
    assert told(total) == [1]
    gone.refresh_from_db()
    bring_back_measure(by=by, measure=gone, version=gone.version)
    assert told(total) == [4]


def test_a_secret_formula_follows_and_says_nothing(by, ours, measure_of, objective_of):
    two_themes(by, measure_of, objective_of)
    own = measure_of([], "Own", by=ours, objective=Objective.objects.get(title="Sums Trust"))
    set_formula(by=ours, measure=own, text="sum({theme Trust})")
    row, before = Objective.objects.get(title="B"), Entry.objects.count()
    remove_objective(by=by, objective=row, version=row.version)
    assert told(own) == [1]
    assert Entry.objects.count() == before + 1


def test_where_no_formula_is_a_move_costs_one_query(by, measure_of, objective_of):
    objective_of("A", theme="Trust")
    objective_of("B", theme="Speed")
    costs = []
    for theme in ("Speed", "Trust"):
        row = Objective.objects.get(title="A")
        with CaptureQueriesContext(connection) as queries:
            move_objective(
                by=by, objective=row, version=row.version, theme=Theme.objects.get(name=theme)
            )
        costs.append(sum("scorecard_formula" in each["sql"] for each in queries))
    assert max(costs) <= 1 + connection.features.has_select_for_update
