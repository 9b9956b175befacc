"""The drawing of a poster: everything has its place, whatever the names are."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from allied.reporting.letters.directions import in_sight
from allied.reporting.letters.faces import BOLD, UNKNOWN, ems, letter
from allied.reporting.letters.setting import set_text
from allied.reporting.posters.content import PosterTheme, PosterWin
from allied.reporting.posters.drawing import draw_poster
from allied.reporting.posters.head import MARGIN
from allied.reporting.posters.sizes import floor_for
from allied.reporting.sheets import signs
from allied.reporting.sheets.sheet import A3_HEIGHT, A3_WIDTH, Area, Sheet, Words

from .posters import SCRIPTS, TITLES, poster_map

TOKENS = Path(__file__).parents[2] / "foundation/ui/static/ui/css/tokens.css"
names = st.one_of(
    st.sampled_from([*TITLES, *SCRIPTS, "W" * 140, "Ä" * 60, "x " * 70, "a-b/c–d" * 20]),
    st.text(min_size=1, max_size=140),
)


def boxes(sheet: Sheet) -> list[Area]:
    return [item for item in sheet.items if isinstance(item, Area) and item.stroke in COLOURS]


COLOURS = set(signs.THEMES.values())


def placed(words: Words) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the letters without ascenders of neighbours' lines."""
    return (
        words.x, words.y - 0.62 * words.size, words.x + words.width, words.y + 0.12 * words.size,
    )  # fmt: skip


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    near = 0.01
    return (
        one[2] <= other[0] + near or other[2] <= one[0] + near
        or one[3] <= other[1] + near or other[3] <= one[1] + near
    )  # fmt: skip


def check(sheet: Sheet, *, edge: float = MARGIN) -> None:
    """No words on others, all on the sheet; no box on another; titles inside their boxes."""
    told = [placed(words) for words in sheet.words()]
    assert [pair for pair in combinations(told, 2) if not apart(*pair)] == []
    slack = 0.5
    for left, top, right, bottom in told:
        assert edge - slack <= left
        assert right <= A3_WIDTH - edge + slack + 6
        assert top >= 0
        assert bottom <= A3_HEIGHT - 8
    around = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes(sheet)]
    assert [pair for pair in combinations(around, 2) if not apart(*pair)] == []
    for words in sheet.words():
        left, top, right, bottom = placed(words)
        for box in around:
            inside = box[0] <= left and right <= box[2] and box[1] <= top and bottom <= box[3]
            light = words.y < box[1] + 8 and words.size < sheet.title_size
            assert inside or light or apart((left, top, right, bottom), box)


@pytest.mark.parametrize("lights", [True, False])
@pytest.mark.parametrize("count", [1, 2, 7, 25, 60, 130])
def test_nothing_overlaps(count: int, lights: bool) -> None:
    sheet = draw_poster(poster_map(count), lights=lights)
    assert len(boxes(sheet)) == count
    check(sheet)


@settings(max_examples=40)
@given(
    titles=st.lists(names, min_size=1, max_size=12),
    count=st.integers(1, 40),
    bands=st.integers(1, 6),
    name=names,
    mission=st.one_of(st.just(""), names),
    theme=names,
    partner=names,
    lights=st.booleans(),
)
def test_nothing_overlaps_whatever_the_names_are(
    titles: list[str], count: int, bands: int, name: str, mission: str, theme: str, partner: str,
    lights: bool,
) -> None:  # fmt: skip
    themes = tuple(PosterTheme(theme, colour) for colour in (1, 2, 3))
    poster = poster_map(
        count, titles, bands=bands, name=name, mission=mission * 3, themes=themes,
        partners=(partner, partner),
    )  # fmt: skip
    check(draw_poster(poster, lights=lights))


@pytest.mark.parametrize(("count", "least"), [(25, 14.0), (60, 9.0), (120, 7.0), (300, 5.0)])
def test_titles_never_fall_below_their_floor(count: int, least: float) -> None:
    long = ["A title of which nobody can say that it was kept short, nor that it is clear " * 2]
    sheet = draw_poster(poster_map(count, [long[0][:140]]), lights=True)
    assert sheet.title_size >= floor_for(count) == least
    assert sheet.cut == count
    cut = [words for words in sheet.words() if words.lettered.text.endswith("…")]
    assert len(cut) >= count


def test_titles_are_as_large_as_all_of_them_fit() -> None:
    sizes = [draw_poster(poster_map(count), lights=False) for count in (4, 25, 60, 300)]
    assert [sheet.title_size for sheet in sizes] == sorted(
        (sheet.title_size for sheet in sizes), reverse=True
    )
    assert sizes[1].title_size >= 14
    assert sizes[1].cut == 0
    sizes_in_boxes = {words.size for words in sizes[1].words() if words.lettered.text == "days"}
    assert len(sizes_in_boxes) <= 1


def test_joint_wins_of_both_partners_where_there_is_room() -> None:
    few = " ".join(words.lettered.text for words in draw_poster(poster_map(8), lights=True).words())
    assert "Solvay" in few
    assert "Steady demand for its trials" in few
    many = [words.lettered.text for words in draw_poster(poster_map(300), lights=True).words()]
    assert "Steady demand for its trials" not in many


