"""English for the codes of deliberation."""

from collections.abc import Mapping
from typing import ClassVar, Final

from allied.pure.sentences import Refusal

MESSAGES: Final[dict[str, str]] = {
    "beyond_most_important": (
        "Decisions of importance 2 to 4 that took longer than %(days)s days, the median of the "
        "%(count)s most important ones."
    ),
    "top_tenth": (
        "Decisions of importance 2 to 4 that took longer than %(days)s days, as nine in ten of "
        "them did not. Fewer than 3 of the most important ones are decided, so they give no "
        "yardstick."
    ),
    "no_yardstick": "Too few decisions are taken to say which of them took long.",
    "too_few": "Fewer than 3 decisions: no correlation.",
    "all_alike": "All are equally important or took equally long: no correlation.",
    "more_time_for_more": "The more important, the longer: correlation %(rho)s.",
    "less_time_for_more": "The more important, the quicker: correlation %(rho)s.",
    "unrelated": "Time and importance have little to do with each other: correlation %(rho)s.",
    "decide_now": "Decide now.",
    "take_time": "Not ready to be decided now.",
    "two_options": "There are two sensible options.",
    "equal_options": "The %(count)s sensible options are judged equal.",
    "too_many_options": "There are %(count)s options that are not judged equal: narrow them down.",
    "too_few_options": "There are fewer than two sensible options: look for another.",
    "reversible": "It can be undone.",
    "irreversible": "It cannot be undone at will.",
    "reversibility_unknown": "Nobody has said whether it can be undone.",
    "moderate": "Its importance is %(importance)s of 5.",
    "most_important": "It is among the most important.",
    "waited_long": (
        "It has waited %(days)s days; half of its importance were decided within %(usual)s."
    ),
    "has_all": "All that is needed for it is there.",
    "still_waiting": (
        "It has waited %(days)s days, not longer than usual (%(usual)s), and something is missing."
    ),
    "usual_unknown": "Nothing says what time is usual, and something is missing.",
    "coin": "Who wants to may toss the coin.",
    "sides": "Heads is “%(heads)s”, tails is “%(tails)s”.",
    "heads": "It fell heads: “%(option)s”.",
    "tails": "It fell tails: “%(option)s”.",
}
"""English templates by step code; translate these very texts.

``days``, ``usual`` and ``rho`` are floats for the caller to format.
"""

REFUSALS: Final[dict[str, str]] = {
    "importance": "The importance is a whole number from 1 to 5, not %(value)s.",
    "taken_before_raised": "A decision is taken after it is raised.",
    "options": "The number of options must not be below zero: %(value)s.",
    "same_sides": "Heads and tails must stand for two different options.",
    "no_side": "Say which option each side stands for.",
    "bits": "The record of a toss is 64 hexadecimal digits.",
}
"""One English sentence for each refusal code."""


class DeliberationRefusal(Refusal):
    """A question or a toss that makes no sense."""

    SENTENCES: ClassVar[Mapping[str, str]] = REFUSALS
