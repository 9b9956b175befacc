"""The drawing: everything inside its box, every box inside its band."""

import re
from random import Random

import pytest

from allied.cockpit.map.boxes import geometry_for, set_title, set_wins, state_in
from allied.cockpit.map.drawing import NARROWEST, draw
from allied.cockpit.map.drawn import BandFace, Face, Win
from allied.cockpit.map.trace import trace
from allied.pure.maplayout import Link, Node, lay_out
from allied.reporting.sheets.paths import arrow_head, compact
from allied.strategy.placement import slot


def face(key, title="Develop transparent cost drivers", wins=(), **more):
    shown = {
        "theme": 3, "theme_name": "Collaboration", "status": "off_track", "trend": "down",
        "better": False,
    }  # fmt: skip
    return Face(id=key, title=title, wins=tuple(wins), **shown | more)


def drawing(faces, links=(), bands=1, lit=None):
    nodes = [Node(key=each.id, band=i % bands) for i, each in enumerate(faces)]
    layout = lay_out(nodes, [Link(*pair) for pair in links], bands, geometry_for(faces))
    names = [BandFace(100 + i, f"Band {i}", "on_track") for i in range(bands)]
    ids = {pair: 1000 + i for i, pair in enumerate(links)}
    return draw(layout, faces, names, link_ids=ids, trace=lit)


WINS = [Win("Solvay", "Products sooner"), Win("Quintiles", "A partner for many years")]


def test_texts_stand_inside_their_box():
    faces = [face(1, "W" * 140, WINS), face(2, "استخدام الخدمات في المنظمات القائمة بين الشركتين")]
    by_id = {each.id: each for each in faces}
    for box in drawing(faces).boxes:
        place, shown = box.place, by_id[int(box.id)]
        lines = (*set_title(shown, place), *set_wins(shown, place))
        assert all(place.x < float(line.x) < place.x + place.width for line in lines)
        assert all(place.y < float(line.y) < place.y + place.height for line in lines)
        heights = [float(line.y) for line in lines]
        assert heights == sorted(heights)


@pytest.mark.parametrize("count", [1, 5, 20])
def test_titles_stay_readable_however_narrow_the_page(count):
    made = drawing([face(i) for i in range(count)])
    assert 13 * int(made.least_width) / int(made.width) >= 12


def test_a_title_from_right_to_left_begins_at_the_right():
    shown = face(1, "שיתוף פעולה")
    place = drawing([shown]).boxes[0].place
    assert float(set_title(shown, place)[0].x) == place.x + place.width - 11


def test_many_joint_wins_are_folded_into_one_line():
    many = [Win(f"Partner {i}", "Something") for i in range(5)]
    shown = face(1, wins=many)
    box = drawing([shown]).boxes[0]
    assert [line.text for line in set_wins(shown, box.place)] == ["5 joint wins"]
    assert "Partner 4 hopes to win: Something" in box.label


def test_a_long_win_keeps_its_partner():
    long = [Win("A company with a very long name indeed", "word " * 60)]
    shown = face(1, wins=long)
    line = set_wins(shown, drawing([shown]).boxes[0].place)[0]
    assert line.lead == "A compan…"
    assert line.text.endswith("…")


def test_boxes_are_only_as_high_as_the_map_needs():
    plain, three, won = (
        geometry_for([face(1, "Short")]).box_height,
        geometry_for([face(1, "W" * 140)]).box_height,
        geometry_for([face(1, "Short", WINS)]).box_height,
    )
    assert plain < three < won + 20
    assert plain < won


def test_the_words_of_a_box_say_all_that_is_drawn():
    label = drawing([face(1, wins=WINS)]).boxes[0].label
    assert label.startswith("Develop transparent cost drivers; Off track; worse; theme Coll")
    assert "Solvay hopes to win: Products sooner" in label


