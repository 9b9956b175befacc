"""What is wrong with a formula: where, and in a sentence that says what to do instead."""

from collections.abc import Callable, Mapping
from typing import Final

Translate = Callable[[str], str]


class Word(str):
    """A value of a sentence that is a word of ours, to be translated; others stand as they are."""

    __slots__ = ()


FAULTS: Final[dict[str, str]] = {
    "empty": "Write a formula, such as [one measure] / [another].",
    "too_long": "A formula has at most %(most)s characters; this has %(count)s.",
    "too_deep": "This is nested too deep: at most %(most)s levels. Use sum for a long chain.",
    "too_many": "A formula has at most %(most)s parts: split it over two measures.",
    "sign": "“%(sign)s” is not part of a formula.",
    "decimal": "Write decimals with a point, such as 0.5; values are parted by commas.",
    "too_large": "This number is too large: at most 15 digits before the point.",
    "unclosed": "“%(sign)s” is opened here and not closed.",
    "nameless": "Name what is meant between the brackets.",
    "value_expected": "A number, a measure or “(” is expected here.",
    "ends_early": "The formula ends where a number, a measure or “(” is expected.",
    "operator_expected": "An operator, such as +, is expected before “%(sign)s”.",
    "close_expected": "“)” is expected here.",
    "open_expected": "“(” is expected after %(key)s.",
    "function": "There is no function “%(key)s”. There are %(names)s. Measures stand in [ ].",
    "takes": "%(key)s takes %(least)s, and has %(count)s here.",
    "takes_some": "%(key)s takes at least one value.",
    "compared_twice": "Only two values are compared at a time: use if inside if.",
    "alone": "%(key)s stands for several measures: put it into mean, sum, min or max.",
    "children_empty": "%(key)s has no other measure that this formula may use.",
    "group_kind": "“%(key)s” is not known here. There are %(names)s.",
    "unknown": "There is no measure “%(key)s” that this formula may use. Choose one of the list.",
    "unknown_group": "There is no “%(key)s” that this formula may use.",
    "ambiguous": "Several measures are called “%(key)s”: choose one of the list, with its number.",
    "constant": "A formula names at least one measure.",
    "itself": "A measure cannot be computed from itself. previous(…) of another one is meant?",
    "cycle": "This goes round in a circle: %(keys)s.",
    "coarser": (
        "“%(key)s” is read by the %(theirs)s, and this measure by the %(ours)s: a longer period "
        "says nothing of the shorter."
    ),
    "units_differ": "%(unit)s and %(other)s cannot be put together here.",
    "unit_product": "A date cannot be multiplied or divided.",
    "date_sum": "Dates cannot be added up.",
    "exponent": "The exponent must be a plain number.",
    "exponent_of_unit": (
        "%(unit)s can be raised to a whole number between -9 and 9 only, written out."
    ),
    "condition": "The first value of if is a comparison, such as [one measure] > 10.",
    "share_of": "share turns a percentage into a number; this is %(unit)s.",
    "percent_of": "percent turns a plain number into a percentage; this is %(unit)s.",
    "number_of_date": "A date is no number. The difference of two dates is days.",
    "result_unit": (
        "The formula gives %(unit)s, and this measure is in %(other)s. number(…), share(…) and "
        "percent(…) change what a value is."
    ),
}
"""One English sentence for each code."""

WORDS: Final = (
    "a plain number", "days", "a date", "yes or no", "month", "quarter", "half-year", "year",
    "one value", "three values",
)  # fmt: skip
"""What may stand as a :class:`Word` in a sentence."""


def unchanged(text: str) -> str:
    """The translation into English of English."""
    return text


class FormulaFault(ValueError):
    """A formula that cannot be computed. ``at`` and ``length`` mark the place, in characters."""

    def __init__(self, code: str, at: int = 0, length: int = 0, **values: object) -> None:
        self.code = code
        self.at = at
        self.length = length
        self.values: Mapping[str, object] = values
        super().__init__(code, at, length, values)

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, translate: Translate = unchanged) -> str:
        """The sentence in the language of ``translate`` (English without)."""
        return filled(FAULTS[self.code], self.values, translate)


def filled(template: str, values: Mapping[str, object], translate: Translate = unchanged) -> str:
    """The translated template with its values; only a :class:`Word` among them is translated."""
    shown = {
        name: translate(str(value)) if isinstance(value, Word) else value
        for name, value in values.items()
    }
    return translate(template) % shown
