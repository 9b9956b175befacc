"""Rules, policies and what stands at their edges."""

import pytest

from allied.pure.scoring import (
    Child,
    MissingPolicy,
    RollUpRule,
    ScoringRefusal,
    Status,
    Thresholds,
    describe,
    roll_up,
)


def child(key="a", score=0.5, **rest):
    return Child(key=key, score=score, **rest)


def test_nothing_to_count():
    for family in ([], [child(weight=0)], [child(weight=0), child("b", None, weight=0)]):
        rolled = roll_up(family)
        assert (rolled.score, rolled.status, rolled.coverage) == (None, Status.NO_DATA, 0)
        assert "no child has a weight above zero" in describe(rolled.explanation)


def test_strict_ignores_a_gap_of_weight_0():
    family = [child(), child("b", None, weight=0)]
    assert roll_up(family, missing=MissingPolicy.STRICT).score == 0.5


def test_carried_forward_does_not_raise_coverage():
    family = [child(score=0.2), child("b", None, previous_score=0.8), child("c", None)]
    rolled = roll_up(family, missing=MissingPolicy.CARRY_FORWARD)
    assert rolled.score == 0.5
    assert rolled.coverage == pytest.approx(1 / 3)
    text = describe(rolled.explanation)
    assert "counted with the previous score: b." in text
    assert "left out: c." in text


def test_mean_exceeds_only_where_all_exceed():
    beyond = {"score": 1.0, "status": Status.EXCEEDS}
    assert roll_up([child(**beyond), child("b", **beyond)]).status is Status.EXCEEDS
    mixed = [child(**beyond), child("b", score=1.0, status=Status.ON_TRACK)]
    assert roll_up(mixed).status is Status.ON_TRACK
    assert roll_up([child(**beyond), child("b", None)]).status is Status.EXCEEDS


def test_worst_and_best_take_the_status_of_the_child():
    family = [
        child("a", 0.5, status=Status.ON_TRACK),
        child("b", 0.5, status=Status.OFF_TRACK),
        child("c", 0.9),
    ]
    assert roll_up(family, RollUpRule.WORST).status is Status.OFF_TRACK
    assert roll_up(family, RollUpRule.BEST).status is Status.ON_TRACK
    assert roll_up(family[:2], RollUpRule.BEST).status is Status.ON_TRACK
    assert "status is that of b: off track" in describe(
        roll_up(family, RollUpRule.WORST).explanation
    )


def test_a_stale_child_counts_by_its_score():
    family = [child(score=0.9, status=Status.STALE), child("b", 0.1)]
    assert roll_up(family).score == 0.5
    assert roll_up(family, RollUpRule.BEST).status is Status.ON_TRACK


def test_most_frequent_counts_children_and_ties_go_to_the_worse():
    family = [child("a", 0.9, weight=100), child("b", 0.1), child("c", 0.2)]
    rolled = roll_up(family, RollUpRule.MOST_FREQUENT)
    assert (rolled.score, rolled.status) == (pytest.approx(0.15), Status.OFF_TRACK)
    tie = roll_up(family[:2], RollUpRule.MOST_FREQUENT)
    assert (tie.score, tie.status) == (0.1, Status.OFF_TRACK)
    assert "the worse counts" in describe(tie.explanation)


def test_judgement():
    family = [child(), child("b", None)]
    by_score = roll_up(family, RollUpRule.JUDGEMENT, judgement=0.7)
    assert (by_score.score, by_score.status, by_score.coverage) == (0.7, Status.ON_TRACK, 0.5)
    by_status = roll_up(family, RollUpRule.JUDGEMENT, judgement=Status.CAUTION)
    assert (by_status.score, by_status.status) == (pytest.approx(0.5), Status.CAUTION)
    exceeds = roll_up(family, RollUpRule.JUDGEMENT, judgement=Status.EXCEEDS)
    assert (exceeds.score, exceeds.status) == (1, Status.EXCEEDS)
    open_yet = roll_up(family, RollUpRule.JUDGEMENT)
    assert (open_yet.score, open_yet.status) == (None, Status.NO_DATA)
    assert roll_up([], RollUpRule.JUDGEMENT, judgement=0.7).score == 0.7
    with pytest.raises(ScoringRefusal, match="A judgement is"):
        roll_up(family, RollUpRule.JUDGEMENT, judgement=Status.STALE)
    with pytest.raises(ScoringRefusal, match="finite"):
        roll_up(family, RollUpRule.JUDGEMENT, judgement=float("nan"))


def test_own_thresholds():
    own = Thresholds(on_track_from=0.5, caution_from=0.1)
    assert roll_up([child()], thresholds=own).status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"weight": -1}, "weight"),
        ({"weight": float("nan")}, "weight"),
        ({"weight": float("inf")}, "weight"),
        ({"score": float("nan")}, "score"),
        ({"previous_score": float("inf")}, "previous_score"),
    ],
)
def test_children_that_are_refused(changes, field):
    with pytest.raises(ScoringRefusal) as refused:
        roll_up([child(**changes)])
    assert refused.value.field == field


def test_very_small_and_very_large_weights():
    for weight in (5e-324, 1e-300, 1e308):
        rolled = roll_up([child(score=0.2, weight=weight), child("b", 0.4, weight=weight)])
        assert rolled.score == pytest.approx(0.3)
