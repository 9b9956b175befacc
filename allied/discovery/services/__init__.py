"""Writes of interviews, passages, candidates and workshops."""

from .board import add_card, cast_vote, merge_cards, move_card, take_off
from .candidates import (
    edit_candidate,
    merge_candidates,
    raise_candidate,
    reopen_candidate,
    set_aside,
    take_onto_map,
)
from .interviews import add_question, edit_answer, edit_interview, record_interview, set_guide
from .passages import gather_passage, mark_passages, mark_under, remove_passage
from .workshops import edit_workshop, prepare_workshop, set_stage, set_voting

__all__ = [
    "add_card",
    "add_question",
    "cast_vote",
    "edit_answer",
    "edit_candidate",
    "edit_interview",
    "edit_workshop",
    "gather_passage",
    "mark_passages",
    "mark_under",
    "merge_candidates",
    "merge_cards",
    "move_card",
    "prepare_workshop",
    "raise_candidate",
    "record_interview",
    "remove_passage",
    "reopen_candidate",
    "set_aside",
    "set_guide",
    "set_stage",
    "set_voting",
    "take_off",
    "take_onto_map",
]
