"""From one reading to a score, a progress, a status and the explanation of all three."""

from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .anchors import Anchors, Place, Placed, anchors_of, given, is_plain_ratio, judged, score_at
from .checking import check_value, check_yardstick
from .explanations import Explanation, Step
from .progressing import progress
from .status import reaches, status_of
from .vocabulary import Direction, Preset, Status, same
from .yardstick import OPTIONAL_FIELDS, REQUIRED_FIELDS, Yardstick


class Scored(Struct, frozen=True, kw_only=True):
    """A reading with its score (0 to 1 if capped), progress (a share, uncapped) and status.

    Without a reading value, score and progress are ``None`` and the status is no data.
    """

    value: float | None
    score: float | None
    progress: float | None
    status: Status
    explanation: Explanation


_NO_READING: Final = Scored(
    value=None,
    score=None,
    progress=None,
    status=Status.NO_DATA,
    explanation=Explanation((Step("no_reading"), Step("status_no_data"))),
)


def score_value(value: float | None, y: Yardstick) -> Scored:
    """Score one reading, in the unit of the measure, by its yardstick.

    ``None`` is no data, never zero. Raises :class:`ScoringRefusal` where the yardstick or the
    reading cannot be scored. The rules and worked numbers: docs/algorithms/scoring.md.
    """
    check_yardstick(y)
    if value is None:
        return _NO_READING
    check_value(value, y)
    anchors = anchors_of(y)
    placed = score_at(judged(value, y), anchors, capped=y.capped)
    way = _progress(value, y)
    status, why = _status(value, placed.score, y)
    steps = (
        Step("reading", {"value": value}),
        *_score_steps(value, y, anchors, placed),
        *_progress_steps(way, y),
        why,
    )
    return Scored(
        value=value,
        score=placed.score,
        progress=way,
        status=status,
        explanation=Explanation(steps),
    )


def mark_stale(scored: Scored, last_fresh: date, today: date) -> Scored:
    """The same result, with the status stale where ``today`` is later than ``last_fresh``.

    Score and progress stay what they were; no data stays no data. See :func:`stale_after`.
    """
    if today <= last_fresh or scored.score is None:
        return scored
    values = {
        "last_fresh": last_fresh.isoformat(),
        "today": today.isoformat(),
        "without": scored.status.value,
    }
    steps = (*scored.explanation.steps, Step("status_stale", values))
    return replace(scored, status=Status.STALE, explanation=Explanation(steps))


def goalpost(y: Yardstick) -> tuple[str, float] | None:
    """The field, and its value, beyond which a reading exceeds; ``None`` where nothing can.

    The stretch where there is one, else the target, else (minimum to maximum) the better end. On
    target is best, yes / no and thresholds have no beyond: they are met or not.
    """
    if y.preset in {Preset.ON_TARGET, Preset.YES_NO, Preset.THRESHOLD}:
        return None
    if y.stretch is not None and _uses(y, "stretch"):
        return "stretch", y.stretch
    if y.target is not None:
        return "target", y.target
    if y.direction is Direction.HIGHER:
        return "maximum", given(y.maximum)
    return "minimum", given(y.minimum)


def is_beyond_target(value: float, y: Yardstick) -> bool:
    """Whether the reading lies strictly beyond the goalpost: equal to a billionth is not."""
    post = goalpost(y)
    if post is None or same(value, post[1]):
        return False
    return (value > post[1]) is (y.direction is Direction.HIGHER)


def _uses(y: Yardstick, name: str) -> bool:
    return name in REQUIRED_FIELDS[y.preset] or name in OPTIONAL_FIELDS[y.preset]


def _progress(value: float, y: Yardstick) -> float | None:
    if y.baseline is None or y.target is None or not (_uses(y, "baseline") and _uses(y, "target")):
        return None
    # A baseline already past the target leaves nothing to go: going back would look like progress.
    higher = y.direction is Direction.HIGHER
    if y.direction is not Direction.ON_TARGET and (y.target > y.baseline) is not higher:
        return None
    return progress(value, y.baseline, y.target)


def _progress_steps(way: float | None, y: Yardstick) -> tuple[Step, ...]:
    if way is None:
        return ()
    values = {"baseline": y.baseline, "target": y.target, "progress": way}
    return (Step("progress", values),)


def _status(value: float, score: float, y: Yardstick) -> tuple[Status, Step]:
    beyond = is_beyond_target(value, y)
    if beyond:
        field, goal = goalpost(y) or ("", 0.0)
        return Status.EXCEEDS, Step("exceeds_target", {"field": field, "goal": goal})
    if _is_near_threshold(value, score, y):
        return Status.CAUTION, Step("near_threshold", {"margin": y.margin})
    return status_of(score, y), status_step(score, y.on_track_from, y.caution_from)


def status_step(score: float, on_track_from: float, caution_from: float) -> Step:
    """The sentence on how a score became a status by its thresholds."""
    values = {"score": score, "on_track_score": on_track_from, "caution_score": caution_from}
    if reaches(score, on_track_from):
        return Step("at_or_above_on_track", values)
    if reaches(score, caution_from):
        return Step("at_or_above_caution", values)
    return Step("below_caution", values)


def _is_near_threshold(value: float, score: float, y: Yardstick) -> bool:
    """Met, but within the margin: a warning comes before the threshold is broken."""
    if y.preset is not Preset.THRESHOLD or not y.margin or score < 1:
        return False
    threshold = given(y.threshold)
    at_least = y.direction is Direction.AT_LEAST
    safe_from = threshold + y.margin if at_least else threshold - y.margin
    if same(value, safe_from):
        return False
    return value < safe_from if at_least else value > safe_from


def _score_steps(value: float, y: Yardstick, anchors: Anchors, placed: Placed) -> tuple[Step, ...]:
    if y.preset is Preset.YES_NO:
        return (Step("yes" if value else "no", {"score": placed.score}),)
    if y.preset is Preset.THRESHOLD:
        code = f"{y.direction.value}_{'met' if placed.score == 1 else 'not_met'}"
        return (Step(code, {"threshold": y.threshold, "score": placed.score}),)
    anchors_step = Step("anchors", {"anchors": [list(anchor) for anchor in anchors]})
    return (*_ratio_steps(value, y), anchors_step, _segment_step(judged(value, y), y, placed))


def _ratio_steps(value: float, y: Yardstick) -> tuple[Step, ...]:
    if y.preset is not Preset.RATIO:
        return ()
    if not is_plain_ratio(y):
        return (Step("ratio_by_baseline", {"target": y.target, "baseline": y.baseline}),)
    if y.direction is Direction.LOWER and (value <= 0 or same(value, 0.0)):
        return (Step("ratio_best"),)
    code = "ratio_higher" if y.direction is Direction.HIGHER else "ratio_lower"
    return (Step(code, {"target": y.target, "ratio": judged(value, y)}),)


def _segment_step(number: float, y: Yardstick, placed: Placed) -> Step:
    values: dict[str, object] = {"judged": number, "score": placed.score}
    if number in {placed.left[0], placed.right[0]}:
        return Step("on_anchor", values)
    if placed.place is Place.BETWEEN:
        (values["left"], values["left_score"]) = placed.left
        (values["right"], values["right_score"]) = placed.right
        return Step("between", values)
    values["anchor"] = (placed.left if placed.place is Place.BELOW else placed.right)[0]
    return Step(f"{'capped' if y.capped else 'continued'}_{placed.place.value}", values)
