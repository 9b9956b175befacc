"""Scoring a million measures with their roll-up, against one bare `np.interp`.

`python -m bench scoring`, or `python -m bench.scoring 200000` for fewer measures.

The peer calls `np.interp` once over the same readings with one set of anchors for all: NumPy's own
compiled loop, which does less (one set instead of one per measure, no roll-up). Ours gives every
measure its own anchors, holds no data apart from zero, and rolls the scores up with weights and
coverage. Medians, taken in turn in one process. Ours may take 3 times the peer at most.
"""

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from allied.pure.scoring.vectorised import roll_up_many, score_many
from bench.table import show

RUNS = 25
CHILDREN = 8
LIMIT = 3.0
HEAD = ("anchors", "np.interp ms", "score ms", "roll up ms", "both ms", "times")


def main(measures: int = 1_000_000) -> bool:
    """Print the table; whether every ratio keeps to the limit."""
    print(f"{measures:,} measures, {CHILDREN} to a parent; medians of {RUNS} runs")
    rows = [run(measures, anchors) for anchors in (2, 3, 4)]
    show(HEAD, rows)
    return all(row[-1] <= LIMIT for row in rows)


def run(measures: int, k: int) -> tuple[int, float, float, float, float, float]:
    """One line of the table, for measures of k anchors each."""
    rng = np.random.default_rng(2022)
    shared = np.linspace(0.0, 100.0, k)
    shifts = rng.uniform(-5.0, 5.0, (k, measures)).T  # stored by column
    xs = shared + shifts
    ys = np.asfortranarray(np.broadcast_to(np.linspace(0.0, 1.0, k), (measures, k)))
    readings = rng.uniform(-20.0, 120.0, measures)
    readings[rng.random(measures) < 0.1] = np.nan  # a tenth without data
    weights = rng.uniform(0.0, 10.0, measures)
    parents = np.arange(measures) // CHILDREN
    count = int(parents[-1]) + 1
    scores = score_many(readings, xs, ys)
    peer, score, roll = medians(
        lambda: np.interp(readings, shared, ys[0]),
        lambda: score_many(readings, xs, ys),
        lambda: roll_up_many(scores, weights, parents, count),
    )
    return k, peer, score, roll, score + roll, (score + roll) / peer


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
    sys.exit(not main(*(int(argument) for argument in sys.argv[1:])))
