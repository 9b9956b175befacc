"""The order of objectives in their bands."""

from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.maplayout import LayoutRefusal, Link, Node, count_crossings, lay_out, order_bands
from allied.pure.maplayout.crossings import cost
from allied.pure.maplayout.matrix import NARROW_DEGREE, exchange_rows, pack
from allied.pure.maplayout.model import sort_key
from allied.pure.maplayout.net import Net, build_net, tidy_links
from allied.pure.maplayout.ordering import seated
from allied.pure.maplayout.sifting import place_best, sift, sift_pinned, sift_with_arcs, walk_best
from allied.pure.maplayout.tests.maps import Map, dense_map, drawn_maps, stored_maps


@pytest.mark.parametrize(("objectives", "most"), [(30, 29.5), (100, 385), (300, 3673)])
def test_leaves_few_crossings_on_the_stored_maps(objectives: int, most: float) -> None:
    maps = stored_maps(objectives)
    left = [count_crossings(order_bands(nodes, links), links) for nodes, links, _ in maps]
    assert len(left) == 5
    assert sum(left) / len(left) <= most


@pytest.mark.parametrize("seed", range(6))
def test_finds_the_least_on_small_maps(seed: int) -> None:
    nodes = [Node(i, i // 4) for i in range(12)]
    pairs = [(a, b) for a, b in product(range(12), repeat=2) if a // 4 - b // 4 == 1]
    links = [Link(*pair) for i, pair in enumerate(pairs) if (i * 7 + seed * 5) % 11 < 4]
    orders = product(*(permutations(range(4 * b, 4 * b + 4)) for b in range(3)))
    least = min(count_crossings([list(band) for band in order], links) for order in orders)
    assert count_crossings(order_bands(nodes, links), links) == least


@given(drawn_maps(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(drawn: Map, random) -> None:
    nodes, links, _ = drawn
    first = order_bands(nodes, links)
    random.shuffle(nodes)
    random.shuffle(links)
    assert order_bands(nodes, links) == first


@pytest.mark.parametrize("seed", range(8))
def test_empty_bands_below_change_nothing(seed: int) -> None:
    nodes, links, bands = dense_map(seed)
    order = order_bands(nodes, links)
    for more in range(3):
        boxes = lay_out(nodes, links, bands + more).boxes
        found = [[key for key in boxes if boxes[key].band == band] for band in range(bands)]
        assert found == order


@given(drawn_maps())
def test_every_objective_stands_once_in_its_band(drawn: Map) -> None:
    nodes, links, _ = drawn
    order = order_bands(nodes, links)
    for band, keys in enumerate(order):
        assert sorted(keys, key=str) == sorted((n.key for n in nodes if n.band == band), key=str)


@given(drawn_maps())
def test_a_pinned_objective_stands_in_its_slot(drawn: Map) -> None:
    nodes, links, _ = drawn
    for band, keys in enumerate(order_bands(nodes, links)):
        wishes: dict[int, list] = {}
        for node in nodes:
            if node.band == band and node.pin is not None:
                wishes.setdefault(min(int(node.pin), len(keys) - 1), []).append(node.key)
        for slot, wishers in wishes.items():
            assert keys[slot] == min(wishers, key=sort_key)


def test_of_two_pinned_to_one_slot_the_other_takes_the_nearest() -> None:
    nodes = [Node("a", 0), Node("b", 0, pin=1), Node("c", 0, pin=1.9), Node("d", 0, pin=9)]
    assert order_bands(nodes, []) == [["c", "b", "a", "d"]]
    nodes = [Node("a", 0, pin=0), Node("b", 0, pin=0), *(Node(i, 0) for i in range(4))]
    assert order_bands(nodes, [])[0][:2] == ["a", "b"]


def test_the_others_order_themselves_round_a_pin() -> None:
    nodes = [Node(key, 0) for key in "abc"] + [Node(key, 1) for key in "pqr"]
    links = [Link("p", "a"), Link("q", "b"), Link("r", "c")]
    nodes[3] = Node("p", 1, pin=2)
    order = order_bands(nodes, links)
    assert order[1][2] == "p"
    assert count_crossings(order, links) == 0


def test_themes_stand_together_where_it_costs_nothing() -> None:
    nodes = [Node(i, 0, group=i % 3) for i in range(9)]
    assert order_bands(nodes, []) == [[0, 3, 6, 1, 4, 7, 2, 5, 8]]
    crossed = [Node("a", 0, group=0), Node("b", 0, group=1), Node("p", 1), Node("q", 1)]
    links = [Link("p", "b"), Link("q", "a")]
    order = order_bands(crossed, links)
    assert order == [["a", "b"], ["q", "p"]]


@pytest.mark.parametrize("seed", range(5))
def test_what_has_no_links_stands_by_theme(seed: int) -> None:
    nodes, links, _ = dense_map(seed)
    loose = [Node(f"loose {i}", i % 3, group=i * 5 % 7) for i in range(21)]
    group = {node.key: node.group for node in loose}
    for band in order_bands([*nodes, *loose], links):
        themes = [group[key] for key in band if key in group]
        assert themes == sorted(themes)


def test_mixed_keys_missing_bands_and_empty_maps() -> None:
    assert order_bands([], []) == []
    assert order_bands([Node("x", 2), Node(1, 0)], [Link("x", 1)]) == [[1], [], ["x"]]


def test_links_are_taken_in_the_order_of_their_keys() -> None:
    nodes, links, _ = dense_map(1)
    known = [node.key for node in nodes]
    in_order = sorted(links, key=lambda link: (link.cause, link.effect))
    assert tidy_links(links, known) == tidy_links(links[::-1], known) == in_order


def test_a_link_to_itself_or_twice_is_passed_over() -> None:
    nodes = [Node("a", 0), Node("p", 1)]
    assert order_bands(nodes, [Link("a", "a"), Link("p", "a"), Link("p", "a")]) == [["a"], ["p"]]


@pytest.mark.parametrize(
    ("nodes", "links", "says"),
    [
        ([Node("a", 0), Node("a", 1)], [], "'a' is given twice"),
        ([Node("a", -1)], [], "'a' is in band -1"),
        ([Node("a", 0, pin=float("nan"))], [], "'a' is pinned to slot nan"),
        ([Node("a", 0, pin=float("inf"))], [], "'a' is pinned to slot inf"),
        ([Node("a", 0, pin=-1)], [], "'a' is pinned to slot -1"),
        ([Node("a", 0)], [Link("a", "b")], "'b', which is not on the map"),
    ],
)
def test_refuses_what_cannot_be_ordered(nodes: list[Node], links: list[Link], says: str) -> None:
    with pytest.raises(LayoutRefusal, match=says):
        order_bands(nodes, links)


def shuffled(net: Net, draw: Random) -> list[list[int]]:
    return seated(net, [draw.sample(range(size), size) for size in net.sizes()])


@pytest.mark.parametrize("seed", range(8))
def test_a_pass_of_sifting_gains_what_it_says(seed: int) -> None:
    net = build_net(*dense_map(seed))
    orders = shuffled(net, Random(seed))
    for band, order in enumerate(orders):
        before, rows = cost(net, orders), exchange_rows(pack(net), orders, band)
        one_by_one = list(order)
        gained = sift(order, rows)
        assert gained == before - cost(net, orders)
        assert gained == sum(place_best(one_by_one, item, row) for item, row in enumerate(rows))
        assert order == one_by_one


@pytest.mark.parametrize("seed", range(8))
def test_so_does_a_pass_with_arcs(seed: int) -> None:
    net = build_net(*dense_map(seed, arcs=9))
    orders = shuffled(net, Random(seed))
    for band, order in enumerate(orders):
        before, rows = cost(net, orders), exchange_rows(pack(net), orders, band)
        assert sift_with_arcs(net, band, order, rows) == before - cost(net, orders)


@pytest.mark.parametrize("seed", range(8))
def test_so_does_a_pass_round_pins(seed: int) -> None:
    net = build_net(*dense_map(seed, pins=7))
    orders = shuffled(net, Random(seed))
    for band, order in enumerate(orders):
        before, rows = cost(net, orders), exchange_rows(pack(net), orders, band)
        assert sift_pinned(net, band, order, rows) == before - cost(net, orders)
        objectives = [item for item in order if item < len(net.keys[band])]
        assert all(objectives[slot] == item for item, slot in net.pins[band].items())


@pytest.mark.parametrize("seed", range(8))
def test_a_walk_round_pins_ends_at_its_best(seed: int) -> None:
    net = build_net(*dense_map(seed, pins=7))
    orders = shuffled(net, Random(seed))
    for band, order in enumerate(orders):
        rows, size, pins = (
            exchange_rows(pack(net), orders, band),
            len(net.keys[band]),
            net.pins[band],
        )
        free = [place for place, v in enumerate(order) if v < size and v not in pins]
        for item in [order[place] for place in free]:
            walk_best(order, rows, free, item)
            assert walk_best(order, rows, free, item) == 0


def test_what_an_arc_costs() -> None:
    nodes = [Node("z", 0)] + [Node(key, 1) for key in "abcd"]
    links = [Link("a", "d"), Link("b", "z")]
    net = build_net(nodes, links)
    costs = {order: cost(net, [[0], list(order)]) for order in permutations(range(4))}
    assert costs[0, 1, 2, 3] == 3  # over b with its link, and over c
    assert costs[0, 2, 3, 1] == 1
    assert costs[1, 0, 3, 2] == 0
    order = order_bands(nodes, links)[1]
    assert abs(order.index("a") - order.index("d")) == 1


@pytest.mark.parametrize("seed", range(10))
def test_pins_and_arcs_together_keep_the_slots(seed: int) -> None:
    nodes, links, _ = dense_map(seed, pins=7, arcs=9)
    order = order_bands(nodes, links)
    net = build_net(nodes, links)
    for band, pins in enumerate(net.pins):
        assert all(order[band][slot] == net.keys[band][item] for item, slot in pins.items())


def test_wide_counters_hold_where_an_objective_has_very_many_links() -> None:
    many = 2 * NARROW_DEGREE
    nodes = [Node(i, 0) for i in range(many)] + [Node("p", 1), Node("q", 1)]
    links = [Link(key, i) for key in ("p", "q") for i in range(many)]
    net = build_net(nodes, links)
    half = list(range(many))
    assert exchange_rows(pack(net), [half, [0, 1]], 1) == [(0, 0), (0, 0)]
    lean = build_net(nodes, [ln for ln in links if (ln.cause == "p") == (ln.effect < many // 2)])
    assert pack(lean).bits == 16
    assert exchange_rows(pack(lean), [half, [0, 1]], 1)[0][1] == (many // 2) ** 2
    both = [Link("p", i) for i in range(200)] + [Link("q", i) for i in range(200, many)]
    net = build_net(nodes, both)
    assert pack(net).bits == 32
    assert exchange_rows(pack(net), [half, [0, 1]], 1)[0][1] == 200 * (many - 200)