def test_lights_say_shape_and_word_or_leave_all_out() -> None:
    lit = [words.lettered.text for words in draw_poster(poster_map(12), lights=True).words()]
    unlit = [words.lettered.text for words in draw_poster(poster_map(12), lights=False).words()]
    assert lit.count("Off track") == 3  # two boxes and the legend
    assert "Off track" not in unlit
    dense = [words.lettered.text for words in draw_poster(poster_map(300), lights=True).words()]
    assert dense.count("Off track") == 1  # the legend says what the shape means


def test_an_empty_map_and_one_without_bands() -> None:
    for bands in (4, 0):
        sheet = draw_poster(poster_map(0, bands=bands), lights=True)
        said = [words.lettered.text for words in sheet.words()]
        assert "Nothing is on the map yet." in said
        assert "Solvay and Quintiles" in said
        check(sheet)


def test_many_themes_are_counted_where_they_do_not_fit() -> None:
    themes = tuple(PosterTheme(f"A theme with a rather long name, number {i}", 1 + i % 8)
                   for i in range(60))  # fmt: skip
    sheet = draw_poster(poster_map(10, themes=themes), lights=True)
    assert any(re.match(r"… and \d+ more", words.lettered.text) for words in sheet.words())
    check(sheet)


def test_a_confidential_poster_says_so() -> None:
    said = "Our room of Solvay – confidential"
    sheet = draw_poster(poster_map(5, confidential=said), lights=True)
    assert sheet.words()[0].lettered.text == said


def test_the_words_of_the_map_for_those_who_cannot_see_it() -> None:
    said = draw_poster(poster_map(3, bands=2), lights=True).description
    assert said.startswith("3 objectives in 2 bands. Perspective 2: ")
    assert "Grow the joint pipeline" in said


# Letters


@pytest.mark.parametrize("text", [*SCRIPTS, "Ängström →", "Ümläüte ½ €", "ﬁne ② ★ ✓", "🚀 team"])
def test_no_text_comes_out_as_empty_boxes(text: str) -> None:
    lettered = letter(text, BOLD)
    glyphs = [glyph for run in lettered.runs for glyph in run.glyphs]
    assert UNKNOWN not in lettered.text
    assert all(glyph.number for glyph in glyphs)  # glyph 0 is the empty box
    assert lettered.width > 0


def test_what_no_face_has_is_told_and_seen_as_a_sign() -> None:
    sheet = draw_poster(poster_map(2, ["\U00013000 hieroglyph"]), lights=True)
    assert sheet.missing == {"\U00013000"}
    assert any(words.lettered.text.startswith(UNKNOWN) for words in sheet.words())


def test_lines_both_ways() -> None:
    seen = in_sight("שלום 12% (UCB)", rtl=True)
    assert [(each.text.strip(), each.rtl) for each in seen if each.text.strip(" ()")] == [
        ("UCB", False), ("12%", False), ("שלום", True),
    ]  # fmt: skip
    assert [each.rtl for each in in_sight("trust שלום", rtl=False)] == [False, True]


def test_a_word_is_broken_only_where_it_alone_is_too_wide() -> None:
    whole = set_text("Customers and partners", ems("Customers", BOLD) * 1.1, 5)
    assert whole.lines == ("Customers", "and", "partners")
    assert not whole.broken
    narrow = set_text("Customers", ems("Custom", BOLD), 5)
    assert narrow.broken
    assert "".join(narrow.lines) == "Customers"


@given(text=names, room=st.floats(3, 30), most=st.integers(1, 5))
def test_lines_are_never_wider_than_their_room(text: str, room: float, most: int) -> None:
    setting = set_text(text, room, most)
    assert 1 <= len(setting.lines) <= most
    assert all(lettered.width <= room * 1.02 for lettered in setting.lettered())
    assert setting.cut == setting.lines[-1].endswith("…") or text.rstrip().endswith("…")


def test_the_colours_are_those_of_the_house() -> None:
    css = TOKENS.read_text()
    themes = dict(re.findall(r"\.theme-(\d) \{ --theme: light-dark\((#\w+)", css))
    assert {int(name): colour for name, colour in themes.items()} == signs.THEMES
    for status, colour in signs.STATUSES.items():
        name = status.replace("_", "-")
        assert f"--{name}: light-dark({colour}," in css
    for name, colour in {"ink": signs.INK, "muted": signs.MUTED, "line-strong": signs.LINE,
                         "sunken": signs.BAND, "ours-bar": signs.OURS_BAR,
                         "ours-ink": signs.OURS_INK}.items():  # fmt: skip
        assert f"--{name}: light-dark({colour}," in css


def test_a_win_that_runs_to_the_left_starts_right() -> None:
    poster = poster_map(2, wins=False)
    told = {
        key: replace(each, wins=(PosterWin("סולווי", "שלום"),))
        for key, each in poster.objectives.items()
    }
    sheet = draw_poster(replace(poster, objectives=told), lights=False)
    win = next(words for words in sheet.words() if words.lettered.text == "שלום")
    name = next(words for words in sheet.words() if words.lettered.text == "סולווי")
    assert win.x + win.width <= name.x
