"""Whether a yardstick, and a reading laid against it, can be scored at all."""

from itertools import pairwise
from math import isfinite
from typing import Final

from .anchors import Anchors, anchors_of, given, is_plain_ratio, judged, score_at
from .refusals import ScoringRefusal
from .status import reaches
from .vocabulary import LARGEST, Direction, Preset, same
from .yardstick import DIRECTIONS, OPTIONAL_FIELDS, REQUIRED_FIELDS, Yardstick

_ORDERED_BY_DIRECTION: Final = frozenset(
    {Preset.BASELINE_TARGET, Preset.RED_FLAG_GOAL, Preset.WORST_BEST, Preset.COMMIT_STRETCH}
)


def check_yardstick(y: Yardstick) -> None:
    """Refuse a yardstick that cannot be used.

    Raises :class:`ScoringRefusal` with the field at fault where a value is missing, not finite or
    beyond ±1e15, where two values that must differ are the same to a billionth, where they stand
    in the wrong order for the direction, or where a reading equal to the target would not be on
    track.
    """
    if y.direction not in DIRECTIONS[y.preset]:
        values = {"direction": y.direction.value, "allowed": list(DIRECTIONS[y.preset])}
        raise ScoringRefusal("direction", "direction", values)
    _check_numbers(y)
    _check_thresholds(y)
    _check_order(y)
    _check_target_is_on_track(y)


def check_value(value: float, y: Yardstick) -> None:
    """Refuse a reading that this yardstick, itself in order, cannot score (field ``value``)."""
    _check_number("value", value)
    if y.preset is Preset.YES_NO and value not in (0, 1):
        raise ScoringRefusal("yes_no_value", "value", {"value": value})
    unbounded = is_plain_ratio(y) and y.direction is Direction.LOWER and not y.capped
    if unbounded and (value <= 0 or same(value, 0.0)):
        raise ScoringRefusal("ratio_value", "value", {"value": value})


def anchors_for(y: Yardstick) -> Anchors:
    """The (value, score) pairs of a yardstick, sorted by value; scores from 0 to 1.

    For a ratio to a positive target the values are ratios, not readings. Raises
    :class:`ScoringRefusal` as :func:`check_yardstick` does.
    """
    check_yardstick(y)
    return anchors_of(y)


def _check_number(name: str, value: float) -> None:
    if not isfinite(value):
        raise ScoringRefusal("not_finite", name, {"name": name})
    if abs(value) > LARGEST:
        raise ScoringRefusal("too_large", name, {"name": name, "largest": LARGEST})


def _check_numbers(y: Yardstick) -> None:
    for name in REQUIRED_FIELDS[y.preset]:
        if getattr(y, name) is None:
            raise ScoringRefusal("missing", name, {"name": name})
    for name in (*REQUIRED_FIELDS[y.preset], *OPTIONAL_FIELDS[y.preset]):
        if (value := getattr(y, name)) is not None:
            _check_number(name, value)
    if y.preset is Preset.THRESHOLD and y.margin is not None and y.margin < 0:
        raise ScoringRefusal("negative", "margin", {"name": "margin", "value": y.margin})


def _check_thresholds(y: Yardstick) -> None:
    for name in ("on_track_from", "caution_from"):
        value = getattr(y, name)
        if not 0 <= value <= 1:  # also refuses NaN
            raise ScoringRefusal("not_a_share", name, {"name": name, "value": value})
    if y.caution_from > y.on_track_from:
        values = {"caution_from": y.caution_from, "on_track_from": y.on_track_from}
        raise ScoringRefusal("caution_above_on_track", "caution_from", values)


def _check_order(y: Yardstick) -> None:
    if y.preset in _ORDERED_BY_DIRECTION:
        for lower, upper in pairwise(REQUIRED_FIELDS[y.preset]):
            _check_better(y, upper, lower)
    elif y.preset is Preset.MINIMUM_MAXIMUM:
        _check_above(y, "maximum", "minimum")
        if y.target is not None:
            _check_above(y, "target", "minimum", may_equal=True)
            _check_above(y, "maximum", "target", may_equal=True)
    elif y.preset is Preset.ON_TARGET:
        _check_on_target(y)
    elif y.preset is Preset.RATIO:
        _check_ratio(y)
    if y.stretch is not None and "stretch" in OPTIONAL_FIELDS[y.preset]:
        _check_better(y, "stretch", "target")


def _check_ratio(y: Yardstick) -> None:
    if is_plain_ratio(y):
        # A target of a billionth or less would make ratios without bound.
        if same(given(y.target), 0.0):
            raise ScoringRefusal("ratio_target", "target", {"target": y.target})
    elif y.baseline is None:
        raise ScoringRefusal("ratio_target", "target", {"target": y.target})
    else:
        _check_better(y, "target", "baseline")


def _check_on_target(y: Yardstick) -> None:
    _check_above(y, "target", "low")
    _check_above(y, "high", "target")
    if y.flat_low is not None:
        _check_above(y, "flat_low", "low")
        _check_above(y, "target", "flat_low", may_equal=True)
    if y.flat_high is not None:
        _check_above(y, "high", "flat_high")
        _check_above(y, "flat_high", "target", may_equal=True)


def _check_better(y: Yardstick, name: str, other: str) -> None:
    """``name`` must lie beyond ``other`` on the side that the direction calls better."""
    value, other_value = given(getattr(y, name)), given(getattr(y, other))
    if same(value, other_value):
        if {name, other} == {"target", "baseline"}:
            raise ScoringRefusal("target_equals_baseline", "target", {"target": value})
        _refuse_same(name, other, value)
    higher = y.direction is Direction.HIGHER
    if (value > other_value) is not higher:
        code = "must_be_above_as_higher_is_better" if higher else "must_be_below_as_lower_is_better"
        raise ScoringRefusal(code, name, _pair(name, value, other, other_value))


def _check_above(y: Yardstick, name: str, other: str, *, may_equal: bool = False) -> None:
    value, other_value = given(getattr(y, name)), given(getattr(y, other))
    if value == other_value and may_equal:
        return
    if same(value, other_value):
        _refuse_same(name, other, value)
    if value < other_value:
        values = _pair(name, value, other, other_value)
        raise ScoringRefusal("must_be_above", name, values)


def _refuse_same(name: str, other: str, value: float) -> None:
    values = {"name": name, "other": other, "value": value}
    raise ScoringRefusal("same_value", name, values)


def _pair(name: str, value: float, other: str, other_value: float) -> dict[str, object]:
    return {"name": name, "value": value, "other": other, "other_value": other_value}


def _check_target_is_on_track(y: Yardstick) -> None:
    if y.target is None or y.preset in {Preset.YES_NO, Preset.THRESHOLD}:
        return
    score = score_at(judged(y.target, y), anchors_of(y), capped=True).score
    if not reaches(score, y.on_track_from):
        values = {"target_score": score, "on_track_from": y.on_track_from}
        raise ScoringRefusal("on_track_above_target", "on_track_from", values)
