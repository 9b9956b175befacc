"""The geometry of the Gantt chart."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from allied.scorecard.initiatives.gantt import ROW, WIDEST, Bar, Diamond, draw
from allied.scorecard.initiatives.progress import Mark

TODAY = date(2007, 1, 2)


def bar(key, start, end, share=0.5, waits_for=(), diamonds=()):
    return Bar(key, start, end, share, "is-under_way", f"Plan {key}", diamonds, waits_for)


def test_bars_stand_by_their_days_in_rows():
    first = bar(1, date(2006, 1, 1), date(2006, 7, 1))
    second = bar(2, date(2006, 7, 1), date(2007, 7, 1), 0.25, waits_for=[1])
    chart = draw([first, second], TODAY)
    one, two = chart.bars
    assert (one.x, one.x + one.width) == (0, two.x)
    assert one.done * 2 == pytest.approx(one.width, abs=1)
    assert two.y - one.y == ROW
    assert two.x < chart.today < two.x + two.width
    assert len(chart.ties) == 1
    assert not chart.ties[0].is_early
    early = draw([first, second._replace(starts_on=date(2006, 3, 1))], TODAY)
    assert early.ties[0].is_early


def test_without_a_day_there_is_no_chart_and_no_bar():
    assert draw([bar(1, None, None)], TODAY) is None
    chart = draw([bar(1, None, None), bar(2, TODAY, None)], TODAY)
    assert [item.has_days for item in chart.bars] == [False, True]


def test_a_milestone_beyond_its_bar_is_inside_the_drawing():
    late = Diamond(date(2009, 1, 1), Mark.LATE, "Late")
    chart = draw([bar(1, date(2006, 1, 1), date(2006, 2, 1), diamonds=[late])], TODAY)
    x = int(chart.bars[0].diamonds[0].d.split()[0][1:])
    assert 0 < x < chart.width
    assert chart.bars[0].diamonds[0].sign


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2006, 12, 1), date(2006, 12, 2)),
        (date(2005, 1, 1), date(2006, 12, 31)),
        (date(2000, 6, 1), date(2005, 1, 1)),
        (date(1900, 1, 1), date(2200, 12, 31)),
        (date(1, 1, 1), date(9999, 12, 31)),
    ],
)
def test_any_span_is_drawn_no_wider_than_it_can_be_read(first, last):
    chart = draw([bar(1, first, last)], TODAY)
    assert chart.width <= WIDEST + 20
    ticks = [tick.x for tick in chart.years]
    assert all(b - a >= 30 for a, b in pairwise(ticks))
    assert len(chart.steps) < 100


def test_a_hundred_initiatives():
    start = date(2006, 1, 1)
    bars = [
        bar(n, start + timedelta(n), start + timedelta(n + 200), waits_for=[n - 1])
        for n in range(100)
    ]
    chart = draw(bars, TODAY)
    assert len(chart.bars) == 100
    assert chart.width * chart.paper / 10 < 680 - 200 * chart.paper / 10 or chart.paper == 2
    assert len(chart.ties) == 99
