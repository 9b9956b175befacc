"""Faults with their place, limits, and that no text of any kind does anything but parse or fail."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.formula import FAULTS, FormulaFault, leaves, parse, rewritten
from allied.pure.formula.tree import walk
from allied.pure.formula.vocabulary import DEEPEST, LONGEST, MOST_PARTS


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("", "empty", 0),
        ("   ", "empty", 0),
        ("[a] +", "ends_early", 5),
        ("[a] + * 2", "value_expected", 6),
        ("([a] + 2", "unclosed", 0),
        ("[a] + [b", "unclosed", 6),
        ("{theme x", "unclosed", 0),
        ("[a] [b]", "operator_expected", 4),
        ("2 3", "operator_expected", 2),
        ("mean [a]", "open_expected", 5),
        ("average([a])", "function", 0),
        ("__import__([a])", "function", 0),
        ("if([a] > 1, 2)", "takes", 0),
        ("previous([a], [b])", "takes", 0),
        ("min()", "takes_some", 0),
        ("[a] < 2 < 3", "compared_twice", 8),
        ("0,5 * [a]", "decimal", 1),
        ("max([a] 2)", "operator_expected", 8),
        ("[ ]", "nameless", 0),
        ("1234567890123456", "too_large", 0),
        ("[a] & 2", "sign", 4),
        ("[a] + \0", "sign", 6),
        ("[a] ** 2", "value_expected", 5),
        ("١ + [a]", "sign", 0),
    ],
)
def test_faults_say_where(text: str, code: str, at: int) -> None:
    with pytest.raises(FormulaFault) as caught:
        parse(text)
    assert (caught.value.code, caught.value.at) == (code, at)
    assert "%(" not in caught.value.sentence()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[a]" + "+1" * LONGEST, "too_long"),
        ("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1), "too_deep"),
        ("-" * (DEEPEST + 2) + "1", "too_deep"),
        ("1" + "+1" * DEEPEST, "too_deep"),
        ("2" + "^2" * (DEEPEST + 1), "too_deep"),
        ("if(1<2," * (DEEPEST + 1), "too_deep"),
        ("sum(" + ",".join(["1"] * 99) + ")", ""),
        ("+".join(f"sum({','.join(['1'] * 90)})" for _ in range(7)), "too_many"),
        ("sum(" + ",".join(["1"] * 100) + ")", "takes_some"),
    ],
)
def test_limits(text: str, code: str) -> None:
    assert MOST_PARTS < LONGEST
    if not code:
        parse(text)
        return
    with pytest.raises(FormulaFault) as caught:
        parse(text)
    assert caught.value.code == code


SIGNS = st.sampled_from(
    ["[a]", "[b c]", "{children}", "{theme x}", "1", "0.5", "+", "-", "*", "/", "^", "(", ")",
     ",", "<", ">=", "=", "if(", "mean(", "ytd(", "previous(", " ", "x", "]", "}", "é", "\0"]
)  # fmt: skip


@given(st.lists(SIGNS, max_size=60).map("".join) | st.text(max_size=200))
def test_any_text_parses_or_is_refused_in_words(text: str) -> None:
    fault = None
    try:
        tree = parse(text)
    except FormulaFault as caught:
        fault = caught
    if fault is not None:
        assert 0 <= fault.at <= fault.at + fault.length <= len(text)
        assert fault.code in FAULTS
        assert fault.sentence()
        return
    assert sum(1 for _ in walk(tree)) <= MOST_PARTS


@given(st.lists(SIGNS, max_size=40).map("".join))
def test_names_are_rewritten_and_nothing_else(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaFault:
        return
    as_typed = {leaf.at: text[leaf.at : leaf.at + leaf.length] for leaf in leaves(tree)}
    assert rewritten(text, tree, lambda leaf: as_typed[leaf.at]) == text
    renamed = rewritten(text, tree, lambda leaf: "[#7]")
    assert all(leaf.text == "#7" for leaf in leaves(parse(renamed)))


def test_the_worst_text_takes_no_time() -> None:
    began = time.perf_counter()
    for text in ("(" * LONGEST, "-" * LONGEST, "[" * LONGEST, "1+" * (LONGEST // 2), " " * LONGEST):
        with pytest.raises(FormulaFault):
            parse(text)
    assert time.perf_counter() - began < 1
