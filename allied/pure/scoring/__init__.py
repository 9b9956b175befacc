"""Scores of readings and their way up the map, with the explanation of each.

Pure functions over frozen structs, no library but theirs; docs/algorithms/scoring.md states
the rules with worked numbers. Scoring many at once is in ``allied.pure.scoring.vectorised``, which
needs NumPy and is therefore not imported here: a page must not carry NumPy's memory.
"""

from .aggregation import aggregate
from .anchors import Anchor, Anchors, Place, Placed, score_at
from .checking import anchors_for, check_value, check_yardstick
from .explanations import MESSAGES, Explanation, Step, describe
from .progressing import pace, progress, time_elapsed
from .reading import Scored, goalpost, is_beyond_target, mark_stale, score_value
from .refusals import REFUSALS, ScoringRefusal
from .rollup import Child, RolledUp, roll_up
from .status import (
    STALE_AFTER_DAYS,
    WORST_FIRST,
    is_stale,
    movement,
    reaches,
    stale_after,
    status_of,
    trend,
)
from .vocabulary import (
    ALGORITHM,
    Aggregation,
    Direction,
    MissingPolicy,
    Movement,
    Preset,
    RollUpRule,
    Status,
    Trend,
    same,
)
from .wording import WORDS
from .yardstick import (
    DEFAULT_THRESHOLDS,
    DIRECTIONS,
    OPTIONAL_FIELDS,
    REQUIRED_FIELDS,
    HasThresholds,
    Thresholds,
    Yardstick,
)

__all__ = [
    "ALGORITHM",
    "DEFAULT_THRESHOLDS",
    "DIRECTIONS",
    "MESSAGES",
    "OPTIONAL_FIELDS",
    "REFUSALS",
    "REQUIRED_FIELDS",
    "STALE_AFTER_DAYS",
    "WORDS",
    "WORST_FIRST",
    "Aggregation",
    "Anchor",
    "Anchors",
    "Child",
    "Direction",
    "Explanation",
    "HasThresholds",
    "MissingPolicy",
    "Movement",
    "Place",
    "Placed",
    "Preset",
    "RollUpRule",
    "RolledUp",
    "Scored",
    "ScoringRefusal",
    "Status",
    "Step",
    "Thresholds",
    "Trend",
    "Yardstick",
    "aggregate",
    "anchors_for",
    "check_value",
    "check_yardstick",
    "describe",
    "goalpost",
    "is_beyond_target",
    "is_stale",
    "mark_stale",
    "movement",
    "pace",
    "progress",
    "reaches",
    "roll_up",
    "same",
    "score_at",
    "score_value",
    "stale_after",
    "status_of",
    "time_elapsed",
    "trend",
]
