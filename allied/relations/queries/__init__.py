"""Reads of relationship scorecards."""

from .answers import Desk, desk_of
from .matrix import Matrix, matrix_of
from .rounds import progress_of, waiting_here, waiting_in
from .rows import (
    counterpart_visible_to,
    criterion_visible_to,
    dimension_visible_to,
    link_visible_to,
    round_visible_to,
    sheet_visible_to,
    template_visible_to,
)
from .sheets import counterpart_page, sheet_page
from .templates import counterparts_of, kinds_of, parts_of, rounds_of, templates_of

__all__ = [
    "Desk",
    "Matrix",
    "counterpart_page",
    "counterpart_visible_to",
    "counterparts_of",
    "criterion_visible_to",
    "desk_of",
    "dimension_visible_to",
    "kinds_of",
    "link_visible_to",
    "matrix_of",
    "parts_of",
    "progress_of",
    "round_visible_to",
    "rounds_of",
    "sheet_page",
    "sheet_visible_to",
    "template_visible_to",
    "templates_of",
    "waiting_here",
    "waiting_in",
]
