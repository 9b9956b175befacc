"""From a yardstick to anchors, and from anchors to a score.

Anchors are (value, score) pairs, sorted by value. Between two of them the score is linear; outside
it is capped at the first or last score, or goes on along the nearest slope. Lower is better is a
falling pair, never a branch of its own. Two anchors with the same value are a step.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final

from msgspec import Struct

from .vocabulary import Direction, Preset, same
from .yardstick import Yardstick

Anchor = tuple[float, float]
Anchors = tuple[Anchor, ...]

ONE_THIRD: Final = 1 / 3
TWO_THIRDS: Final = 2 / 3
RATIO_ANCHORS: Final[Anchors] = ((0.0, 0.0), (1.0, 1.0))

_ONE_TO_ONE: Final = {
    Preset.BASELINE_TARGET: (("baseline", 0.0), ("target", 1.0)),
    Preset.WORST_BEST: (
        ("worst", 0.0),
        ("red_flag", ONE_THIRD),
        ("target", TWO_THIRDS),
        ("best", 1.0),
    ),
    Preset.COMMIT_STRETCH: (
        ("baseline", 0.0),
        ("commit", 0.3),
        ("target", 0.7),
        ("stretch", 1.0),
    ),
    # Reached only where the target is not above zero.
    Preset.RATIO: (("baseline", 0.0), ("target", 1.0)),
}


class Place(StrEnum):
    """Where a value lies among the anchors."""

    BELOW = "below"
    BETWEEN = "between"
    ABOVE = "above"


class Placed(Struct, frozen=True):
    """A score and the two anchors it was read from."""

    score: float
    place: Place
    left: Anchor
    right: Anchor


def anchors_of(y: Yardstick) -> Anchors:
    """The anchors of a yardstick that has passed its check."""
    if is_plain_ratio(y):
        return RATIO_ANCHORS
    # Python's sort is stable, so the two anchors of a step keep the order they are written in.
    return tuple(sorted(_unsorted(y), key=lambda anchor: anchor[0]))


def is_plain_ratio(y: Yardstick) -> bool:
    """Whether the reading is first turned into its ratio to the target.

    A target that is not positive has no meaningful ratio; where a baseline is given with it, the
    way from the baseline to the target is scored instead.
    """
    return y.preset is Preset.RATIO and y.target is not None and y.target > 0


def judged(value: float, y: Yardstick) -> float:
    """The number that is laid against the anchors: the value, or its ratio to the target."""
    if not is_plain_ratio(y):
        return value
    target = given(y.target)
    if y.direction is Direction.HIGHER:
        return value / target
    # Nothing is better than none: a value of zero or less is worth the full score. (Uncapped, the
    # check of the value has refused it.)
    return target / value if value > 0 and not same(value, 0.0) else 1.0


def score_at(value: float, anchors: Anchors, *, capped: bool) -> Placed:
    """The score of a value by its anchors (at least two, sorted by value).

    A value on a step takes the better score. A step has no slope, so beyond it the score is
    always capped.
    """
    left, right = _segment(value, anchors)
    if left[0] == right[0] and same(value, left[0]):
        return Placed(max(left[1], right[1]), Place.BETWEEN, left, right)
    if value < anchors[0][0]:
        return Placed(
            _outside(value, left, right, left[1], capped=capped), Place.BELOW, left, right
        )
    if value > anchors[-1][0]:
        score = _outside(value, left, right, right[1], capped=capped)
        return Placed(score, Place.ABOVE, left, right)
    low, high = sorted((left[1], right[1]))
    return Placed(min(max(_line(value, left, right), low), high), Place.BETWEEN, left, right)


def given(value: float | None) -> float:
    """The value of a field that the check has shown to be there."""
    assert value is not None
    return value


def _segment(value: float, anchors: Sequence[Anchor]) -> tuple[Anchor, Anchor]:
    """The pair that the value lies in, or the nearest pair."""
    pairs = list(pairwise(anchors))
    return next((pair for pair in pairs if value < pair[1][0]), pairs[-1])


def _outside(value: float, left: Anchor, right: Anchor, nearest: float, *, capped: bool) -> float:
    if capped or left[0] == right[0]:
        return nearest
    return _line(value, left, right)


def _line(value: float, left: Anchor, right: Anchor) -> float:
    return left[1] + (value - left[0]) / (right[0] - left[0]) * (right[1] - left[1])


def _unsorted(y: Yardstick) -> list[Anchor]:
    match y.preset:
        case Preset.RED_FLAG_GOAL:
            return _red_flag_goal(given(y.red_flag), given(y.target))
        case Preset.MINIMUM_MAXIMUM:
            return _rising_or_falling(given(y.minimum), given(y.maximum), y.direction)
        case Preset.ON_TARGET:
            return _on_target(y)
        case Preset.YES_NO:
            return _rising_or_falling(0.0, 1.0, y.direction)
        case Preset.THRESHOLD:
            return _rising_or_falling(given(y.threshold), given(y.threshold), y.direction)
    return [(given(getattr(y, name)), score) for name, score in _ONE_TO_ONE[y.preset]]


def _red_flag_goal(red_flag: float, goal: float) -> list[Anchor]:
    third = goal - red_flag
    return [
        (red_flag - third, 0.0),
        (red_flag, ONE_THIRD),
        (goal, TWO_THIRDS),
        (goal + third, 1.0),
    ]


def _rising_or_falling(low: float, high: float, direction: Direction) -> list[Anchor]:
    rising = direction in {Direction.HIGHER, Direction.AT_LEAST}
    return [(low, 0.0), (high, 1.0)] if rising else [(low, 1.0), (high, 0.0)]


def _on_target(y: Yardstick) -> list[Anchor]:
    target = given(y.target)
    flat_low = target if y.flat_low is None else y.flat_low
    flat_high = target if y.flat_high is None else y.flat_high
    flat = [(flat_low, 1.0)] if flat_low == flat_high else [(flat_low, 1.0), (flat_high, 1.0)]
    return [(given(y.low), 0.0), *flat, (given(y.high), 0.0)]
