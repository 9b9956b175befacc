"""Formulas over 100,000 measures and 12 periods, against the same written out in NumPy.

`python -m bench formulas`, or `python -m bench.formulas 20000` for fewer measures.

The peer is what somebody would type who knows the formula beforehand: plain operators, no check
of magnitudes, equality to the last bit. Ours walks the tree of a text it has parsed, holds no data
apart from zero, refuses what is 1e15 or more and compares to a billionth. Medians, taken in turn in
one process. Ours may take 5 times the peer at most.
"""

import sys

import numpy as np

from allied.pure.formula import Input, Leaf, bind, parse
from allied.pure.formula.vectorised import Floats, evaluate_many
from bench.scoring import medians
from bench.table import show

LIMIT = 5.0
PERIODS = 12
HEAD = ("formula", "NumPy ms", "formula ms", "times")
PLACES = [n % 4 for n in range(PERIODS)]


def product(a: Floats, b: Floats, c: Floats) -> Floats:
    return (a + b) * c / 100


def ratio(a: Floats, b: Floats, c: Floats) -> Floats:
    return np.where(b > c, a / b * 100, np.minimum(a, c))


def growth(a: Floats, b: Floats, c: Floats) -> Floats:
    before = np.full(a.shape, np.nan)
    before[1:] = a[:-1]
    return (a - before) / before


def year(a: Floats, b: Floats, c: Floats) -> Floats:
    return np.cumsum(a.reshape(-1, 4, a.shape[1]), axis=1).reshape(a.shape) / b


def mean(a: Floats, b: Floats, c: Floats) -> Floats:
    return (a + b + c) / 3


CASES = {
    "([a] + [b]) * [c] / 100": product,
    "if([b] > [c], [a] / [b] * 100, min([a], [c]))": ratio,
    "([a] - previous([a])) / previous([a])": growth,
    "ytd([a]) / [b]": year,
    "mean([a], [b], [c])": mean,
}


def main(measures: int = 100_000) -> bool:
    """Print the table; whether every ratio keeps to the limit."""
    print(f"{measures:,} measures, {PERIODS} periods")
    rng = np.random.default_rng(2022)
    inputs = {key: rng.uniform(1.0, 1000.0, (PERIODS, measures)) for key in "abc"}
    inputs["a"][rng.random((PERIODS, measures)) < 0.1] = np.nan  # a tenth without data
    rows = [run(text, inputs) for text in CASES]
    show(HEAD, rows)
    return all(row[-1] <= LIMIT for row in rows)


def run(text: str, inputs: dict[str, Floats]) -> tuple[str, float, float, float]:
    """One line of the table; the two must agree."""
    by_hand = CASES[text]

    def ours() -> Floats:
        return evaluate_many(bind(parse(text), _meaning), inputs, PLACES)

    np.testing.assert_allclose(ours(), by_hand(**inputs), rtol=1e-12)
    peer, mine = medians(lambda: by_hand(**inputs), ours)
    return text, peer, mine, mine / peer


def _meaning(leaf: Leaf) -> Input:
    return Input(leaf.text)


if __name__ == "__main__":
    sys.exit(not main(*(int(argument) for argument in sys.argv[1:])))
