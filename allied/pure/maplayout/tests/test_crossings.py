"""Counting crossings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.maplayout import LayoutRefusal, Link, count_crossings, order_bands
from allied.pure.maplayout.tests.maps import (
    Map,
    crossings_by_pairs,
    drawn_maps,
    stored_maps,
)


@given(drawn_maps(), st.randoms(use_true_random=False))
def test_counts_as_pair_by_pair(drawn: Map, random) -> None:
    nodes, links, bands = drawn
    order = [[node.key for node in nodes if node.band == band] for band in range(bands)]
    for band in order:
        random.shuffle(band)
    assert count_crossings(order, links) == crossings_by_pairs(order, links)


@pytest.mark.parametrize("objectives", [30, 100, 300])
def test_counts_the_stored_maps_as_pair_by_pair(objectives: int) -> None:
    nodes, links, _ = stored_maps(objectives)[0]
    as_given = [[node.key for node in nodes if node.band == band] for band in range(4)]
    for order in (as_given, order_bands(nodes, links)):
        assert count_crossings(order, links) == crossings_by_pairs(order, links)


def test_a_cross_is_one_crossing_whichever_way_its_links_run() -> None:
    order = [["a", "b"], ["p", "q"]]
    assert count_crossings(order, [Link("p", "b"), Link("q", "a")]) == 1
    assert count_crossings(order, [Link("p", "b"), Link("a", "q")]) == 1
    assert count_crossings(order, [Link("p", "a"), Link("q", "b")]) == 0


def test_shared_ends_and_links_given_twice_do_not_cross() -> None:
    order = [["a", "b"], ["p", "q"]]
    assert count_crossings(order, [Link("p", "a"), Link("p", "b"), Link("q", "b")]) == 0
    twice = [Link("p", "b"), Link("q", "a"), Link("q", "a")]
    assert count_crossings(order, twice) == 1


def test_refuses_keys_it_cannot_place() -> None:
    with pytest.raises(LayoutRefusal, match="'z'"):
        count_crossings([["a"]], [Link("a", "z")])
    with pytest.raises(LayoutRefusal, match="twice"):
        count_crossings([["a"], ["a"]], [])
