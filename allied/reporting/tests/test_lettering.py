"""Titles set in lines: nothing too wide, nothing lost, whatever the script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.reporting.letters.lettering import ELLIPSIS, MOST_MARKS, ems, set_lines, tidy

ROOM, SIZE = 142.0, 13.0


def lines(text, most=3):
    return set_lines(text, ROOM, SIZE, most)


def test_breaks_at_spaces():
    assert lines("Use the services in existing organizations").lines == (
        "Use the services in", "existing organizations",
    )  # fmt: skip


def test_what_does_not_fit_ends_in_an_ellipsis():
    found = lines("develop " * 30)
    assert found.cut
    assert len(found.lines) == 3
    assert found.lines[2].endswith(ELLIPSIS)


def test_a_word_too_long_is_cut_between_letters():
    found = lines("Pneumonoultramicroscopicsilicovolcanoconiosis")
    assert "".join(found.lines) == "Pneumonoultramicroscopicsilicovolcanoconiosis"
    assert len(found.lines) > 1


def test_breaks_between_ideographs():
    found = lines("共同推进临床试验的启动与管理流程")
    assert "".join(found.lines) == "共同推进临床试验的启动与管理流程"
    assert len(found.lines) == 2


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("استخدام الخدمات", True), ("שיתוף פעולה", True), ("12 ש", True), ("Growth ש", False),
     ("12", False)],
)  # fmt: skip
def test_knows_where_a_title_begins(text, rtl):
    assert lines(text).rtl is rtl


def test_controls_are_not_drawn_and_marks_do_not_pile_up():
    assert tidy("a\u202eb\x00c\nd") == "abc d"
    piled = tidy("e" + "\u0301" * 50)
    assert sum(unicodedata.category(letter) == "Mn" for letter in piled) <= MOST_MARKS


def test_nothing_is_one_empty_line():
    assert lines("").lines == ("",)


@given(st.text(max_size=200))
def test_no_line_is_too_wide_and_no_letter_is_lost(text):
    found = lines(text, most=1000)
    assert not found.cut
    assert all(ems(line) * SIZE <= ROOM + 0.01 for line in found.lines)
    assert "".join(found.lines).replace(" ", "") == tidy(text).replace(" ", "")


@given(st.text(min_size=1, max_size=200))
def test_a_cut_title_keeps_to_its_lines(text):
    found = lines(text)
    assert 1 <= len(found.lines) <= 3
    assert all(ems(line) * SIZE <= ROOM + 0.01 for line in found.lines)
