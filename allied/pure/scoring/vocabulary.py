"""The closed lists of words that scoring speaks, and the exactness it promises."""

from enum import StrEnum
from typing import Final

ALGORITHM: Final = "allied-scoring/1"
"""Name and version of the rules; stored with each frozen result."""

LARGEST: Final = 1e15
"""Values beyond this, either way, are refused: a double no longer holds them exactly."""

NEAR: Final = 1e-9
"""Two scores this close are the same score; see :func:`same` for values."""


class Direction(StrEnum):
    """Which way a measure is meant to go."""

    HIGHER = "higher"
    LOWER = "lower"
    ON_TARGET = "on_target"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Preset(StrEnum):
    """The usual ways of turning values into anchors."""

    BASELINE_TARGET = "baseline_target"
    RED_FLAG_GOAL = "red_flag_goal"
    WORST_BEST = "worst_best"
    MINIMUM_MAXIMUM = "minimum_maximum"
    ON_TARGET = "on_target"
    COMMIT_STRETCH = "commit_stretch"
    YES_NO = "yes_no"
    THRESHOLD = "threshold"
    RATIO = "ratio"


class Status(StrEnum):
    """What a score means to a reader, from the best to the worst, then the two without a score."""

    EXCEEDS = "exceeds"
    ON_TRACK = "on_track"
    CAUTION = "caution"
    OFF_TRACK = "off_track"
    NO_DATA = "no_data"
    STALE = "stale"


class Aggregation(StrEnum):
    """How readings of several periods become one value, before scoring."""

    LAST = "last"
    SUM = "sum"
    AVERAGE = "average"
    YEAR_TO_DATE = "year_to_date"


class RollUpRule(StrEnum):
    """How the scores of children become the score of their parent."""

    WEIGHTED_MEAN = "weighted_mean"
    WORST = "worst"
    BEST = "best"
    MOST_FREQUENT = "most_frequent"
    JUDGEMENT = "judgement"


class MissingPolicy(StrEnum):
    """What a parent does with a child that has no score."""

    LEAVE_OUT = "leave_out"
    STRICT = "strict"
    AS_ZERO = "as_zero"
    CARRY_FORWARD = "carry_forward"


class Trend(StrEnum):
    """Where the value moved, whether or not that is good."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


class Movement(StrEnum):
    """Where the score moved: the direction of the measure is already in it."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


def same(first: float, second: float) -> bool:
    """Whether two values differ by no more than a billionth of the larger (at least 1e-9).

    Sums of decimal fractions carry noise (0.1 + 0.2 is not 0.3), and a limit that a reading
    meets on paper must be met here.
    """
    return abs(first - second) <= NEAR * max(1.0, abs(first), abs(second))
