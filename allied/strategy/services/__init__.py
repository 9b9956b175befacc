"""Writes of the map. Each makes one `MapChange`, which `undo_change` takes back.

What adds a row answers the row; every other answers the change, or None where nothing changed.
"""

from .changes import undo_change
from .frame import (
    add_perspective,
    add_theme,
    edit_perspective,
    edit_theme,
    free_colour,
    remove_perspective,
    remove_theme,
    set_map_lines,
    shift_perspective,
    shift_theme,
)
from .joint_wins import Win, set_joint_win
from .laying import lay_map
from .links import draw_link, remove_link
from .objectives import Beside, add_objective, edit_objective, move_objective, remove_objective

__all__ = [
    "Beside",
    "Win",
    "add_objective",
    "add_perspective",
    "add_theme",
    "draw_link",
    "edit_objective",
    "edit_perspective",
    "edit_theme",
    "free_colour",
    "lay_map",
    "move_objective",
    "remove_link",
    "remove_objective",
    "remove_perspective",
    "remove_theme",
    "set_joint_win",
    "set_map_lines",
    "shift_perspective",
    "shift_theme",
    "undo_change",
]
