"""Roll-ups use the weights of the day they are made for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.scorecard.queries import scorecard_of
from allied.scorecard.sheets.scores import scores_as_of
from allied.strategy.queries import map_of


@pytest.fixture
def two(measure_of, objective_of):
    """Two objectives in two themes and perspectives, that score 0 and 1."""
    made = []
    for title, value in (("Low", 0), ("High", 100)):
        objective = objective_of(title, perspective="Same", theme="Same")
        measure_of([value, value, value], objective=objective)
        made.append(objective)
    return made


def weigh(node, day, weight):
    node.weights = [[day.isoformat(), f"{weight:.3f}"]]
    node.save()


def score(rows, kind):
    """That of the alliance, or of the theme or perspective of the two."""
    return next(
        row.score for row in rows if (row.kind == kind and "Same" in (row.theme, row.perspective))
        or row.kind == kind == "alliance"
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["theme", "perspective"])
def test_as_of_a_day_the_weights_of_that_day_count(cast, by, two, kind, periods):
    changed = periods(2)[0].end
    weigh(two[1], changed, 3)
    before = scores_as_of(cast.alliance, by, changed - timedelta(days=1))
    after = scores_as_of(cast.alliance, by, changed)
    assert (score(before, kind), score(after, kind)) == (0.5, 0.75)
    assert score(scores_as_of(cast.alliance, by), kind) == 0.75


def test_a_perspective_weighs_in_the_alliance_as_of_the_day(
    cast, by, objective_of, measure_of, periods
):
    changed = periods(2)[0].end
    low, high = objective_of("Low", "Process"), objective_of("High", "Growth")
    measure_of([0, 0, 0], objective=low)
    measure_of([100, 100, 100], objective=high)
    weigh(high.perspective, changed, 3)
    before = scores_as_of(cast.alliance, by, changed - timedelta(days=1))
    after = scores_as_of(cast.alliance, by, changed)
    assert (score(before, "alliance"), score(after, "alliance")) == (0.5, 0.75)


def test_the_map_counts_like_the_scorecard_and_needs_no_further_query(cast, by, two):
    loaded = map_of(cast.alliance, by)
    with CaptureQueriesContext(connection) as plain:
        scorecard_of(cast.alliance, by, nodes=loaded)
    weigh(two[1], cast.alliance.today(), 3)
    loaded = map_of(cast.alliance, by)
    with CaptureQueriesContext(connection) as dated:
        on_map = scorecard_of(cast.alliance, by, nodes=loaded)
    assert on_map.alliance_score.score == 0.75
    assert scorecard_of(cast.alliance, by).alliance_score.score == 0.75
    assert len(plain) == len(dated)


def test_my_work_counts_like_the_scorecard(cast, signed_in, two):
    weigh(two[1], cast.alliance.today(), 3)
    (standing,) = signed_in("quintiles_manager").get("/").context["standings"]
    assert standing.score.score == 0.75
