"""The closed lists of words that voting speaks."""

from enum import StrEnum
from typing import Any, Final

ALGORITHM: Final = "allied-voting/2"
"""Name and version of the rules; to be stored with each decision."""

Id = Any
"""What stands for a person or a partner: the caller's own key, only ever hashed and compared."""


class Vote(StrEnum):
    """What one person says. Whoever says nothing is in no list of votes."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Position(StrEnum):
    """What one partner says as one."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINS = "abstains"
    UNDECIDED = "undecided"
    SILENT = "silent"
    ABSENT = "absent"


class Speaking(StrEnum):
    """How the one vote of a partner comes about."""

    AGREEING = "agreeing"
    BY_HEAD = "by_head"


class Kind(StrEnum):
    """The decision rules."""

    UNANIMOUS_BY_PARTNER = "unanimous_by_partner"
    CONSENSUS = "consensus"
    MAJORITY = "majority"
    FINAL_SAY = "final_say"


class Base(StrEnum):
    """What a majority is a majority of."""

    CAST = "cast"
    PRESENT = "present"
    ALL = "all"


class Counting(StrEnum):
    """Whose votes a majority counts."""

    HEADS = "heads"
    PARTNERS = "partners"


class Outcome(StrEnum):
    """How a vote ends. No decision: the question stays open and may be put again."""

    CARRIED = "carried"
    NOT_CARRIED = "not_carried"
    NO_DECISION = "no_decision"


class Reason(StrEnum):
    """Why it ends so."""

    NOT_QUORATE = "not_quorate"
    ALL_PARTNERS_FOR = "all_partners_for"
    PARTNER_AGAINST = "partner_against"
    PARTNERS_MISSING = "partners_missing"
    NOBODY_OBJECTS = "nobody_objects"
    OBJECTED = "objected"
    MAJORITY = "majority"
    SHORT_OF_MAJORITY = "short_of_majority"
    TIE = "tie"
    NO_VOTES = "no_votes"
    FINAL_SAY_FOR = "final_say_for"
    FINAL_SAY_AGAINST = "final_say_against"
    FINAL_SAY_OPEN = "final_say_open"
