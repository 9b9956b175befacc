"""The drawing: boxes and paths."""

import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.maplayout import (
    Box,
    Geometry,
    Layout,
    LayoutRefusal,
    Link,
    Node,
    lay_out,
    order_bands,
)
from allied.pure.maplayout.columns import offsets
from allied.pure.maplayout.net import build_net
from allied.pure.maplayout.routes import nearest, ports
from allied.pure.maplayout.tests.maps import Map, Point, drawn_maps, points_of, stored_maps

STANDARD = Geometry()
KINDS = {-1: "feedback", 0: "level", 1: "up"}


def overlap(one: Box, two: Box) -> bool:
    return (
        one.x < two.x + two.width
        and two.x < one.x + one.width
        and one.y < two.y + two.height
        and two.y < one.y + one.height
    )


def on_edge(box: Box, point: Point) -> bool:
    x, y = point
    across = box.x <= x <= box.x + box.width
    along = box.y <= y <= box.y + box.height
    upright = x in (box.x, box.x + box.width)
    return (across and y in (box.y, box.y + box.height)) or (along and upright)


def inside(box: Box, point: Point) -> bool:
    x, y = point
    return box.x < x < box.x + box.width and box.y < y < box.y + box.height


def check(layout: Layout, nodes: list[Node], links: list[Link], sizes: Geometry = STANDARD) -> None:
    """What holds for every drawing."""
    boxes = layout.boxes
    for one, two in combinations(boxes.values(), 2):
        assert one.y != two.y or abs(one.x - two.x) >= sizes.box_width + sizes.gap_x
    assert set(boxes) == {node.key for node in nodes}
    assert not any(overlap(one, two) for one, two in combinations(boxes.values(), 2))
    for node in nodes:
        box, band = boxes[node.key], layout.bands[node.band]
        assert box.band == node.band
        assert box.pinned == (node.pin is not None)
        assert band.y < box.y
        assert box.y + box.height < band.y + band.height
        assert 0 <= box.row < band.rows
        assert 0 < box.x < box.x + box.width < layout.width
    drawn = {Link(path.cause, path.effect) for path in layout.paths}
    assert len(drawn) == len(layout.paths)
    assert drawn == {link for link in links if link.cause != link.effect}
    for path in layout.paths:
        points = points_of(path.d)
        assert on_edge(boxes[path.cause], points[0])
        assert on_edge(boxes[path.effect], points[-1])
        assert not any(inside(box, point) for box in boxes.values() for point in points)
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in points)
        assert 0 <= path.label_x <= layout.width


@given(drawn_maps())
def test_the_laws_of_a_drawing(drawn: Map) -> None:
    nodes, links, bands = drawn
    layout = lay_out(nodes, links, bands)
    check(layout, nodes, links)
    bottoms = [band.y + band.height for band in layout.bands]
    assert [band.y for band in layout.bands][1:] == bottoms[:-1]
    assert layout.height == bottoms[-1] + Geometry().margin


