"""The same rules over many measures at once, in NumPy; the only module here that imports it.

Arrays are float64 and one row is one measure. NaN in a reading, score or previous score is no
data, never zero. Results equal the scalar functions to 1e-12 of the larger of 1 and the score.
Explanations are not made here: ask the scalar functions for the one that somebody reads.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from .anchors import is_plain_ratio
from .checking import anchors_for
from .vocabulary import NEAR, Direction, MissingPolicy, Status
from .yardstick import Yardstick

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Indices = NDArray[np.intp]

# Rows worked on at a time: what is used of them together (a megabyte) stays in a core's cache.
_ROWS: Final = 16384


def score_many(
    values: Floats,
    anchor_values: Floats,
    anchor_scores: Floats,
    capped: bool | Booleans = True,
) -> Floats:
    """Scores of n readings, each by its own k anchors.

    ``values`` has shape (n,). Anchors have shape (n, k), k at least 2, sorted by value in each
    row, or (k,) where all share them; equal values with different scores are a step. ``capped``
    is one for all or one per row. Fastest where anchors are stored by column (``order="F"``).
    Raises ``ValueError`` for shapes that do not fit, anchors that are not sorted or not finite,
    and infinite readings.
    """
    n = len(values)
    xs = _spread(anchor_values, n)
    ys = _spread(anchor_scores, n)
    if xs.shape != ys.shape or xs.shape[1] < 2:
        raise ValueError("Anchors need values and scores of one shape, two or more to a row.")
    free = np.broadcast_to(~np.asarray(capped, dtype=bool), (n,))
    scores = np.empty(n)
    work = np.empty((2, min(n, _ROWS)))
    with np.errstate(divide="ignore", invalid="ignore"):
        for start in range(0, n, _ROWS):
            rows = slice(start, start + _ROWS)
            _score_rows(values[rows], xs[rows], ys[rows], free[rows], out=scores[rows], work=work)
    return scores


def roll_up_many(
    scores: Floats,
    weights: Floats,
    groups: Indices,
    group_count: int,
    *,
    missing: MissingPolicy = MissingPolicy.LEAVE_OUT,
    previous: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Weighted means and coverages of ``group_count`` parents, of shape (group_count,) each.

    Row i is a child of parent ``groups[i]`` with a weight not below zero; in any order. A parent
    without score has NaN, one without weight a coverage of 0. ``previous`` has the previous scores
    that carry forward uses. Raises ``ValueError`` for weights that are negative or not finite.
    Means may leave the range of their children by rounding, some 1e-16.
    """
    with np.errstate(invalid="ignore"):  # of weights that are refused in the next line
        fresh, products, missed = _sums(scores, weights, groups, group_count)
    total = fresh + missed
    # A sum is not finite where one of its weights is not: one pass over the weights is saved.
    if not (np.isfinite(total).all() and weights.min(initial=0.0) >= 0):
        raise ValueError("Weights must be finite and not below zero.")
    counted = fresh
    if missing is MissingPolicy.AS_ZERO:
        counted = total
    elif missing is MissingPolicy.CARRY_FORWARD and previous is not None:
        filled = np.where(np.isnan(scores), previous, scores)
        counted, products, _ = _sums(filled, weights, groups, group_count)
    means = _divide(products, counted, np.nan)
    if missing is MissingPolicy.STRICT:
        gaps = np.isnan(scores) & (weights > 0)
        means[np.bincount(groups, gaps, group_count) > 0] = np.nan
    return means, _divide(fresh, total, 0.0)


STATUSES: Final = tuple(Status)
"""What the numbers that :func:`status_many` gives stand for."""


def status_many(
    scores: Floats,
    on_track_from: float | Floats = 2 / 3,
    caution_from: float | Floats = 1 / 3,
    beyond_target: bool | Booleans = False,
) -> NDArray[np.int8]:
    """Statuses as places in :data:`STATUSES`; thresholds and ``beyond_target`` for all or per row.

    The margin of a threshold and staleness are not looked at.
    """
    reached = (scores >= np.subtract(on_track_from, NEAR)).astype(np.int8)
    reached += scores >= np.subtract(caution_from, NEAR)
    found = STATUSES.index(Status.OFF_TRACK) - reached  # the statuses stand from best to worst
    found[np.broadcast_to(beyond_target, scores.shape)] = STATUSES.index(Status.EXCEEDS)
    found[np.isnan(scores)] = STATUSES.index(Status.NO_DATA)
    return found.astype(np.int8)


class AnchorBlock(Struct, frozen=True):
    """The measures that have equally many anchors, ready for :func:`score_many`.

    ``rows`` are their places among all measures. ``ratio_of`` is NaN, or the target whose ratio to
    the reading is judged (ratio, lower is better).
    """

    rows: Indices
    anchor_values: Floats
    anchor_scores: Floats
    capped: Booleans
    ratio_of: Floats


def anchor_blocks(yardsticks: Sequence[Yardstick]) -> tuple[AnchorBlock, ...]:
    """The anchors of many measures as arrays: a Python loop, so keep them for many rounds.

    Raises :class:`~allied.pure.scoring.ScoringRefusal` for the first yardstick that is refused.
    """
    grouped: defaultdict[int, list[int]] = defaultdict(list)
    anchors = [anchors_for(y) for y in yardsticks]
    for row, pairs in enumerate(anchors):
        grouped[len(pairs)].append(row)
    return tuple(
        _block(rows, np.array([anchors[row] for row in rows]), [yardsticks[row] for row in rows])
        for rows in grouped.values()
    )


