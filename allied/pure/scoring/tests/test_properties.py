"""Laws that hold for every yardstick and every family of children."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from allied.pure.scoring import (
    Child,
    Direction,
    MissingPolicy,
    RollUpRule,
    Status,
    Yardstick,
    anchors_for,
    is_beyond_target,
    roll_up,
    score_value,
)

from .cases import decimals, families, one_way_yardsticks, scores, weights, yardsticks

OPPOSITE = {
    Direction.HIGHER: Direction.LOWER,
    Direction.LOWER: Direction.HIGHER,
    Direction.AT_LEAST: Direction.AT_MOST,
    Direction.AT_MOST: Direction.AT_LEAST,
    Direction.ON_TARGET: Direction.ON_TARGET,
}
SWAPPED = {"minimum": "maximum", "low": "high", "flat_low": "flat_high"}
SWAPPED |= {upper: lower for lower, upper in SWAPPED.items()}
RANK = (Status.OFF_TRACK, Status.CAUTION, Status.ON_TRACK, Status.EXCEEDS)
TO_COUNT = (RollUpRule.WEIGHTED_MEAN, RollUpRule.WORST, RollUpRule.BEST, RollUpRule.MOST_FREQUENT)

rules = st.sampled_from(TO_COUNT)
policies = st.sampled_from(MissingPolicy)


def mirrored(y: Yardstick) -> Yardstick:
    values = {}
    for field in fields(y):
        value = getattr(y, field.name)
        is_value = isinstance(value, float) and field.name not in {
            "margin",
            "on_track_from",
            "caution_from",
        }
        values[SWAPPED.get(field.name, field.name)] = -value if is_value else value
    return Yardstick(**values | {"direction": OPPOSITE[y.direction]})


@given(one_way_yardsticks, decimals, decimals)
def test_a_better_value_never_scores_less(y, first, second):
    higher = y.direction in {Direction.HIGHER, Direction.AT_LEAST}
    worse, better = sorted((first, second), reverse=not higher)
    before, after = score_value(worse, y), score_value(better, y)
    assert before.score <= after.score
    assert RANK.index(before.status) <= RANK.index(after.status)


@given(yardsticks, decimals)
def test_negating_everything_and_turning_the_direction_changes_nothing(y, value):
    one, other = score_value(value, y), score_value(-value, mirrored(y))
    assert one.score == pytest.approx(other.score, rel=1e-12, abs=1e-12)
    assert one.status == other.status
    assert one.progress == other.progress


@given(yardsticks, decimals)
def test_capped_stays_within_the_scores_of_the_anchors(y, value):
    y = replace(y, capped=True)
    found = [score for _, score in anchors_for(y)]
    assert min(found) <= score_value(value, y).score <= max(found)


@given(yardsticks, decimals)
def test_capping_changes_nothing_between_the_anchors(y, value):
    anchors = anchors_for(y)
    assume(anchors[0][0] <= value <= anchors[-1][0])
    capped, free = (score_value(value, replace(y, capped=capped)) for capped in (True, False))
    assert capped.score == free.score


@given(yardsticks)
def test_an_anchor_scores_exactly_what_it_says(y):
    anchors = anchors_for(y)
    best = {value: max(s for v, s in anchors if v == value) for value, _ in anchors}
    assert {value: score_value(value, y).score for value in best} == best


@given(yardsticks)
def test_anchors_are_sorted_and_score_between_0_and_1(y):
    anchors = anchors_for(y)
    assert [value for value, _ in anchors] == sorted(value for value, _ in anchors)
    assert all(0 <= score <= 1 for _, score in anchors)


@given(one_way_yardsticks)
def test_the_target_is_on_track_and_never_exceeded_by_itself(y):
    assume(y.target is not None)
    assert not is_beyond_target(y.target, y)
    assert score_value(y.target, y).status is Status.ON_TRACK


@given(families(), rules, policies, st.randoms(use_true_random=False))
def test_the_order_of_children_does_not_matter(family, rule, missing, random: Random):
    shuffled = list(family)
    random.shuffle(shuffled)
    assert roll_up(shuffled, rule, missing) == roll_up(family, rule, missing)


@given(families(), rules, policies, st.floats(1e-6, 1e6))
def test_weights_count_against_each_other_only(family, rule, missing, factor):
    scaled = [replace(child, weight=child.weight * factor) for child in family]
    one, other = roll_up(family, rule, missing), roll_up(scaled, rule, missing)
    assert (one.score is None) is (other.score is None)
    assert one.score is None or one.score == pytest.approx(other.score, rel=1e-12, abs=1e-12)
    assert one.coverage == pytest.approx(other.coverage, rel=1e-12)


@given(st.lists(st.tuples(scores, weights), min_size=1, max_size=9), rules)
def test_a_parent_lies_between_its_worst_and_its_best_child(pairs, rule):
    family = [Child(key=str(i), score=s, weight=w) for i, (s, w) in enumerate(pairs)]
    rolled = roll_up(family, rule)
    assert min(s for s, _ in pairs) <= rolled.score <= max(s for s, _ in pairs)
    assert rolled.coverage == 1


@given(st.lists(weights, min_size=1, max_size=9), scores)
def test_equal_children_make_an_equal_parent(found, score):
    family = [Child(key=str(i), score=score, weight=w) for i, w in enumerate(found)]
    assert roll_up(family).score == score


@given(families(), rules, policies)
def test_coverage_is_a_share_and_a_score_needs_something_to_count(family, rule, missing):
    rolled = roll_up(family, rule, missing)
    assert 0 <= rolled.coverage <= 1
    assert (rolled.score is None) is (rolled.status is Status.NO_DATA)
    if not any(child.weight for child in family):
        assert rolled.score is None
        assert rolled.coverage == 0


@given(families(), rules, policies)
def test_children_of_weight_0_change_nothing(family, rule, missing):
    counted = [child for child in family if child.weight]
    assert roll_up(family, rule, missing) == roll_up(counted, rule, missing)
