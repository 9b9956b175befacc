"""Writes of the decision log, of the coin and of the journal."""

from .ballots import cast_ballot
from .checking import OutsideRights
from .editing import edit_decision, withdraw_decision
from .journal import edit_entry, remove_entry, write_entry
from .looking_back import look_back
from .raising import raise_decision
from .recommending import Recommendation
from .standing import NotCarried, count_dissent, forget_ballots
from .superseding import supersede_decision
from .taking import record_decision, take_decision
from .tossing import lay_coin, toss_coin

__all__ = [
    "NotCarried",
    "OutsideRights",
    "Recommendation",
    "cast_ballot",
    "count_dissent",
    "edit_decision",
    "edit_entry",
    "forget_ballots",
    "lay_coin",
    "look_back",
    "raise_decision",
    "record_decision",
    "remove_entry",
    "supersede_decision",
    "take_decision",
    "toss_coin",
    "withdraw_decision",
    "write_entry",
]