def score_blocks(values: Floats, blocks: Sequence[AnchorBlock]) -> Floats:
    """Scores of n readings by their blocks; rows that are in no block have no data.

    Readings are taken as checked for their preset (a yes is 1). Raises ``ValueError`` as
    :func:`score_many` does, and where an uncapped ratio has no score.
    """
    scores = np.full(len(values), np.nan)
    for block in blocks:
        scores[block.rows] = score_many(
            _judged(values[block.rows], block),
            block.anchor_values,
            block.anchor_scores,
            block.capped,
        )
    return scores


def same_many(first: Floats, second: Floats) -> Booleans:
    """Whether pairs of values are the same to a billionth, as :func:`~allied.pure.scoring.same`."""
    larger = np.maximum(np.maximum(np.abs(first), np.abs(second)), 1.0)
    near: Booleans = np.abs(first - second) <= NEAR * larger
    return near


def _sums(
    scores: Floats, weights: Floats, groups: Indices, group_count: int
) -> tuple[Floats, Floats, Floats]:
    """Σ w and Σ w·s by parent over the rows that have a score, and Σ w over those without."""
    # The two sums travel as one complex number: one pass over the groups instead of two.
    sums = np.zeros(group_count, dtype=np.complex128)
    missed = np.zeros(group_count)
    both = np.empty(min(len(scores), _ROWS), dtype=np.complex128)
    for start in range(0, len(scores), _ROWS):
        rows = slice(start, start + _ROWS)
        parents, own, terms = groups[rows], weights[rows], both[: len(scores[rows])]
        terms.real = own
        np.multiply(scores[rows], own, out=terms.imag)
        gaps = np.flatnonzero(np.isnan(scores[rows]))
        terms[gaps] = 0.0
        np.add.at(sums, parents, terms)
        np.add.at(missed, parents[gaps], own[gaps])
    return sums.real, sums.imag, missed


def _divide(dividends: Floats, divisors: Floats, by_zero: float) -> Floats:
    out = np.full(len(divisors), by_zero)
    np.divide(dividends, divisors, out=out, where=divisors > 0)
    return out


def _spread(anchors: Floats, n: int) -> Floats:
    """The anchors as (n, k); a shared set is repeated without being copied."""
    if anchors.ndim == 1:
        return np.broadcast_to(anchors, (n, len(anchors)))
    if anchors.ndim != 2 or len(anchors) != n:
        raise ValueError(f"Anchors of shape {anchors.shape} do not fit {n} readings.")
    return anchors


def _score_rows(
    values: Floats, xs: Floats, ys: Floats, free: Booleans, *, out: Floats, work: Floats
) -> None:
    """Write the first score plus what each segment adds to it into ``out``.

    A segment adds its rise times the share of it that the value has passed. That share is held
    between 0 and 1, except, where not capped, before the first anchor and after the last.
    """
    share, other = work[:, : len(values)]
    if np.isinf(values).any():
        raise ValueError("A reading is infinite.")
    any_free = bool(free.any())
    last = xs.shape[1] - 1
    so_far = ys[:, 0]
    for i in range(last):
        _share_passed(values, xs[:, i : i + 2], ys[:, i : i + 2], share, other)
        below = np.where(free, -np.inf, 0.0) if any_free and i == 0 else 0.0
        above = np.where(free, np.inf, 1.0) if any_free and i == last - 1 else 1.0
        np.clip(share, below, above, out=share)
        np.subtract(ys[:, i + 1], ys[:, i], out=other)
        np.multiply(share, other, out=share)
        so_far = np.add(so_far, share, out=out)


def _share_passed(values: Floats, xs: Floats, ys: Floats, share: Floats, width: Floats) -> None:
    """Write (value - left) / (right - left) into ``share``; on a step 0 or 1."""
    left, right = xs[:, 0], xs[:, 1]
    np.subtract(values, left, out=share)
    np.subtract(right, left, out=width)
    np.divide(share, width, out=share)
    if (width > 0).all():
        return
    steps = np.flatnonzero(width == 0)
    if not (width >= 0).all():  # below zero, or NaN
        raise ValueError("Anchors must be finite and sorted by value.")
    share[steps] = _share_of_step(values[steps], left[steps], ys[steps])


def _share_of_step(values: Floats, step: Floats, ys: Floats) -> Floats:
    """1 above the step, 0 below it, and on it whichever gives the better score."""
    rising = ys[:, 1] > ys[:, 0]
    share = np.where(same_many(values, step), rising, values > step).astype(np.float64)
    share[np.isnan(values)] = np.nan
    return share


def _block(rows: list[int], anchors: Floats, yardsticks: list[Yardstick]) -> AnchorBlock:
    """A block of measures whose anchors have the shape (n, k, 2)."""
    xs, ys = (np.asfortranarray(anchors[:, :, i]) for i in (0, 1))
    ratio_of = np.full(len(rows), np.nan)
    for i, y in enumerate(yardsticks):
        if is_plain_ratio(y) and y.target is not None:
            if y.direction is Direction.LOWER:
                ratio_of[i] = y.target
            else:
                xs[i] *= y.target  # value / target on (0, 1) is the value on (0, target)
    capped = np.array([y.capped for y in yardsticks])
    return AnchorBlock(np.array(rows, dtype=np.intp), xs, ys, capped, ratio_of)


def _judged(values: Floats, block: AnchorBlock) -> Floats:
    """The readings, or where a ratio is judged target / value; 1 for values not above zero."""
    ratio = ~np.isnan(block.ratio_of) & ~np.isnan(values)
    if not ratio.any():
        return values
    some = values[ratio]
    positive = (some > 0) & ~same_many(some, np.zeros(len(some)))
    if not (positive | block.capped[ratio]).all():
        raise ValueError("An uncapped ratio has no score for a reading that is not above zero.")
    judged = values.copy()
    targets = block.ratio_of[ratio]
    judged[ratio] = np.divide(targets, some, out=np.ones(len(some)), where=positive)
    return judged
