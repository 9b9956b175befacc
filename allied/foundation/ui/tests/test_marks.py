"""Small figures: what they say, what they draw, and that nothing odd gets through."""

import math

import pytest
from django.template import Context, Template
from lucide import IconDoesNotExist

from allied.foundation.ui import marks


@pytest.mark.parametrize(("status", "word"), marks.STATUS_WORDS.items())
def test_a_status_has_a_word_a_shape_and_a_class(status: str, word: str) -> None:
    html = marks.status_mark(status)
    assert f"<span>{word}</span>" in html
    assert marks.STATUS_SHAPES[status] in html
    assert f'class="status {status.replace("_", "-")}"' in html


def test_no_two_statuses_share_a_shape() -> None:
    assert len(set(marks.STATUS_SHAPES.values())) == 6


def test_a_short_status_still_says_its_word() -> None:
    html = marks.status_mark("off_track", short=True)
    assert '<span class="visually-hidden">Off track</span>' in html


def test_a_status_by_hand_says_so() -> None:
    assert "On track, set by hand" in marks.status_mark("on_track", by_hand=True)


@pytest.mark.parametrize("odd", [None, "", "sideways", '"><script>', 3])
def test_an_unknown_status_is_no_data(odd: object) -> None:
    assert marks.status_mark(odd) == marks.status_mark("no_data")
    assert marks.status_shape(odd) == marks.status_shape("no_data")


def test_a_trend_says_whether_it_is_better() -> None:
    assert "falling, better" in marks.trend_mark("down", better=True)
    assert "rising, worse" in marks.trend_mark("up", better=False)
    assert "unchanged<" in marks.trend_mark("flat")
    assert marks.trend_mark("") == marks.trend_mark(None) == marks.trend_mark("<b>") == ""


def test_a_spark_line_runs_from_the_lowest_to_the_highest() -> None:
    html = marks.spark([1, 2, 4])
    assert 'd="M4 36L80 25L156 4"' in html
    assert '<circle cx="156" cy="4" r="4"/>' in html
    assert "3 values, from 1 to 4" in html


def test_a_gap_breaks_the_line_and_a_lone_value_is_a_dash() -> None:
    html = marks.spark([0, 1, None, 2])
    assert 'd="M4 36L55 20M156 4m-2 0h4"' in html


def test_a_level_line_lies_in_the_middle() -> None:
    assert 'd="M4 20L156 20"' in marks.spark([5, 5])


def test_a_target_is_a_dashed_line_within_the_picture() -> None:
    assert '<line x1="0" x2="160" y1="4" y2="4"/>' in marks.spark([0, 1], target=2)


@pytest.mark.parametrize(
    "values", [[], None, [None, None], [math.nan], [math.inf, -math.inf], ["x"], [1e308, 1e308]]
)
def test_what_cannot_be_drawn_is_left_out(values: list[object] | None) -> None:
    assert marks.spark(values) == ""


def test_odd_values_are_gaps_among_the_others() -> None:
    html = marks.spark([1, math.nan, "2", 10**400, None, 3])
    assert "3 values, from 1 to 3" in html
    assert "nan" not in html


def test_large_numbers_are_spoken_whole() -> None:
    assert "from 1,234,567 to 0.3333" in marks.spark([1234567.4, 1 / 3])


def test_a_bullet_shows_the_way_whatever_its_direction() -> None:
    rising, falling = marks.bullet(60, 20, 100), marks.bullet(60, 100, 20)
    bar = 'x="20.0" y="4.5" width="32.0"'
    assert bar in rising
    assert bar in falling
    assert "60, on the way from 20 to 100" in rising


def test_a_bullet_behind_its_baseline_is_marked() -> None:
    assert 'class="bullet-bar behind"' in marks.bullet(5, 20, 100)


def test_a_bullet_without_value_target_or_distance() -> None:
    assert "no value" in marks.bullet(None, 20, 100)
    assert marks.bullet(5, 20, None) == marks.bullet(5, 20, 20) == ""


def test_an_icon_is_decoration_unless_labelled() -> None:
    assert 'aria-hidden="true"' in marks.icon("lock")
    assert 'role="img" aria-label="Our &quot;room&quot;"' in marks.icon("lock", label='Our "room"')
    with pytest.raises(IconDoesNotExist):
        marks.icon("../lock")


def test_the_tags_need_no_load() -> None:
    template = Template('{% status_mark s short=True %}{% spark v %}{% icon "x" 20 %}')
    html = template.render(Context({"s": "caution", "v": [1, 2]}))
    assert html.count("<svg") == 3
