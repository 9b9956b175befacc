"""The cases that any engine of this kind must get right, with their numbers written out."""

import pytest

from allied.pure.scoring import (
    Child,
    Direction,
    MissingPolicy,
    Preset,
    ScoringRefusal,
    Status,
    Yardstick,
    roll_up,
    score_value,
)

ROUNDED = 5e-5


def red_flag_goal(**changes):
    return Yardstick(preset=Preset.RED_FLAG_GOAL, **{"red_flag": 500, "target": 700, **changes})


def family(**changes):
    found = ((50, 0.80), (25, None), (15, 0.60), (10, 0.40))
    return roll_up(
        [Child(key=str(weight), score=score, weight=weight) for weight, score in found], **changes
    )


@pytest.mark.parametrize(
    ("value", "score"), [(300, 0), (500, 1 / 3), (600, 1 / 2), (700, 2 / 3), (900, 1), (1000, 1)]
)
def test_goal_700_and_red_flag_500(value, score):
    assert score_value(value, red_flag_goal()).score == pytest.approx(score, abs=1e-12)


def test_uncapped_goes_on():
    assert score_value(1000, red_flag_goal(capped=False)).score == pytest.approx(
        1.1667, abs=ROUNDED
    )


@pytest.mark.parametrize(
    ("value", "score"), [(0, 1), (100, 2 / 3), (150, 1 / 2), (200, 1 / 3), (300, 0)]
)
def test_lower_is_better(value, score):
    y = red_flag_goal(direction=Direction.LOWER, target=100, red_flag=200)
    assert score_value(value, y).score == pytest.approx(score, abs=1e-12)


def test_minimum_to_maximum():
    y = Yardstick(preset=Preset.MINIMUM_MAXIMUM, minimum=0, maximum=200)
    assert score_value(50, y).score == 0.25


@pytest.mark.parametrize(
    ("value", "score"), [(40, 0), (60, 1 / 6), (85, 1 / 2), (100, 2 / 3), (115, 5 / 6), (140, 1)]
)
def test_worst_to_best(value, score):
    y = Yardstick(preset=Preset.WORST_BEST, worst=50, red_flag=70, target=100, best=130)
    assert score_value(value, y).score == pytest.approx(score, abs=1e-12)


def test_weights_and_coverage():
    assert family().score == pytest.approx(0.7067, abs=ROUNDED)
    assert family().coverage == 0.75
    assert family(missing=MissingPolicy.AS_ZERO).score == pytest.approx(0.53, abs=1e-12)


def test_progress_below_zero():
    y = Yardstick(preset=Preset.BASELINE_TARGET, baseline=324126, target=372745)
    scored = score_value(318573, y)
    assert scored.progress == pytest.approx(-0.1142, abs=ROUNDED)
    assert scored.score == 0


def test_maintained_threshold_has_no_progress():
    y = Yardstick(preset=Preset.THRESHOLD, direction=Direction.AT_LEAST, threshold=80, baseline=86)
    scored = score_value(84, y)
    assert (scored.score, scored.progress, scored.status) == (1, None, Status.ON_TRACK)


def test_ratio_needs_a_baseline_for_a_negative_target():
    with pytest.raises(ScoringRefusal, match="give a baseline"):
        score_value(3, Yardstick(preset=Preset.RATIO, target=-2))
    for preset in (Preset.RATIO, Preset.BASELINE_TARGET):
        scored = score_value(3, Yardstick(preset=preset, target=-2, baseline=-5))
        assert scored.score == 1
        assert scored.progress == pytest.approx(2.667, abs=5e-4)


@pytest.mark.parametrize(
    "y",
    [
        Yardstick(preset=Preset.BASELINE_TARGET, baseline=0.1, target=0.3),
        Yardstick(preset=Preset.BASELINE_TARGET, baseline=1, target=0.3, direction=Direction.LOWER),
        Yardstick(preset=Preset.RED_FLAG_GOAL, red_flag=0.1, target=0.3),
        Yardstick(preset=Preset.WORST_BEST, worst=0, red_flag=0.1, target=0.3, best=7),
        Yardstick(preset=Preset.COMMIT_STRETCH, baseline=0, commit=0.1, target=0.3, stretch=0.7),
        Yardstick(
            preset=Preset.ON_TARGET, direction=Direction.ON_TARGET, low=0, target=0.3, high=1
        ),
        Yardstick(preset=Preset.RATIO, target=0.3),
        Yardstick(preset=Preset.RATIO, target=0.3, direction=Direction.LOWER),
    ],
)
@pytest.mark.parametrize("value", [0.3, 0.1 + 0.2], ids=["exact", "with noise"])
def test_a_value_equal_to_the_target_is_on_track(y, value):
    assert score_value(value, y).status is Status.ON_TRACK


def test_rising_and_falling_measures_each_by_their_own_direction():
    rising = Yardstick(preset=Preset.BASELINE_TARGET, baseline=0, target=100)
    falling = Yardstick(
        preset=Preset.BASELINE_TARGET, direction=Direction.LOWER, baseline=50, target=10
    )
    scores = (score_value(80, rising).score, score_value(26, falling).score)
    assert scores == pytest.approx((0.8, 0.6))
    mean = roll_up([Child(key=str(i), score=score) for i, score in enumerate(scores)])
    assert mean.score == pytest.approx(0.7)


def test_three_children_of_which_one_has_no_data():
    three = [Child(key=str(i), score=score) for i, score in enumerate((0.9, None, 0.5))]
    assert roll_up(three).score == pytest.approx(0.7)
    assert roll_up(three, missing=MissingPolicy.STRICT).score is None


def test_mean_of_capped_progress():
    y = Yardstick(preset=Preset.BASELINE_TARGET, baseline=0, target=100)
    found = [score_value(value, y).score for value in (90, 99, 120, 68)]
    mean = roll_up([Child(key=str(i), score=score) for i, score in enumerate(found)])
    assert mean.score == pytest.approx(0.8925, abs=1e-12)


def test_noise_neither_breaks_nor_warns_of_a_threshold():
    noisy = 0.1 + 0.2
    at_most = Yardstick(preset=Preset.THRESHOLD, direction=Direction.AT_MOST, threshold=0.3)
    assert noisy > 0.3
    assert score_value(noisy, at_most).status is Status.ON_TRACK
    at_least = Yardstick(
        preset=Preset.THRESHOLD, direction=Direction.AT_LEAST, threshold=noisy, margin=0.4
    )
    assert score_value(0.3, at_least).score == 1
    assert score_value(0.7, at_least).status is Status.ON_TRACK
