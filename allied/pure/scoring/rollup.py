"""From the scores of children to the score of their parent, with coverage."""

from collections.abc import Callable, Sequence
from math import fsum, isfinite
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .explanations import Explanation, Step
from .reading import status_step
from .refusals import ScoringRefusal
from .status import WORST_FIRST, status_of
from .vocabulary import MissingPolicy, RollUpRule, Status
from .yardstick import DEFAULT_THRESHOLDS, HasThresholds


class Child(Struct, frozen=True, kw_only=True):
    """A child in a roll-up.

    ``key`` names it in the explanation; ``weight`` (not below zero) counts against the other
    weights only, and a child of weight 0 is not counted at all. A stale child has its score and
    counts by it: pass ``score=None`` to have it treated as missing. ``status`` may have been set
    by hand; without one, or where it is stale, it is taken from the score.
    """

    key: str
    score: float | None
    weight: float = 1.0
    previous_score: float | None = None
    status: Status | None = None


class RolledUp(Struct, frozen=True, kw_only=True):
    """A parent's score and status; ``coverage`` is the share of the weight that has data, 0 to 1.

    Coverage counts fresh data only: neither a zero put in for a missing score nor one carried
    forward raises it. It is 0 where nothing counts.
    """

    score: float | None
    status: Status
    coverage: float
    explanation: Explanation


class _Result(Struct, frozen=True):
    score: float | None
    status: Status
    steps: tuple[Step, ...]


def roll_up(
    children: Sequence[Child],
    rule: RollUpRule = RollUpRule.WEIGHTED_MEAN,
    missing: MissingPolicy = MissingPolicy.LEAVE_OUT,
    judgement: float | Status | None = None,
    thresholds: HasThresholds = DEFAULT_THRESHOLDS,
) -> RolledUp:
    """The score of a parent; the order of the children never matters.

    The missing-data policy comes first, then the rule. By judgement the children give the coverage
    alone, and ``judgement`` is a score or a status (counted as the middle of its band; exceeds as
    1). Raises :class:`ScoringRefusal` for a weight or score that is not finite, a weight below
    zero, or a judgement of no data or stale.
    """
    _check(children, judgement)
    counted = sorted((child for child in children if child.weight > 0), key=_sort_key)
    coverage = _coverage(counted)
    if rule is RollUpRule.JUDGEMENT:
        result = _judged(judgement, thresholds)
    elif not counted:
        result = _no_data("nothing_to_count")
    else:
        result = _by_rule(counted, rule, missing, thresholds)
    steps = (*result.steps, Step("coverage", {"coverage": coverage}))
    return RolledUp(
        score=result.score,
        status=result.status,
        coverage=coverage,
        explanation=Explanation(steps),
    )


def _check(children: Sequence[Child], judgement: float | Status | None) -> None:
    for child in children:
        for name, value in (
            ("weight", child.weight),
            ("score", child.score),
            ("previous_score", child.previous_score),
        ):
            if value is not None and not isfinite(value):
                raise ScoringRefusal("not_finite", name, {"name": name})
        if child.weight < 0:
            values = {"name": "weight", "value": child.weight}
            raise ScoringRefusal("negative", "weight", values)
    if isinstance(judgement, Status):
        if judgement not in WORST_FIRST:
            raise ScoringRefusal("judgement_status", "judgement")
    elif judgement is not None and not isfinite(judgement):
        raise ScoringRefusal("not_finite", "judgement", {"name": "judgement"})


def _by_rule(
    counted: Sequence[Child],
    rule: RollUpRule,
    missing: MissingPolicy,
    thresholds: HasThresholds,
) -> _Result:
    without = [child.key for child in counted if child.score is None]
    if without and missing is MissingPolicy.STRICT:
        return _no_data("strict_missing", {"keys": without})
    scored, steps = _without_gaps(counted, missing)
    if not scored:
        return _no_data("nothing_with_data")
    result = _RULES[rule](scored, thresholds)
    return _Result(result.score, result.status, (*steps, *result.steps)) if steps else result


def _without_gaps(
    counted: Sequence[Child], missing: MissingPolicy
) -> tuple[list[Child], tuple[Step, ...]]:
    """The children with a score, or with one put in by the policy, and what was done."""
    if all([child.score is not None for child in counted]):
        return list(counted), ()
    put_in: list[Child] = []
    left_out: list[Child] = []
    for child in (child for child in counted if child.score is None):
        score = 0.0 if missing is MissingPolicy.AS_ZERO else child.previous_score
        if missing is MissingPolicy.LEAVE_OUT or score is None:
            left_out.append(child)
        else:
            put_in.append(replace(child, score=score, status=None))
    code = "counted_as_zero" if missing is MissingPolicy.AS_ZERO else "carried_forward"
    steps = [
        Step(name, {"keys": [child.key for child in group]})
        for name, group in ((code, put_in), ("left_out", left_out))
        if group
    ]
    scored = [child for child in counted if child.score is not None]
    return sorted((*scored, *put_in), key=_sort_key), tuple(steps)


