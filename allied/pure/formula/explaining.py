"""Why a value is what it is: steps with codes and values, as of a score."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from allied.pure.scoring.explanations import Step

from .faults import Translate, unchanged
from .outcomes import Missing, Value
from .series import Inputs, evaluate
from .tree import Call, Comparison, Input, Many, Node, walk

MESSAGES: Final[dict[str, str]] = {
    "input": "%(key)s is %(value)s.",
    "input_missing": "%(key)s has no value for this period.",
    "several": "Of %(key)s %(count)s of %(total)s have a value.",
    "condition_met": "The condition of if is met, so its second value counts.",
    "condition_not_met": "The condition of if is not met, so its third value counts.",
    "result": "The formula gives %(value)s.",
    "missing": "%(key)s has no value for this period, so there is none here.",
    "none_of_many": "None of the measures has a value for this period, so there is none here.",
    "division_by_zero": "It would be divided by zero, so there is no value.",
    "no_root": "A root of a number below zero is asked for, so there is no value.",
    "too_large": "The result is 10^15 or more, so there is no value: use a larger unit.",
    "no_previous": "There is no previous period with data, so there is no value.",
    "year_incomplete": "The year to date is not known from its first period on, so there is none.",
    "out_of_bounds": "The formula gives %(value)s, which this measure cannot have.",
    "circle": "The measures are computed from each other in a circle, so there is no value.",
    "broken": "The formula does not hold any more, so there is no value.",
}
"""English templates by step code; translate these very texts."""


def explain(tree: Node, inputs: Inputs, place_in_year: Sequence[int], at: int) -> tuple[Step, ...]:
    """The steps of the value of the period at the place ``at``: inputs, conditions, the result."""
    steps: list[Step] = []
    for node in walk(tree):
        if isinstance(node, Input):
            steps.append(_input(node.key, inputs[node.key][at]))
        elif isinstance(node, Many):
            told = [inputs[key][at] for key in node.keys]
            count = sum(value is not None for value in told)
            steps.append(Step("several", {"key": node.label, "count": count, "total": len(told)}))
        elif isinstance(node, Call) and node.name == "if":
            steps += _condition(node.values[0], inputs, place_in_year, at)
    once = {repr(step): step for step in steps}
    return (*once.values(), outcome(evaluate(tree, inputs, place_in_year)[at]))


def outcome(value: Value) -> Step:
    """The last step: the result, or why there is none."""
    if isinstance(value, Missing):
        return Step(value.code, value.values)
    return Step("result", {"value": value})


def sentence(
    step: Step,
    translate: Translate = unchanged,
    number: Callable[[float], str] = str,
    name: Callable[[str], str] = unchanged,
) -> str:
    """The step in words; ``name`` turns a key into what it is called."""
    return translate(MESSAGES[step.code]) % _shown(step.values, number, name)


def _shown(
    values: Mapping[str, object], number: Callable[[float], str], name: Callable[[str], str]
) -> dict[str, object]:
    return {
        place: name(str(value))
        if place == "key"
        else number(value)
        if isinstance(value, float)
        else value
        for place, value in values.items()
    }


def _input(key: str, value: float | None) -> Step:
    if value is None:
        return Step("input_missing", {"key": key})
    return Step("input", {"key": key, "value": value})


def _condition(node: Node, inputs: Inputs, place_in_year: Sequence[int], at: int) -> list[Step]:
    value = evaluate(node, inputs, place_in_year)[at]
    if isinstance(value, Missing) or not isinstance(node, Comparison | Input):
        return []
    return [Step("condition_met" if value else "condition_not_met")]
