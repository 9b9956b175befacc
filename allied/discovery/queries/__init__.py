"""Reads of interviews, candidates and workshops: all of it starts from `visible_to`."""

from .boards import (
    Board,
    board_of,
    card_visible_to,
    others_on_board,
    record_of,
    seen_tick,
    workshop_visible_to,
    workshops_of,
)
from .candidates import (
    Shown,
    candidate_visible_to,
    candidates_of,
    choices_of,
    gathered,
    voices_of_objective,
)
from .interviews import (
    answer_visible_to,
    guide_of,
    interview_page,
    interview_visible_to,
    interviews_of,
    passage_visible_to,
)

__all__ = [
    "Board",
    "Shown",
    "answer_visible_to",
    "board_of",
    "candidate_visible_to",
    "candidates_of",
    "card_visible_to",
    "choices_of",
    "gathered",
    "guide_of",
    "interview_page",
    "interview_visible_to",
    "interviews_of",
    "others_on_board",
    "passage_visible_to",
    "record_of",
    "seen_tick",
    "voices_of_objective",
    "workshop_visible_to",
    "workshops_of",
]
