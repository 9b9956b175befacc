"""Scoring a million measures with their roll-up, against one bare ``np.interp``.

Run: ``python bench/scoring.py [measures]``

The peer calls ``np.interp`` once on the same readings with one set of anchors for all: NumPy's own
compiled loop, which does less (one set instead of one per measure, no missing data, no roll-up).
Ours gives every measure its own anchors, holds no data apart from zero, and rolls the scores up
with weights and coverage. Medians of 15 runs each, taken in turn in one process. Ours may take 3
times the peer at most; the command fails where it takes more.
"""

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from allied.pure.scoring.vectorised import roll_up_many, score_many

RUNS = 15
CHILDREN = 8
LIMIT = 3.0


def main(measures: int = 1_000_000) -> int:
    """Print the table; 1 where a ratio is above the limit."""
    print(f"{measures:,} measures, {CHILDREN} to a parent; medians of {RUNS} runs in ms")
    print(f"{'anchors':>8} {'np.interp':>10} {'score':>8} {'roll up':>8} {'both':>8} {'ratio':>6}")
    ratios = [run(measures, anchors) for anchors in (2, 3, 4)]
    return int(max(ratios) > LIMIT)


def run(measures: int, k: int) -> float:
    """Measure and print one line for measures of k anchors each; the ratio."""
    rng = np.random.default_rng(2022)
    shared = np.linspace(0.0, 100.0, k)
    shifts = rng.uniform(-5.0, 5.0, (k, measures)).T  # stored by column
    xs = shared + shifts
    ys = np.asfortranarray(np.broadcast_to(np.linspace(0.0, 1.0, k), (measures, k)))
    readings = rng.uniform(-20.0, 120.0, measures)
    ours = np.where(rng.random(measures) < 0.1, np.nan, readings)  # a tenth without data
    weights = rng.uniform(0.0, 10.0, measures)
    parents = np.arange(measures) // CHILDREN
    count = int(parents[-1]) + 1
    scores = score_many(ours, xs, ys)
    peer, score, roll = medians(
        lambda: np.interp(ours, shared, ys[0]),
        lambda: score_many(ours, xs, ys),
        lambda: roll_up_many(scores, weights, parents, count),
    )
    ratio = (score + roll) / peer
    print(f"{k:>8} {peer:>10.1f} {score:>8.1f} {roll:>8.1f} {score + roll:>8.1f} {ratio:>6.2f}")
    return ratio


def medians(*functions: Callable[[], object]) -> list[float]:
    """Median milliseconds of each, run in turn so that a busy moment falls on all."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(RUNS):
        for function, taken in zip(functions, times, strict=True):
            start = time.perf_counter()
            function()
            taken.append((time.perf_counter() - start) * 1000)
    return [statistics.median(taken) for taken in times]


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
