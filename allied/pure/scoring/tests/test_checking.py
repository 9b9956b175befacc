"""Refusals: the right field, and a sentence that says what to do."""

import pytest

from allied.pure.scoring import (
    REFUSALS,
    Direction,
    Preset,
    ScoringRefusal,
    Yardstick,
    anchors_for,
    check_value,
    check_yardstick,
    score_value,
)

from .cases import yardstick

FAULTS = [
    ("baseline_target higher target=5", "missing", "baseline"),
    ("worst_best higher worst=1 red_flag=2 best=4", "missing", "target"),
    ("threshold at_least", "missing", "threshold"),
    ("baseline_target higher baseline=nan target=5", "not_finite", "baseline"),
    ("baseline_target higher baseline=0 target=inf", "not_finite", "target"),
    ("baseline_target higher baseline=0 target=2e15", "too_large", "target"),
    ("baseline_target higher baseline=0 target=5 stretch=nan", "not_finite", "stretch"),
    ("baseline_target higher baseline=80 target=80", "target_equals_baseline", "target"),
    ("baseline_target higher baseline=1e9 target=1000000000.0000001", "target_equals_baseline",
     "target"),
    ("baseline_target higher baseline=9 target=8", "must_be_above_as_higher_is_better", "target"),
    ("baseline_target lower baseline=8 target=9", "must_be_below_as_lower_is_better", "target"),
    ("baseline_target higher baseline=1 target=5 stretch=4", "must_be_above_as_higher_is_better",
     "stretch"),
    ("red_flag_goal higher red_flag=7 target=7", "same_value", "target"),
    ("red_flag_goal lower red_flag=7 target=8", "must_be_below_as_lower_is_better", "target"),
    ("worst_best higher worst=1 red_flag=4 target=3 best=9", "must_be_above_as_higher_is_better",
     "target"),
    ("minimum_maximum lower minimum=5 maximum=1", "must_be_above", "maximum"),
    ("minimum_maximum higher minimum=0 maximum=9 target=10", "must_be_above", "maximum"),
    ("minimum_maximum higher minimum=0 maximum=9 target=-1", "must_be_above", "target"),
    ("minimum_maximum higher minimum=0 maximum=10 target=5", "on_track_above_target",
     "on_track_from"),
    ("on_target on_target low=5 target=4 high=9", "must_be_above", "target"),
    ("on_target on_target low=1 target=4 high=3", "must_be_above", "high"),
    ("on_target on_target low=1 flat_low=5 target=4 high=9", "must_be_above", "target"),
    ("on_target on_target low=1 flat_low=1 target=4 high=9", "same_value", "flat_low"),
    ("on_target on_target low=1 target=4 flat_high=9 high=9", "same_value", "high"),
    ("on_target higher low=1 target=4 high=9", "direction", "direction"),
    ("threshold higher threshold=4", "direction", "direction"),
    ("baseline_target at_least baseline=1 target=4", "direction", "direction"),
    ("threshold at_least threshold=4 margin=-1", "negative", "margin"),
    ("ratio higher target=0", "ratio_target", "target"),
    ("ratio higher target=-2", "ratio_target", "target"),
    ("ratio higher target=1e-12", "ratio_target", "target"),
    ("ratio higher target=-2 baseline=-1", "must_be_above_as_higher_is_better", "target"),
    ("yes_no higher on_track_from=1.5", "not_a_share", "on_track_from"),
    ("yes_no higher caution_from=nan", "not_a_share", "caution_from"),
    ("yes_no higher caution_from=0.9", "caution_above_on_track", "caution_from"),
    ("red_flag_goal higher red_flag=1 target=2 on_track_from=0.7", "on_track_above_target",
     "on_track_from"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "field"), FAULTS)
def test_fault_is_refused_with_its_field(text, code, field):
    for check in (check_yardstick, anchors_for, lambda y: score_value(None, y)):
        with pytest.raises(ScoringRefusal) as refused:
            check(yardstick(text))
        assert (refused.value.code, refused.value.field) == (code, field)
        assert "%(" not in str(refused.value)


def test_every_sentence_about_a_yardstick_or_reading_is_tested():
    elsewhere = {"yes_no_value", "ratio_value", "dates", "tolerance", "readings_overlap"}
    elsewhere |= {"judgement_status"}
    assert {code for _, code, _ in FAULTS} | elsewhere == set(REFUSALS)


def test_advice_is_plain_english():
    with pytest.raises(ScoringRefusal) as refused:
        check_yardstick(yardstick("baseline_target higher baseline=80 target=80"))
    assert str(refused.value) == (
        "The target equals the baseline (80), so there is no way to go: a maintain threshold is "
        "meant. Choose the threshold, at least or at most."
    )
    with pytest.raises(ScoringRefusal) as refused:
        check_yardstick(yardstick("on_target lower low=1 target=2 high=3"))
    assert str(refused.value) == (
        "This way of scoring does not go with “lower is better”: choose on target is best."
    )


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("yes_no higher", 0.5, "yes_no_value"),
        ("yes_no higher", 2, "yes_no_value"),
        ("ratio lower target=5 uncapped", 0, "ratio_value"),
        ("ratio lower target=5 uncapped", -1, "ratio_value"),
        ("ratio higher target=5", float("nan"), "not_finite"),
        ("ratio higher target=5", float("-inf"), "not_finite"),
        ("ratio higher target=5", 1e16, "too_large"),
        ("ratio higher target=5", -1e16, "too_large"),
    ],
)
def test_reading_is_refused(text, value, code):
    for score in (check_value, score_value):
        with pytest.raises(ScoringRefusal) as refused:
            score(value, yardstick(text))
        assert (refused.value.code, refused.value.field) == (code, "value")


def test_fields_that_a_preset_does_not_use_are_ignored():
    y = Yardstick(
        preset=Preset.THRESHOLD,
        direction=Direction.AT_LEAST,
        threshold=80,
        baseline=86,
        target=86,
        stretch=float("nan"),
    )
    assert score_value(90, y).progress is None


def test_a_baseline_past_the_target_gives_no_progress():
    y = Yardstick(preset=Preset.RED_FLAG_GOAL, red_flag=500, target=700, baseline=750)
    assert score_value(740, y).progress is None
    y = Yardstick(preset=Preset.RED_FLAG_GOAL, red_flag=500, target=700, baseline=600)
    assert score_value(650, y).progress == 0.5


def test_a_target_at_the_maximum_is_in_order():
    check_yardstick(yardstick("minimum_maximum higher minimum=0 maximum=10 target=10"))
    check_yardstick(
        yardstick("minimum_maximum higher minimum=0 maximum=10 target=5 on_track_from=0.5")
    )