@given(drawn_maps(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(drawn: Map, random) -> None:
    nodes, links, bands = drawn
    first = lay_out(nodes, links, bands)
    random.shuffle(nodes)
    random.shuffle(links)
    second = lay_out(nodes, links, bands)
    assert second == first
    assert list(second.boxes) == list(first.boxes)


@given(drawn_maps())
def test_boxes_stand_in_the_order_of_their_slots(drawn: Map) -> None:
    nodes, links, bands = drawn
    layout = lay_out(nodes, links, bands)
    for band, keys in enumerate(order_bands(nodes, links)):
        row = [layout.boxes[key] for key in keys]
        assert [box.slot for box in row] == list(range(len(row)))
        assert [box.x for box in row] == sorted(box.x for box in row)
        assert all(box.band == band for box in row)


@given(drawn_maps())
def test_kinds_of_links(drawn: Map) -> None:
    nodes, links, bands = drawn
    layout = lay_out(nodes, links, bands)
    for path in layout.paths:
        rise = layout.boxes[path.cause].band - layout.boxes[path.effect].band
        assert path.kind == ("long" if rise > 1 else KINDS[max(rise, -1)])


@pytest.mark.parametrize("objectives", [30, 300])
def test_the_stored_maps(objectives: int) -> None:
    nodes, links, _ = stored_maps(objectives)[0]
    check(lay_out(nodes, links, 4), nodes, links)


def test_another_geometry() -> None:
    nodes, links, _ = stored_maps(30)[0]
    slim = Geometry(box_width=101, box_height=50, gap_x=20, max_per_row=3, max_rows=2, margin=5)
    layout = lay_out(nodes, links, 4, slim)
    check(layout, nodes, links, slim)
    assert {band.rows for band in layout.bands} == {2}


def test_a_crowded_band_breaks_into_rows() -> None:
    rows = {n: lay_out([Node(i, 0) for i in range(n)], [], 1).bands[0].rows for n in (6, 7, 13, 40)}
    assert rows == {6: 1, 7: 2, 13: 3, 40: 3}


def test_no_nodes_one_node_and_empty_bands() -> None:
    bare = lay_out([], [], 0)
    assert (bare.boxes, bare.paths, bare.bands) == ({}, [], [])
    empty = lay_out([], [], 3)
    assert [band.height for band in empty.bands] == [Geometry().empty_band_height] * 3
    single = lay_out([Node("a", 1)], [], 3)
    assert [band.rows for band in single.bands] == [0, 1, 0]
    check(single, [Node("a", 1)], [])


def test_a_cycle_through_all_bands() -> None:
    nodes = [Node(i, i) for i in range(4)]
    links = [Link(3, 2), Link(2, 1), Link(1, 0), Link(0, 3), Link(0, 0)]
    layout = lay_out(nodes, links, 4)
    check(layout, nodes, links)
    assert [path.kind for path in layout.paths] == ["feedback", "up", "up", "up"]


def test_a_chain_of_causes_stands_upright() -> None:
    nodes = [Node(i, i) for i in range(4)]
    layout = lay_out(nodes, [Link(3, 2), Link(2, 1), Link(1, 0)], 4)
    assert len({box.x for box in layout.boxes.values()}) == 1


def test_a_long_link_has_room_between_boxes_and_runs_straight() -> None:
    nodes = [
        Node(key, band, pin=slot)
        for band, row in enumerate(("uvw", "ab", "xyz"))
        for slot, key in enumerate(row)
    ]
    pairs = ("xa", "au", "yv", "zb", "bw")
    layout = lay_out(nodes, [Link(*pair) for pair in pairs], 3)
    a, b, y = (layout.boxes[key] for key in "aby")
    assert b.x - (a.x + a.width) >= STANDARD.gap_x + 2 * STANDARD.lane
    long = next(path for path in layout.paths if path.kind == "long")
    assert {x for x, _ in points_of(long.d)} == {y.middle}


def test_a_bend_widens_a_gap_of_a_single_row_by_a_lane_on_each_side() -> None:
    nodes = [Node("u", 0), Node("a", 1), Node("b", 1), Node("x", 2)]
    net = build_net(nodes, [Link("x", "u")])
    assert offsets(net, 1, [0, 2, 1], STANDARD, 1) == [0, 104, 208]
    assert offsets(net, 1, [0, 2, 1], STANDARD, 2) == [0, 48, 96]
    assert offsets(net, 1, [0, 1, 2], STANDARD, 1) == [0, 192, 296]


def test_a_link_takes_the_nearest_gap() -> None:
    gaps = [(0, 10), (100, 110), (200, 210)]
    places = {-5: 0, 5: 0, 10: 0, 54: 0, 55: 0, 56: 1, 100: 1, 105: 1, 154: 1, 156: 2, 999: 2}
    assert {x: nearest(gaps, x) for x in places} == places


def test_links_that_meet_spread_a_little_about_the_middle() -> None:
    assert ports(100, 168, 1) == [184]
    assert ports(100, 168, 2) == [177, 191]
    many = ports(100, 168, 41)
    assert (many[0], many[20], many[-1]) == (124, 184, 244)


def test_links_fan_out_without_crossing_at_a_box() -> None:
    nodes = [Node("p", 1), *(Node(i, 0, pin=i) for i in range(4))]
    layout = lay_out(nodes, [Link("p", i) for i in range(4)], 2)
    starts = [points_of(path.d)[0][0] for path in layout.paths]
    assert starts == sorted(set(starts))


def test_links_in_one_gap_run_side_by_side() -> None:
    nodes = [*(Node(key, 0, pin=i) for i, key in enumerate("abc")), Node("m", 1), Node("n", 1)]
    nodes += [Node(key, 2, pin=i) for i, key in enumerate("xyz")]
    links = [Link("x", "a"), Link("y", "b"), Link("z", "c"), Link("x", "b"), Link("y", "c")]
    layout = lay_out(nodes, links, 3)
    passing = {}
    for path in layout.paths:
        points = points_of(path.d)
        passing.update({x: path.effect for x, y in points if y == layout.boxes["m"].y})
    assert [passing[x] for x in sorted(passing)] == ["a", "b", "b", "c", "c"]


def test_feedback_links_take_lanes_of_their_own() -> None:
    nodes = [Node(i, i) for i in range(4)]
    layout = lay_out(nodes, [Link(0, 3), Link(0, 2), Link(1, 3)], 4)
    lanes = {path.label_x for path in layout.paths}
    assert len(lanes) == 3
    assert min(lanes) > layout.boxes[0].x + STANDARD.box_width


def test_everything_stands_on_the_grid() -> None:
    nodes, links, _ = stored_maps(30)[1]
    assert all(box.x % 4 == 0 == box.y % 4 for box in lay_out(nodes, links, 4).boxes.values())


def test_a_band_outside_the_map_is_refused() -> None:
    with pytest.raises(LayoutRefusal, match="'a' is in band 4 of 4"):
        lay_out([Node("a", 4)], [], 4)
    with pytest.raises(LayoutRefusal, match="bands is -1"):
        lay_out([], [], -1)


def test_no_numpy_is_loaded() -> None:
    asks = "import sys, allied.pure.maplayout; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0
