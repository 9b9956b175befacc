"""The geometry of the chart."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.pure.periods import last_periods, parse_period
from allied.pure.scoring import Direction, Preset, ScoringRefusal, Yardstick, score_value
from allied.scorecard.chart import BOTTOM, TOP, Point, Span, draw, status_bands

STARTS = [period.start for period in last_periods(parse_period("2022-Q4"), 60)]
UP = Yardstick(preset=Preset.BASELINE_TARGET, baseline=0, target=100)
DOWN = Yardstick(
    preset=Preset.BASELINE_TARGET, direction=Direction.LOWER, baseline=100, target=0
)  # fmt: skip


def points(*values):
    return [
        Point(start, start.isoformat(), value, "on_track", f"{value}")
        for start, value in zip(STARTS, values, strict=False)
    ]


def span(yardstick=UP, start=date(2000, 1, 1)):
    return Span(start, yardstick, yardstick.target, yardstick.baseline)


def chart(values, spans=(), fixed=False):
    return draw(points(*values), spans, str, fixed=fixed)


def test_without_points_there_is_no_chart():
    assert draw([], [span()], str, fixed=False) is None


def test_axes_have_readable_ticks_around_all_that_is_shown():
    made = chart([12, 37, 81], [span()])
    assert [tick.label for tick in made.y_ticks] == ["0.0", "50.0", "100.0"]
    assert [float(tick.at) for tick in made.y_ticks] == [BOTTOM, (BOTTOM + TOP) / 2, TOP]


@pytest.mark.parametrize("values", [[5], [0], [5, 5, 5], [-3, -3], [1e14], [1e-9, 2e-9]])
def test_values_that_are_all_the_same_are_drawn_too(values):
    made = chart(values)
    assert len(made.y_ticks) >= 2
    assert len({tick.at for tick in made.y_ticks}) == len(made.y_ticks)


def test_yes_and_no_have_an_axis_of_two():
    made = chart([1, 0, 1], fixed=True)
    assert [tick.label for tick in made.y_ticks] == ["0.0", "1.0"]


def test_bands_say_which_value_has_which_status():
    assert status_bands(UP, -10, 110) == [
        (-10, pytest.approx(100 / 3), "off_track"),
        (pytest.approx(100 / 3), pytest.approx(200 / 3), "caution"),
        (pytest.approx(200 / 3), 110, "on_track"),
    ]
    assert [name for _, _, name in status_bands(DOWN, -10, 110)] == [
        "on_track", "caution", "off_track",
    ]  # fmt: skip


YARDSTICKS = [
    UP,
    DOWN,
    Yardstick(preset=Preset.RED_FLAG_GOAL, red_flag=20, target=60),
    Yardstick(preset=Preset.WORST_BEST, worst=0, red_flag=10, target=50, best=90),
    Yardstick(preset=Preset.MINIMUM_MAXIMUM, direction=Direction.LOWER, minimum=0, maximum=80),
    Yardstick(
        preset=Preset.ON_TARGET, direction=Direction.ON_TARGET, low=10, target=50, high=90,
        flat_low=40, flat_high=60,
    ),
    Yardstick(preset=Preset.COMMIT_STRETCH, baseline=0, commit=30, target=60, stretch=90),
    Yardstick(preset=Preset.THRESHOLD, direction=Direction.AT_LEAST, threshold=40, margin=10),
    Yardstick(preset=Preset.THRESHOLD, direction=Direction.AT_MOST, threshold=40, margin=10),
    Yardstick(preset=Preset.RATIO, target=80),
    Yardstick(preset=Preset.RATIO, direction=Direction.LOWER, target=40),
]  # fmt: skip


@pytest.mark.parametrize("y", YARDSTICKS, ids=lambda y: f"{y.preset}-{y.direction}")
def test_every_band_is_true_of_every_value_in_it(y):
    found = status_bands(y, -20, 120)
    assert found[0][0] == -20
    assert found[-1][1] == 120
    assert all(before[1] == after[0] for before, after in pairwise(found))
    for low, high, name in found:
        for n in range(1, 40):
            status = score_value(low + (high - low) * n / 40, y).status
            assert ("on_track" if status == "exceeds" else status) == name


def test_what_cannot_be_judged_has_no_bands():
    broken = Yardstick(preset=Preset.BASELINE_TARGET, baseline=5)
    with pytest.raises(ScoringRefusal):
        score_value(1, broken)
    assert status_bands(broken, 0, 1) == []
    assert chart([1, 2], [Span(date(2000, 1, 1), broken, None, None)]).bands == []


def test_a_new_target_begins_between_two_points():
    later = Yardstick(preset=Preset.BASELINE_TARGET, baseline=0, target=50)
    made = chart([10, 20, 30, 40], [span(), span(later, STARTS[2])])
    assert made.targets.count("M") == 2
    assert made.targets.split("M")[1].endswith("H50.00")
    assert {band.x for band in made.bands} == {"0.00", "50.00"}


def test_many_points_are_not_all_marked_but_the_last_and_those_with_a_note():
    many = points(*range(60))
    many[7] = many[7]._replace(has_note=True)
    made = draw(many, [], str, fixed=False)
    assert [mark.title for mark in made.marks] == ["7", "59"]
    assert made.marks[-1].is_last
    assert len(made.x_ticks) <= 9
    assert made.x_ticks[0].label == STARTS[59].isoformat()


@given(st.lists(st.floats(-1e15, 1e15), min_size=1, max_size=60))
def test_everything_is_drawn_inside_the_frame(values):
    made = chart(values, [span(), span(DOWN, STARTS[3])])
    for mark in made.marks:
        assert 0 <= float(mark.x) <= 100
        assert TOP - 0.1 <= float(mark.y) <= BOTTOM + 0.1
    for band in made.bands:
        assert float(band.height) >= 0
        assert float(band.x) + float(band.width) <= 100.01
    assert "nan" not in made.line
    assert "inf" not in made.line
    assert 2 <= len(made.y_ticks) <= 12
