"""Arrays give what the scalar functions give."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.scoring import (
    Child,
    Direction,
    MissingPolicy,
    Preset,
    ScoringRefusal,
    Thresholds,
    Yardstick,
    anchors_for,
    roll_up,
    same,
    score_value,
    status_of,
)
from allied.pure.scoring.vectorised import (
    STATUSES,
    anchor_blocks,
    roll_up_many,
    same_many,
    score_blocks,
    score_many,
    status_many,
)

from .cases import decimals, families, ratio_yardsticks, scores, yardsticks

EXACT = {"rel": 1e-12, "abs": 1e-12}


def test_importing_the_package_does_not_load_numpy():
    code = (
        "import sys, allied.pure.scoring, allied.pure.periods, allied.pure.money;"
        "sys.exit('numpy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def near_or_far(y):
    """Values anywhere, on an anchor, and a little off one."""
    on_anchor = st.sampled_from([value for value, _ in anchors_for(y)])
    off = st.tuples(on_anchor, st.sampled_from((-1e-7, -1e-10, 1e-10, 1e-7))).map(sum)
    return st.none() | decimals | on_anchor | off


@given(st.data(), st.lists(yardsticks, min_size=1, max_size=6))
def test_scores_equal_the_scalar_ones(data, found):
    count = max(len(anchors_for(y)) for y in found)
    found = [y for y in found if len(anchors_for(y)) == count]
    values = [data.draw(near_or_far(y)) for y in found]
    many = score_many(
        np.array(values, dtype=float),
        np.array([[value for value, _ in anchors_for(y)] for y in found]),
        np.array([[score for _, score in anchors_for(y)] for y in found]),
        np.array([y.capped for y in found]),
    )
    for one, value, y in zip(many, values, found, strict=True):
        if value is None:
            assert np.isnan(one)
        else:
            assert one == pytest.approx(score_value(value, y).score, **EXACT)


def has_no_score(y, value):
    """An uncapped ratio of a reading not above zero, refused here as there."""
    try:
        score_value(value, y)
    except ScoringRefusal:
        with pytest.raises(ValueError, match="uncapped ratio"):
            score_blocks(np.array([value]), anchor_blocks([y]))
        return True
    return False


@given(st.lists(st.tuples(yardsticks | ratio_yardsticks(), st.none() | decimals), max_size=8))
def test_blocks_of_mixed_yardsticks_equal_the_scalar_scores(pairs):
    if any(has_no_score(y, value) for y, value in pairs):
        return
    results = [score_value(value, y).score for y, value in pairs]
    expected = [np.nan if score is None else score for score in results]
    values = np.array([value for _, value in pairs], dtype=float)
    many = score_blocks(values, anchor_blocks([y for y, _ in pairs]))
    assert many.tolist() == pytest.approx(expected, nan_ok=True, **EXACT)


def test_a_ratio_of_nothing_where_lower_is_better():
    y = Yardstick(preset=Preset.RATIO, direction=Direction.LOWER, target=5)
    values = np.array([0.0, -1.0, 1e-10, 10.0, np.nan])
    many = score_blocks(values, anchor_blocks([y] * 5))
    assert many[:4].tolist() == [score_value(value, y).score for value in values[:4]]
    assert np.isnan(many[4])


def test_ratios_of_both_directions_in_blocks():
    found = [
        Yardstick(preset=Preset.RATIO, direction=direction, target=50, capped=capped)
        for direction in (Direction.HIGHER, Direction.LOWER)
        for capped in (True, False)
    ]
    many = score_blocks(np.full(4, 40.0), anchor_blocks(found))
    assert many.tolist() == pytest.approx([0.8, 0.8, 1, 1.25], **EXACT)


def test_rows_in_no_block_have_no_data():
    y = Yardstick(preset=Preset.RATIO, target=5)
    assert np.isnan(score_blocks(np.array([1.0, 1.0]), anchor_blocks([y]))[1])


near_thresholds = st.sampled_from([2 / 3, 1 / 3, 2 / 3 - 5e-10, 2 / 3 - 2e-9, 1 / 3 - 2e-9])


@given(st.lists(st.tuples(st.none() | scores | near_thresholds, st.booleans())))
def test_statuses_equal_the_scalar_ones(pairs):
    many = status_many(
        np.array([score for score, _ in pairs], dtype=float),
        beyond_target=np.array([beyond for _, beyond in pairs], dtype=bool),
    )
    assert [STATUSES[i] for i in many] == [
        status_of(score, beyond_target=beyond) for score, beyond in pairs
    ]


def test_statuses_by_own_thresholds():
    many = status_many(np.array([0.5, 0.5]), np.array([0.5, 0.6]), np.array([0.1, 0.55]))
    own = (Thresholds(on_track_from=0.5, caution_from=0.1), Thresholds(on_track_from=0.6))
    assert STATUSES[many[0]] is status_of(0.5, own[0])
    assert STATUSES[many[1]] == "off_track"


@given(yardsticks, st.lists(decimals, max_size=5))
def test_one_set_of_anchors_for_all(y, values):
    xs, ys = np.array(anchors_for(y)).T
    many = score_many(np.array(values, dtype=float), xs, ys, y.capped)
    assert many.tolist() == pytest.approx([score_value(v, y).score for v in values], **EXACT)


@pytest.mark.parametrize("order", ["C", "F"])
def test_more_rows_than_are_worked_on_at_a_time(order):
    rng = np.random.default_rng(7)
    values = rng.uniform(-1, 2, 40_000)
    values[::11] = np.nan
    xs = np.sort(rng.uniform(0, 1, (40_000, 3)), axis=1)
    ys = np.tile([0.0, 0.3, 1.0], (40_000, 1))
    many = score_many(values, np.asarray(xs, order=order), np.asarray(ys, order=order))
    for i in (0, 1, 16_383, 16_384, 32_768, 39_999):
        assert many[i] == pytest.approx(np.interp(values[i], xs[i], ys[i]), nan_ok=True, **EXACT)
    assert np.isnan(many).sum() == np.isnan(values).sum()


@given(st.lists(families(), min_size=1, max_size=5), st.sampled_from(MissingPolicy))
def test_roll_ups_equal_the_scalar_ones(found, missing):
    rows = [(group, child) for group, family in enumerate(found) for child in family]
    means, coverage = roll_up_many(
        np.array([child.score for _, child in rows], dtype=float),
        np.array([child.weight for _, child in rows], dtype=float),
        np.array([group for group, _ in rows]),
        len(found) + 1,
        missing=missing,
        previous=np.array([child.previous_score for _, child in rows], dtype=float),
    )
    for group, family in enumerate([*found, []]):
        rolled = roll_up(family, missing=missing)
        expected = np.nan if rolled.score is None else rolled.score
        # Scores of both signs may cancel, so the comparison is to the larger of 1 and the score.
        assert means[group] == pytest.approx(expected, nan_ok=True, rel=1e-12, abs=1e-11)
        assert coverage[group] == pytest.approx(rolled.coverage, **EXACT)


def test_children_in_any_order():
    rng = np.random.default_rng(8)
    groups = rng.permutation(np.arange(40_000) // 4)
    found, found_weights = rng.uniform(0, 1, 40_000), rng.uniform(0, 1, 40_000)
    means, coverage = roll_up_many(found, found_weights, groups, 10_000)
    for group in (0, 5_000, 9_999):
        family = [
            Child(key=str(i), score=found[i], weight=found_weights[i])
            for i in np.flatnonzero(groups == group)
        ]
        assert means[group] == pytest.approx(roll_up(family).score, **EXACT)
    assert (coverage == 1).all()


@given(st.lists(st.tuples(decimals | scores, decimals | scores)))
def test_same_many_is_same(pairs):
    first, second = np.array(pairs, dtype=float).reshape(-1, 2).T
    assert same_many(first, second).tolist() == [same(a, b) for a, b in pairs]


ONE = np.array([1.0])
PAIR = np.array([[0.0, 1.0]])


@pytest.mark.parametrize(
    ("values", "xs", "ys"),
    [
        (np.array([np.inf]), PAIR, PAIR),
        (np.array([-np.inf]), PAIR, PAIR),
        (ONE, PAIR[:, ::-1], PAIR),
        (ONE, np.array([[np.nan, 1.0]]), PAIR),
        (ONE, np.array([[0.0, np.nan]]), PAIR),
        (ONE, PAIR[:, :1], PAIR[:, :1]),
        (ONE, PAIR, np.array([[0.0, 1.0, 1.0]])),
        (np.array([1.0, 2.0]), PAIR, PAIR),
        (ONE, PAIR[None], PAIR[None]),
    ],
)
def test_arrays_that_do_not_fit_are_refused(values, xs, ys):
    with pytest.raises(ValueError, match=r"nchors|infinite"):
        score_many(values, xs, ys)


@pytest.mark.parametrize("weight", [-1.0, np.nan, np.inf])
def test_weights_that_are_refused(weight):
    with pytest.raises(ValueError, match="Weights"):
        roll_up_many(ONE, np.array([weight]), np.array([0]), 1)


def test_nothing_at_all():
    none = np.array([])
    assert score_many(none, PAIR[0], PAIR[0]).tolist() == []
    means, coverage = roll_up_many(none, none, np.array([], dtype=int), 2)
    assert np.isnan(means).all()
    assert coverage.tolist() == [0, 0]
