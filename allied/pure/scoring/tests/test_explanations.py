"""Explanations: complete, storable, translatable."""

import ast
import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from allied.pure.scoring import (
    MESSAGES,
    WORDS,
    Child,
    Explanation,
    MissingPolicy,
    RollUpRule,
    Step,
    describe,
    roll_up,
    score_value,
)

from .cases import decimals, families, yardstick, yardsticks

SOURCES = [
    path for path in Path(__file__).parents[1].glob("*.py") if path.name != "explanations.py"
]


def told(value, text):
    return describe(score_value(value, yardstick(text)).explanation)


def test_a_score_is_told_in_full():
    assert told(600, "red_flag_goal higher red_flag=500 target=700 baseline=400") == (
        "The reading is 600. "
        "The anchors (value → score) are 300 → 0, 500 → 0.3333, 700 → 0.6667, 900 → 1. "
        "600 lies between 500 (score 0.3333) and 700 (score 0.6667): score 0.5. "
        "Progress from the baseline 400 to the target 700: 0.6667. "
        "0.5 is below 0.6667 and not below 0.3333: caution."
    )


@pytest.mark.parametrize(
    ("value", "text", "part"),
    [
        (1000, "red_flag_goal higher red_flag=500 target=700", "capped at 1. It is beyond the tar"),
        (200, "red_flag_goal higher red_flag=500 target=700", "below the first anchor, 300: capp"),
        (1000, "red_flag_goal higher red_flag=500 target=700 uncapped", "same slope: score 1.1667"),
        (200, "red_flag_goal higher red_flag=500 target=700 uncapped", "same slope: score -0.1667"),
        (700, "red_flag_goal higher red_flag=500 target=700", "700 is one of them: score 0.6667"),
        (45, "baseline_target higher baseline=0 target=40 stretch=44", "beyond the stretch 44"),
        (84, "threshold at_least threshold=80 margin=5", "and met: score 1. It is within 5 of the"),
        (11, "threshold at_most threshold=10", "At most 10 is asked for, and not met: score 0."),
        (1, "yes_no higher", "The answer is yes: score 1."),
        (0, "yes_no higher", "The answer is no: score 0. 0 is below 0.3333: off track."),
        (40, "ratio higher target=50", "Its ratio to the target 50 is 0.8."),
        (80, "ratio lower target=50", "The ratio of the target 50 to it is 0.625."),
        (0, "ratio lower target=50", "counts as on the target"),
        (3, "ratio higher target=-2 baseline=-5", "from the baseline -5 is scored instead"),
    ],
)
def test_what_is_said(value, text, part):
    assert part in told(value, text)


def test_no_reading_is_told():
    assert told(None, "yes_no higher") == (
        "There is no reading. No data is a status, not a score of zero."
    )


def test_a_roll_up_is_told_with_the_names_of_the_children():
    family = [Child(key="17", score=0.8, weight=2), Child(key="18", score=None)]
    text = describe(roll_up(family).explanation, name={"17": "Growth", "18": "caution"}.__getitem__)
    assert text == (
        "Without data and left out: caution. Weighted mean of 1: Growth 0.8 \N{MULTIPLICATION SIGN}"
        " 2: score 0.8. 0.8 is not below 0.6667: on track. Coverage: 0.6667 of the weight has data."
    )


@given(yardsticks, decimals)
def test_explanations_of_scores_survive_storage(y, value):
    survives(score_value(value, y).explanation)


@given(families())
def test_explanations_of_roll_ups_survive_storage(family):
    for rule in RollUpRule:
        for missing in MissingPolicy:
            survives(roll_up(family, rule, missing, judgement=0.5).explanation)


def survives(explanation: Explanation) -> None:
    stored = json.dumps(explanation.to_json(), allow_nan=False)
    again = Explanation.from_json(json.loads(stored))
    assert again == explanation
    assert describe(again) == describe(explanation)
    assert "%(" not in describe(explanation)


def test_texts_and_words_are_translated_and_numbers_formatted():
    explanation = score_value(0.5, yardstick("ratio higher target=1 on_track_from=0.4")).explanation
    catalogue = {MESSAGES["reading"]: "Der Wert ist %(value)s.", WORDS["target"]: "Ziel"}
    text = describe(
        explanation,
        lambda text: catalogue.get(text, text),
        lambda number: f"{number:.2f}".replace(".", ","),
    )
    assert text.startswith("Der Wert ist 0,50. Its ratio to the target 1,00 is 0,50.")


def test_a_code_of_an_older_version_is_kept():
    old = Explanation.from_json([{"code": "long_gone", "values": {"a": 1}}])
    assert old == Explanation((Step("long_gone", {"a": 1}),))
    assert describe(old) == "long_gone"


@pytest.mark.parametrize(
    "data", [None, "text", {}, 3, [1], [{}], [{"code": 1, "values": {}}], [{"code": "a"}]]
)
def test_anything_else_is_refused(data):
    with pytest.raises(ValueError, match="stored as"):
        Explanation.from_json(data)


def test_every_message_is_used():
    texts = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    built = {
        f"{how}_{where}" for how in ("capped", "continued") for where in ("below", "above")
    } | {f"at_{which}_{met}" for which in ("least", "most") for met in ("met", "not_met")}
    assert set(MESSAGES) - built <= texts


def test_messages_have_named_places_only():
    for text in (*MESSAGES.values(), *WORDS.values()):
        assert "%" not in re.sub(r"%\([a-z_]+\)s", "", text)
