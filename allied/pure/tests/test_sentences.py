"""Codes with values become sentences, in any language, with the caller's names."""

import pytest

from allied.pure.clock import MESSAGES as CLOCK
from allied.pure.clock import REFUSALS as CLOCK_REFUSALS
from allied.pure.deliberation import MESSAGES as DELIBERATION
from allied.pure.deliberation import REFUSALS as DELIBERATION_REFUSALS
from allied.pure.scoring.explanations import Step
from allied.pure.sentences import Refusal, fill, sentence, text
from allied.pure.voting import MESSAGES as VOTING
from allied.pure.voting import REFUSALS as VOTING_REFUSALS

HELLO = {"hello": "Hello, %(people)s: %(count)s %% of it.", "bye": "Bye."}
NAMES = {1: "Ann", 2: "Bob"}


def show(place: str, value: object) -> str:
    return NAMES[value] if place == "people" else str(value)


def test_values_are_shown_by_their_place_and_commas_part_several():
    step = Step("hello", {"people": [1, 2], "count": 50})
    assert sentence(HELLO, step, show=show) == "Hello, Ann, Bob: 50 % of it."
    assert text(HELLO, [step, Step("bye")], show=show).endswith("of it. Bye.")


def test_the_template_is_translated_and_the_values_are_not():
    german = {HELLO["bye"]: "Tschüss."}.get
    assert sentence(HELLO, Step("bye"), german) == "Tschüss."
    assert fill("%(person)s", {"person": "Bye."}, {"%(person)s": "<%(person)s>"}.get) == "<Bye.>"


def test_a_code_that_is_not_known_any_more_stands_as_it_is():
    assert sentence(HELLO, Step("gone", {"x": 1})) == "gone"


def test_a_refusal_says_its_field_code_and_sentence():
    class Forgotten(Refusal):
        SENTENCES = {"forgot": "Write %(what)s."}

    refusal = Forgotten("forgot", "field", what="a name")
    assert (refusal.code, refusal.field, str(refusal)) == ("forgot", "field", "Write a name.")
    with pytest.raises(ValueError, match="Write a name"):
        raise refusal


@pytest.mark.parametrize(
    "messages",
    [CLOCK, DELIBERATION, VOTING, CLOCK_REFUSALS, DELIBERATION_REFUSALS, VOTING_REFUSALS],
)
def test_every_template_is_a_sentence(messages):
    for template in messages.values():
        assert template[0].isupper() or template.startswith("%(")
        assert template.endswith(".")
