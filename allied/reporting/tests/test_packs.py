"""The pages of a pack and of minutes: what stands on them, where it goes on, what extremes do."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from allied.reporting.packs.content import (
    Action,
    Addendum,
    Asked,
    Dissent,
    Initiative,
    Minuted,
    Moved,
    Option,
    Pack,
    Red,
    Signed,
    Taken,
    Topic,
)
from allied.reporting.packs.minutes import minutes_pages
from allied.reporting.packs.pages import pages_of
from allied.reporting.packs.paper import (
    A4,
    SLIDE,
    Chart,
    Grid,
    MapAt,
    Page,
    Paper,
    Para,
    Text,
    paragraphs,
    set_lines,
)
from allied.reporting.packs.pdf import frame_of
from allied.reporting.packs.ticks import scale_of

from .packs import MADE, NAMES, cover, minutes, pack, series

HARD = (
    "x" * 10_000,
    "word " * 2_000,
    "\x00\x07\u202e=cmd|' /C calc'!A0\ud800",
    "نمو المسار المشترك " * 40,
    "共同战略" * 500,
    "a\n\n\nb\r\nc",
    "<a:t>&amp;</a:t> *bold* #set $x$",
    "\u200b\ufeff",
    "👩\u200d🔬" * 200,
)


def words(page: Page) -> str:
    found = []
    for part in page.parts:
        if isinstance(part, Text):
            found += [text for _line, text in paragraphs(part.lines)]
        elif isinstance(part, Grid):
            for row in part.rows:
                for cell in row.cells:
                    found += [text for _line, text in paragraphs(cell.lines)]
    return "\n".join(found)


def inside(pages: list[Page], paper: Paper) -> bool:
    """Whether every part stands between the edges and above the foot."""
    for page in pages:
        for part in page.parts:
            width = sum(part.widths) if isinstance(part, Grid) else part.width
            if part.x < 0 or part.y < 0 or part.x + width > paper.width - paper.margin + 0.1:
                return False
            if part.y + part.height > paper.bottom + 0.1:
                return False
    return True


def titles(pages: list[Page]) -> list[str]:
    return [page.title for page in pages]


def test_the_standard_form_has_its_sections_in_order():
    told = titles(pages_of(pack(reds=1, asked=1, actions=3)))
    assert told[1:] == [
        "Agenda", "The map", "What moved", NAMES[0], "Initiatives",
        "Whether to open two sites in Hungary (0)", "Actions",
    ]  # fmt: skip


def test_the_cover_says_each_section_in_a_sentence_with_its_page():
    pages = pages_of(pack())
    said = words(pages[0])
    told = (
        "6 topics, 75 minutes.",
        "7 moved since the meeting of 3 September 2026.",
        "4 measures are off track.",
        "2 decisions are asked.",
        "14 actions are open, 5 overdue.",
        "3 December 2026, 14:00 (Europe/Brussels)",
        "Figures as of 24 Nov 2026",
    )
    for each in told:
        assert each in said
    grid = next(part for part in pages[0].parts if isinstance(part, Grid))
    for row in grid.rows[1:]:
        title, _answer, at = (cell.lines[0].text if cell.lines else "" for cell in row.cells)
        page = pages[int(at) - 1]
        assert title == page.title or f"{title}, 1 of" in words(page)


def test_pages_are_numbered_rightly_behind_a_cover_of_two_pages():
    place = " ".join(["A place with a long name"] * 9)
    long = cover(alliance=place, partners=(place,) * 6, body=place, meeting=place, zone=place * 4)
    pages = pages_of(pack(cover=long))
    assert "(continued)" in pages[1].title
    rows = [row for page in pages[:2] for part in page.parts if isinstance(part, Grid)
            for row in part.rows]  # fmt: skip
    said = {row.cells[0].lines[0].text: row.cells[2].lines[0].text for row in rows if not row.head}
    assert pages[int(said["Agenda"]) - 1].title == "Agenda"
    assert pages[int(said["Actions"]) - 1].title == "Actions"


def test_an_empty_section_is_told_on_the_cover_and_takes_no_page():
    pages = pages_of(Pack(cover(), MADE))
    assert len(pages) == 1
    said = words(pages[0])
    told = (
        "There is no map yet.",
        "There is no earlier state to compare with yet.",
        "Nothing is off track.",
        "No decision is asked.",
        "No action is open.",
    )
    for each in told:
        assert each in said
    still = pages_of(Pack(cover(), MADE, since="May", moved=()))
    assert "Nothing moved since May." in words(still[0])


def test_a_red_stands_with_its_owners_words_its_remedy_and_its_course():
    page = next(page for page in pages_of(pack()) if page.title == NAMES[0])
    said = words(page)
    assert "Off track · Now 55 days · target 42 days" in said
    assert "In the words of the owner (Anna Peeters, 20 Nov 2026)" in said
    assert "ethics committee" in said
    assert "Send the forms to a second agency" in said
    chart = next(part for part in page.parts if isinstance(part, Chart))
    assert chart.label == ("Cycle time in days: from 40 (2026-01) to 56.5 (2026-12); target 42")


def test_no_word_of_the_owner_is_said_and_counted():
    quiet = replace(pack(reds=1).reds[0], words=" ", remedy="", series=None)
    pages = pages_of(replace(pack(), reds=(quiet,)))
    assert "1 measure is off track; 1 without a word of its owner." in words(pages[0])
    page = next(page for page in pages if page.title == quiet.title)
    assert "No note yet." in words(page)
    assert not [part for part in page.parts if isinstance(part, Chart)]


def test_very_many_reds_stand_in_a_table_with_their_words():
    pages = pages_of(pack(reds=45))
    own = [page for page in pages if "Off track, " in words(page) and page.title in NAMES]
    others = [page for page in pages if page.title.startswith("Others off track")]
    assert len(own) == 40
    assert sum(words(page).count("Three of the five sites in Poland") for page in others) >= 5


def test_a_long_table_goes_on_under_its_heads():
    pages = [page for page in pages_of(pack(actions=90)) if page.title.startswith("Actions")]
    assert len(pages) > 5
    assert titles(pages)[1] == "Actions (continued)"
    grids = [part for page in pages for part in page.parts if isinstance(part, Grid)]
    assert all(grid.rows[0].head for grid in grids)
    assert sum(len(grid.rows) - 1 for grid in grids) == 90


def test_a_long_text_goes_on_and_nothing_of_it_is_lost():
    said = " ".join(f"word{at}" for at in range(3_000))
    pages = pages_of(
        pack(reds=0, reds_=None) if False else replace(pack(), asked=(Asked("A", said),))
    )
    told = " ".join(words(page) for page in pages if page.title.startswith("A")).split()
    assert [each for each in told if each.startswith("word")] == said.split()


def test_a_row_longer_than_a_page_goes_on_in_the_next_row():
    pros = " ".join(f"pro{at}" for at in range(2_000))
    asked = Asked("A", options=(Option("One", pros, "Dear"), Option("Two", "Cheap", "Slow")))
    pages = pages_of(replace(pack(), asked=(asked,)))
    told = " ".join(words(page) for page in pages).split()
    assert [each for each in told if each.startswith("pro") and each[3:].isdigit()] == pros.split()
    assert inside(pages, SLIDE)


@pytest.mark.parametrize("text", HARD)
@pytest.mark.parametrize("paper", [SLIDE, A4])
def test_nothing_runs_over_a_page_whatever_is_written(text: str, paper: Paper):
    hard = extreme(text)
    assert inside(pages_of(hard, paper), paper)
    said = (Taken(text, text, text),), (Dissent(text, text),), (Action(text, text, text),)
    topics = (Minuted(text, text, text, text, text, text, text, *said),)
    told = replace(
        minutes(), topics=topics, general=topics[0], held=text, rule=text, quorum=text,
        following=text, digest=text, signed=(Signed(text, text, datetime(1, 1, 1, tzinfo=UTC)),),
        addenda=(Addendum(text, text, date(9999, 12, 31)),),
    )  # fmt: skip
    assert inside(minutes_pages(told, paper), paper)


def extreme(text: str) -> Pack:
    """A pack that says one text everywhere."""
    return Pack(
        cover(alliance=text, partners=(text, text), body=text, meeting=text, zone=text, place=text,
              map_version=text, at=datetime(1, 1, 1, tzinfo=UTC), as_of=date(9999, 12, 31)),
        MADE,
        agenda=(Topic(text, text, 10**9, text, text),),
        since=text,
        moved=(Moved(text, text, text, text, text, text, text),),
        reds=(Red(text, text, "odd", text, text, text, text, text, date(1, 1, 1), text,
                  series(name=text, unit=text, labels=(text,) * 12)),),
        initiatives=(Initiative(text, text, text, date(9999, 12, 31), text, text, text),),
        asked=(Asked(text, text, (Option(text, text, text),), text, text, None, text),),
        actions=(Action(text, text, text, date(1, 1, 1), True, text, text),),
    )  # fmt: skip


def test_the_map_is_described_for_those_who_cannot_see_it():
    page = next(page for page in pages_of(pack()) if page.title == "The map")
    drawn = next(part for part in page.parts if isinstance(part, MapAt))
    assert "20 objectives in 4 bands" in drawn.label


def test_minutes_say_who_was_there_what_was_decided_and_who_signed():
    said = "\n".join(words(page) for page in minutes_pages(minutes(), A4))
    for each in ("Draft, not signed: it waits for Quintiles.", "Quorum reached: 2 of 3 members",
                 "Present, by video", "Decision 2026-1\nBoth sites in Hungary are opened now.",
                 "Rule: Unanimity of both partners", "Dissent of Carla Ruiz",
                 "Decide · Anna Peeters · 12 of 10 min · done · raised in the meeting",
                 "Write to the ethics committee", "General", "The room was cold.",
                 "4 actions were agreed.", "4 March 2027, 14:00"):  # fmt: skip
        assert each in said
    assert "Figures as of" in said
    for each in ("Digest", "State", "Open"):  # how an action stands now is no part of minutes
        assert each not in said


def test_signed_minutes_say_who_signed_when_and_bear_their_digest_then_the_addenda():
    at = datetime(2026, 12, 5, 9, 30, tzinfo=UTC)
    both = (Signed("Solvay", "Anna Peeters", at), Signed("Quintiles", "Carla Ruiz", at))
    later = (Addendum("The site is in Basel.", "Ben Okafor", date(2027, 1, 8)),)
    signed = minutes(signed=both, digest="5eed", addenda=later, cover=cover(as_of=None))
    said = "\n".join(words(page) for page in minutes_pages(signed, A4))
    for each in ("Signed off by all partners, and locked.", "Carla Ruiz\n5 Dec 2026, 09:30",
                 "Digest of what was signed (SHA-256): 5eed",
                 "Ben Okafor, 8 Jan 2027\nThe site is in Basel."):  # fmt: skip
        assert each in said, each
    assert "raft" not in said
    assert "Figures as of" not in said


def test_a_draft_says_on_every_page_that_it_is_one():
    assert frame_of(minutes(), "Minutes").foot.endswith("Joint room · Draft, not signed")
    assert frame_of(minutes(digest="5eed"), "Minutes").foot.endswith("Joint room")


def test_a_paragraph_is_put_together_again_as_it_was():
    text = "Cost per patient falls – as far as 共同战略 and a-very-" + "long" * 60 + "-word say."
    assert [said for _line, said in paragraphs(set_lines([Para(text, 12)], 120))] == [text]


def test_a_scale_has_round_marks_about_all_numbers():
    scale = scale_of(series())
    assert (scale.low, scale.high, scale.step) == (40.0, 60.0, 5.0)
    assert scale_of(series(values=(0.0, 3.0), targets=())).low == 0.0
    flat = scale_of(series(values=(7.0,), targets=()))
    assert flat.low < 7 < flat.high
    for odd in ((float("nan"),), (float("inf"), 1.0), (1e300,), (1e-300, 2e-300), (None,)):
        assert scale_of(series(values=odd, targets=())).step > 0