def _weighted_mean(scored: Sequence[Child], thresholds: HasThresholds) -> _Result:
    score = _mean(scored)
    parts = [[child.key, _score(child), child.weight] for child in scored]
    values = {"count": len(scored), "parts": parts, "score": score}
    if all(_status(child, thresholds) is Status.EXCEEDS for child in scored):
        status, why = Status.EXCEEDS, Step("all_exceed")
    else:
        status = status_of(score, thresholds)
        why = status_step(score, thresholds.on_track_from, thresholds.caution_from)
    return _Result(score, status, (Step("weighted_mean", values), why))


def _worst(scored: Sequence[Child], thresholds: HasThresholds) -> _Result:
    child = min(scored, key=lambda child: (_score(child), _rank(child, thresholds)))
    return _single("worst_child", child, thresholds)


def _best(scored: Sequence[Child], thresholds: HasThresholds) -> _Result:
    child = max(scored, key=lambda child: (_score(child), _rank(child, thresholds)))
    return _single("best_child", child, thresholds)


def _single(code: str, child: Child, thresholds: HasThresholds) -> _Result:
    score, status = _score(child), _status(child, thresholds)
    steps = (
        Step(code, {"key": child.key, "score": score}),
        Step("status_of_child", {"key": child.key, "status": status.value}),
    )
    return _Result(score, status, steps)


def _most_frequent(scored: Sequence[Child], thresholds: HasThresholds) -> _Result:
    groups = {
        status: [child for child in scored if _status(child, thresholds) is status]
        for status in WORST_FIRST
    }
    # max keeps the first of equals, and the worst stands first: a tie goes to the worse status.
    status = max(WORST_FIRST, key=lambda status: len(groups[status]))
    winners = groups[status]
    tie = sum(len(group) == len(winners) for group in groups.values()) > 1
    score = _mean(winners)
    values = {
        "count": len(winners),
        "total": len(scored),
        "status": status.value,
        "score": score,
    }
    code = "most_frequent_tie" if tie else "most_frequent"
    return _Result(score, status, (Step(code, values),))


def _judged(judgement: float | Status | None, thresholds: HasThresholds) -> _Result:
    if judgement is None:
        return _no_data("no_judgement")
    if isinstance(judgement, Status):
        score = _middle_of_band(judgement, thresholds)
        values = {"status": judgement.value, "score": score}
        return _Result(score, judgement, (Step("judged_status", values),))
    why = status_step(judgement, thresholds.on_track_from, thresholds.caution_from)
    steps = (Step("judged_score", {"score": judgement}), why)
    return _Result(judgement, status_of(judgement, thresholds), steps)


def _middle_of_band(status: Status, thresholds: HasThresholds) -> float:
    bands = {
        Status.EXCEEDS: (1.0, 1.0),
        Status.ON_TRACK: (thresholds.on_track_from, 1.0),
        Status.CAUTION: (thresholds.caution_from, thresholds.on_track_from),
        Status.OFF_TRACK: (0.0, thresholds.caution_from),
    }
    low, high = bands[status]
    return (low + high) / 2


def _no_data(code: str, values: dict[str, object] | None = None) -> _Result:
    return _Result(None, Status.NO_DATA, (Step(code, values or {}), Step("status_no_data")))


def _mean(scored: Sequence[Child]) -> float:
    """Σ w·s / Σ w, never outside the scores it is the mean of.

    Weights are taken relative to the largest, so that neither very small nor very large ones lose
    anything; ``fsum`` is exact, so that the order cannot matter.
    """
    largest = max(child.weight for child in scored)
    weights = [child.weight / largest for child in scored]
    scores = [_score(child) for child in scored]
    mean = fsum(w * s for w, s in zip(weights, scores, strict=True)) / fsum(weights)
    return min(max(mean, min(scores)), max(scores))


def _coverage(counted: Sequence[Child]) -> float:
    if not counted:
        return 0.0
    largest = max(child.weight for child in counted)
    with_data = fsum(child.weight / largest for child in counted if child.score is not None)
    return with_data / fsum(child.weight / largest for child in counted)


def _score(child: Child) -> float:
    assert child.score is not None
    return child.score


def _status(child: Child, thresholds: HasThresholds) -> Status:
    return child.status if child.status in WORST_FIRST else status_of(child.score, thresholds)


def _rank(child: Child, thresholds: HasThresholds) -> int:
    return WORST_FIRST.index(_status(child, thresholds))


def _sort_key(child: Child) -> tuple[str, float, float]:
    return child.key, child.weight, -1.0 if child.score is None else child.score


_RULES: Final[dict[RollUpRule, Callable[[Sequence[Child], HasThresholds], _Result]]] = {
    RollUpRule.WEIGHTED_MEAN: _weighted_mean,
    RollUpRule.WORST: _worst,
    RollUpRule.BEST: _best,
    RollUpRule.MOST_FREQUENT: _most_frequent,
}
