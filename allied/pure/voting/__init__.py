"""Quorum and decision rules of a body: who counts, what each partner says, what is decided.

Pure functions over frozen structs, no library but theirs; docs/algorithms/voting.md states
the rules with worked numbers.
"""

from .body import Body, Member, Seat, seats, unseated
from .deciding import Decided, Tally, decide, votes_needed
from .quorum import Quorate, Quorum, count_quorum
from .rules import UNANIMOUS_BY_PARTNER, DecisionRule
from .vocabulary import (
    ALGORITHM,
    Base,
    Counting,
    Id,
    Kind,
    Outcome,
    Position,
    Reason,
    Speaking,
    Vote,
)
from .wording import MESSAGES, REFUSALS, VotingRefusal

__all__ = [
    "ALGORITHM",
    "MESSAGES",
    "REFUSALS",
    "UNANIMOUS_BY_PARTNER",
    "Base",
    "Body",
    "Counting",
    "Decided",
    "DecisionRule",
    "Id",
    "Kind",
    "Member",
    "Outcome",
    "Position",
    "Quorate",
    "Quorum",
    "Reason",
    "Seat",
    "Speaking",
    "Tally",
    "Vote",
    "VotingRefusal",
    "count_quorum",
    "decide",
    "seats",
    "unseated",
    "votes_needed",
]