def test_bands_stand_from_the_top_and_cover_the_drawing():
    made = drawing([face(i) for i in range(1, 9)], bands=4)
    heights = [int(band.y) for band in made.bands]
    assert heights == sorted(heights)
    assert [band.name for band in made.bands] == ["Band 0", "Band 1", "Band 2", "Band 3"]


def test_a_small_map_spans_the_page():
    made = drawing([face(1)])
    assert int(made.width) == NARROWEST
    assert made.shift.startswith("translate(")
    assert made.fits


def test_a_map_too_wide_for_a_page_is_scrolled():
    made = drawing([face(i) for i in range(1, 101)])
    assert not made.fits
    assert made.shown_width == made.width


def test_no_number_of_the_drawing_has_a_separator():
    made = drawing([face(i) for i in range(1, 101)])
    assert all("," not in box.inner for box in made.boxes)


def test_hostile_words_are_escaped():
    box = drawing([face(1, "<b>&", [Win("<i>", '"x"')])]).boxes[0]
    assert "&lt;b&gt;&amp;" in box.inner
    assert "<i>" not in box.inner


def test_a_trace_marks_boxes_and_links():
    links = [(1, 2), (2, 3), (1, 4)]
    made = drawing([face(i) for i in range(1, 5)], links, 2, trace(2, links))
    assert {box.id: box.state for box in made.boxes} == {
        "1": "cause", "2": "chosen", "3": "effect", "4": "apart",
    }  # fmt: skip
    assert {(link.cause, link.effect): link.state for link in made.links} == {
        (1, 2): "lit", (2, 3): "lit", (1, 4): "apart",
    }  # fmt: skip


def test_in_a_cycle_an_objective_is_both():
    assert state_in(trace(1, [(1, 2), (2, 1)]), 2) == "both"
    assert state_in(None, 2) == ""


@pytest.mark.parametrize(
    ("d", "tip"),
    [
        ("M0 100C0 50, 10 50, 10 10", "M10 10m0 1l3.2 7l-6.4 0z"),
        ("M0 0L0 50", "M0 50m0-1l-3.2-7l6.4 0z"), ("M0 0L50 0", "M50 0m-1 0l-7 3.2l0-6.4z"),
        ("M5 5", ""),
    ],
)  # fmt: skip
def test_an_arrow_head_points_where_its_path_ends(d, tip):
    assert arrow_head(d) == tip


def absolute(d):
    """The points of a path in steps, in tenths."""
    at, points = (0, 0), []
    for letter, rest in re.findall(r"([MclhvmMz])([^MclhvmMz]*)", d):
        numbers = [round(float(text) * 10) for text in re.findall(r"-?\d+(?:\.\d+)?", rest)]
        if letter in "hv":
            numbers = [*numbers, 0] if letter == "h" else [0, *numbers]
        start = (0, 0) if letter == "M" else at
        points += [
            (start[0] + x, start[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        at = points[-1]
    return points


@pytest.mark.parametrize("seed", range(5))
def test_a_short_path_goes_through_the_same_points(seed):
    draws = Random(seed)
    nodes = [Node(key, draws.randrange(4)) for key in range(30)]
    pairs = {tuple(draws.sample(range(30), 2)) for _ in range(60)}
    for path in lay_out(nodes, [Link(*pair) for pair in pairs], 4).paths:
        numbers = [round(float(text) * 10) for text in re.findall(r"-?\d+(?:\.\d+)?", path.d)]
        through = list(zip(numbers[::2], numbers[1::2], strict=True))
        kept = [p for i, p in enumerate(through) if not i or p != through[i - 1]]
        short = absolute(compact(path.d))
        assert [p for i, p in enumerate(short) if not i or p != short[i - 1]] == kept
        assert len(compact(path.d)) < len(path.d)


@pytest.mark.parametrize(
    ("pin", "count", "wanted"), [(None, 5, None), (0, 5, 0), (0.5, 5, 2), (1, 5, 4), (0.99, 1, 0)]
)
def test_a_pin_names_a_slot_of_its_band(pin, count, wanted):
    assert slot(pin, count) == wanted
