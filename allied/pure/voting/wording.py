"""English for the codes of voting."""

from collections.abc import Mapping
from typing import ClassVar, Final

from allied.pure.sentences import Refusal

MESSAGES: Final[dict[str, str]] = {
    "quorate": "Quorum is there: %(present)s of %(of)s members with a vote.",
    "not_quorate": "There is no quorum: %(present)s of %(of)s members with a vote are present.",
    "nobody": "No member with a vote is present.",
    "at_least": "At least %(needed)s are needed, and %(present)s are present.",
    "from_each": "At least %(needed)s of %(partner)s are needed, and %(present)s are present.",
    "share": "At least %(share)s of %(of)s, which is %(needed)s, are needed; present: %(present)s.",
    "unseated": (
        "Nobody with a vote sits on the body for %(partner)s, so it cannot decide: "
        "give somebody of %(partner)s a seat with a vote."
    ),
    "chair": "The chair or the chair's alternate must be present, and is not.",
    "chair_vacant": "The chair must be present, and the body has none.",
    "position_for": "%(partner)s is in favour.",
    "position_against": "%(partner)s is against.",
    "position_abstains": "%(partner)s abstains.",
    "position_undecided": "%(partner)s is undecided: its members do not agree.",
    "position_silent": "%(partner)s has not said anything.",
    "position_absent": "Nobody with a vote is present for %(partner)s.",
    "all_partners_for": "Each partner has one vote, and all are in favour: carried.",
    "partner_against": "Each partner has one vote, and %(partners)s is against: not carried.",
    "partners_missing": (
        "Each partner has one vote, and all must be in favour; missing: %(partners)s. "
        "There is no decision."
    ),
    "nobody_objects": "Nobody present with a vote objects: carried by consensus.",
    "objected": "There is no consensus, as somebody objects: %(people)s. Not carried.",
    "majority": (
        "%(for)s of %(of)s in favour, and %(needed)s are needed (%(threshold)s): carried."
    ),
    "short_of_majority": (
        "%(for)s of %(of)s in favour, and %(needed)s are needed (%(threshold)s): not carried."
    ),
    "tie": "%(for)s in favour and as many against: a tie does not pass.",
    "no_votes": "Nobody has voted for or against, so there is no decision.",
    "within_final_say": "%(partner)s has the final say in this matter: %(matter)s.",
    "outside_final_say": (
        "The final say of %(partner)s does not cover this matter, so the other rule counts."
    ),
    "final_say_for": "%(partner)s is in favour: carried.",
    "final_say_against": "%(partner)s is against: not carried.",
    "final_say_open": "%(partner)s has not said yes or no, so there is no decision.",
    "not_counted": "Not counted, as they hold no vote here: %(people)s.",
}
"""English templates by step code; translate these very texts.

Places: ``partner``, ``partners`` and ``people`` are keys of the caller's, ``share`` and
``threshold`` fractions such as 2/3 (1/2 means more than a half), ``matter`` the caller's own.
"""

REFUSALS: Final[dict[str, str]] = {
    "member_twice": "%(person)s stands twice among the members: once is enough.",
    "partner_twice": "%(partner)s stands twice among the partners.",
    "partner_unknown": "%(person)s sits for %(partner)s, which is no partner here.",
    "alternate": "%(person)s must stand in for a member of the same partner.",
    "no_member": "%(person)s is not a member: choose one, and not an alternate.",
    "heads_twice": "Two people are named as the head of %(partner)s: choose one.",
    "count": "Write a whole number from 1 on, not %(value)s.",
    "share": "A share is more than 0 and at most 1, not %(value)s.",
    "threshold": "A majority is at least one half and at most all, not %(value)s.",
    "final_say_partner": "Say which partner has the final say.",
    "final_say_matters": "List the matters in which the partner has the final say.",
}
"""One English sentence for each refusal code."""


class VotingRefusal(Refusal):
    """A body or a rule that makes no sense."""

    SENTENCES: ClassVar[Mapping[str, str]] = REFUSALS
