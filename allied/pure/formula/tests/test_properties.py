"""Laws of formulas: arrays and series agree, no data is never zero, order and circles."""

import itertools
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.formula import (
    Input,
    Many,
    Missing,
    Node,
    circle_through,
    evaluate,
    explain,
    fed_by,
    in_order,
    keys_of,
    outcome,
    sentence,
)
from allied.pure.formula.tree import Arithmetic, Call, Comparison, Negative, Number
from allied.pure.formula.vectorised import evaluate_many

PERIODS = 6
PLACES = (2, 3, 0, 1, 2, 3)
VALUES = st.none() | st.integers(-20, 20).map(float) | st.floats(-1e4, 1e4, allow_subnormal=False)
SERIES = st.lists(VALUES, min_size=PERIODS, max_size=PERIODS)
INPUTS = st.fixed_dictionaries({"a": SERIES, "b": SERIES, "c": SERIES})
MANY = st.just(Many(("a", "b", "c"), "several"))
LEAVES: st.SearchStrategy[Node] = st.sampled_from("abc").map(Input) | st.integers(-3, 9).map(
    lambda n: Number(float(n))
)


def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    compared = st.builds(
        Comparison, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), inner, inner
    )
    return st.one_of(
        st.builds(Negative, inner),
        st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner),
        st.builds(
            Arithmetic, st.just("^"), inner, st.integers(-2, 3).map(lambda n: Number(float(n)))
        ),
        st.builds(lambda c, a, b: Call("if", (c, a, b)), compared, inner, inner),
        st.builds(
            lambda name, values: Call(name, tuple(values)),
            st.sampled_from(["min", "max", "mean", "sum"]),
            st.lists(inner | MANY, min_size=1, max_size=3),
        ),
        st.builds(lambda x: Call("previous", (x,)), inner),
        st.builds(lambda x: Call("ytd", (x,)), inner),
        st.builds(
            lambda n, x: Call(n, (x,)), st.sampled_from(["share", "percent", "number"]), inner
        ),
    )


TREES = st.recursive(LEAVES, grown, max_leaves=8)


def close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)


@given(TREES, INPUTS)
def test_arrays_and_series_agree(tree: Node, inputs: dict[str, list[float | None]]) -> None:
    made = evaluate(tree, inputs, PLACES)
    arrays = {key: np.array(values, dtype=float) for key, values in inputs.items()}
    many = evaluate_many(tree, arrays, PLACES)
    assert many.shape == (PERIODS,)
    for one, other in zip(made, many.tolist(), strict=True):
        if isinstance(one, Missing):
            assert math.isnan(other) or abs(other) > 9e14, (one, other)
        else:
            # Sums in another order may fall on the other side of an equality; not by more.
            assert math.isnan(other) == math.isnan(one)
            if not any(isinstance(node, Comparison) for node in _nodes(tree)):
                assert close(one, other) or abs(one) > 1e9
    assert all(
        np.array_equal(arrays[k], np.array(v, float), equal_nan=True) for k, v in inputs.items()
    )


def _nodes(tree: Node) -> list[Node]:
    from allied.pure.formula.tree import walk

    return list(walk(tree))


@given(TREES, INPUTS)
def test_every_gap_has_its_reason_in_words(
    tree: Node, inputs: dict[str, list[float | None]]
) -> None:
    for at, value in enumerate(evaluate(tree, inputs, PLACES)):
        assert isinstance(value, Missing) or math.isfinite(value)
        steps = explain(tree, inputs, PLACES, at)
        assert steps[-1] == outcome(value)
        assert all("%(" not in sentence(step) for step in steps)


@given(INPUTS)
def test_no_data_is_never_zero(inputs: dict[str, list[float | None]]) -> None:
    tree = Arithmetic("+", Input("a"), Arithmetic("*", Number(0.0), Input("b")))
    for a, b, value in zip(inputs["a"], inputs["b"], evaluate(tree, inputs, PLACES), strict=True):
        assert isinstance(value, Missing) == (a is None or b is None)


@given(TREES)
def test_keys(tree: Node) -> None:
    assert set(keys_of(tree)) <= {"a", "b", "c"}


GRAPHS = st.dictionaries(
    st.integers(0, 9), st.frozensets(st.integers(0, 12), max_size=4), max_size=10
)


@given(GRAPHS, st.integers(0, 12))
def test_order(uses: dict[int, frozenset[int]], changed: int) -> None:
    fed = fed_by([changed], uses)
    order, left = in_order(set(uses), uses)
    assert sorted([*order, *left]) == sorted(uses)
    place = {key: n for n, key in enumerate(order)}
    for key in order:
        assert all(place[each] < place[key] for each in uses[key] if each in uses)
    for key in uses:
        circle = circle_through(key, uses)
        assert bool(circle) == (key in fed_by([key], uses))
        if circle:
            assert circle[0] == circle[-1] == key
            assert key in left
            assert all(b in uses[a] for a, b in itertools.pairwise(circle))
    assert all(any(each == changed or each in fed for each in uses[key]) for key in fed)
