"""A map that is drawn again stands as it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.maplayout import Link, Node, Order, count_crossings, lay_out, order_bands
from allied.pure.maplayout.carrying import TOLERANCE, order_after
from allied.pure.maplayout.crossings import cost
from allied.pure.maplayout.net import build_net
from allied.pure.maplayout.ordering import order_net
from allied.pure.maplayout.tests.maps import Map, dense_map, drawn_maps, stored_maps


def without(order: Order, *keys: object) -> Order:
    return [[key for key in band if key not in keys] for band in order]


@pytest.mark.parametrize("objectives", [30, 100])
def test_an_objective_without_links_moves_nothing(objectives: int) -> None:
    for nodes, links, _dot in stored_maps(objectives):
        before = order_bands(nodes, links)
        for band in range(4):
            more = [*nodes, Node("new", band, group=band)]
            after = order_bands(more, links, before=before)
            assert without(after, "new") == before
            again = order_bands(nodes, links, before=after)  # taken away again
            assert again == before


@pytest.mark.parametrize("seed", range(6))
def test_a_new_objective_stands_where_it_crosses_least(seed: int) -> None:
    nodes, links, _ = dense_map(seed)
    before = order_bands(nodes, links)
    more, joined = [*nodes, Node("new", 1)], [*links, Link("new", 0), Link(14, "new")]
    after = order_bands(more, joined, before=before)
    kept = without(after, "new")
    here = after[1].index("new")
    places = [count_crossings([kept[0], [*kept[1][:i], "new", *kept[1][i:]], kept[2]], joined)
              for i in range(len(kept[1]) + 1)]  # fmt: skip
    assert places[here] == min(places)


def test_a_mirrored_map_stays_mirrored() -> None:
    nodes, links, _dot = stored_maps(30)[0]
    for before in (order_bands(nodes, links), [band[::-1] for band in order_bands(nodes, links)]):
        assert order_bands(nodes, links, before=before) == before
        ups = (Link(a.key, b.key) for a in nodes for b in nodes if a.band == b.band + 1)
        more = [*links, next(link for link in ups if link not in links)]
        after = order_bands(nodes, more, before=before)
        assert pairs_kept(before, after) > 0.8


def pairs_kept(before: Order, after: Order) -> float:
    """The share of pairs of one band that stand as they stood."""
    kept = total = 0
    for old, new in zip(before, after, strict=True):
        at = {key: place for place, key in enumerate(new)}
        for i, left in enumerate(old):
            for right in old[i + 1 :]:
                total += 1
                kept += at[left] < at[right]
    return kept / total


@given(drawn_maps(), st.randoms(use_true_random=False))
def test_it_never_crosses_much_more_than_afresh(drawn: Map, random) -> None:
    nodes, links, bands = drawn
    net = build_net(nodes, links, bands)
    before = [[node.key for node in nodes if node.band == band] for band in range(bands)]
    for keys in before:
        random.shuffle(keys)

    afresh = cost(net, order_net(net))
    assert cost(net, order_after(net, before)) <= afresh + afresh // TOLERANCE


@given(drawn_maps(), st.randoms(use_true_random=False))
def test_the_same_map_after_the_same_order_is_the_same(drawn: Map, random) -> None:
    nodes, links, bands = drawn
    before = [[node.key for node in nodes[::2] if node.band == band] for band in range(bands)]
    first = order_bands(nodes, links, bands=bands, before=before)
    random.shuffle(nodes)
    random.shuffle(links)
    assert order_bands(nodes, links, bands=bands, before=before) == first
    boxes = lay_out(nodes, links, bands, order=first).boxes  # what was kept is drawn as it is
    assert [[key for key in boxes if boxes[key].band == band] for band in range(bands)] == first


def test_a_new_objective_stands_beside_its_theme() -> None:
    nodes = [Node(i, 0, group=i // 3) for i in range(9)]
    before = order_bands(nodes, [])
    after = order_bands([*nodes, Node("new", 0, group=1)], [], before=before)
    assert after[0].index("new") in range(3, 7)


def test_what_the_earlier_order_names_and_is_gone_is_passed_over() -> None:
    nodes = [Node("a", 0), Node("b", 0), Node("c", 1)]
    assert order_bands(nodes, [], before=[["gone", "b", "b", "a", "c"], []]) == [["b", "a"], ["c"]]
    assert order_bands(nodes, [], before=[]) == order_bands(nodes, [])


def test_pins_hold_against_the_earlier_order() -> None:
    nodes = [Node("a", 0, pin=2), Node("b", 0), Node("c", 0)]
    assert order_bands(nodes, [], before=[["a", "b", "c"]]) == [["b", "c", "a"]]
    boxes = lay_out(nodes, [], 1, order=[["a", "b", "c"]]).boxes
    assert (boxes["a"].slot, boxes["a"].pinned) == (2, True)
