"""The files of packs read back by others: python-pptx, pypdf, and the reader of workbooks."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pypdf
import pytest
from msgspec.structs import replace
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from python_calamine import CalamineWorkbook

from allied.reporting.packs.content import Addendum, Pack
from allied.reporting.packs.pages import pages_of
from allied.reporting.packs.pdf import minutes_pdf, pdf_of
from allied.reporting.packs.pptx import minutes_pptx, pptx_of

from .packs import MADE, NAMES, minutes, pack, series
from .posters import poster_map
from .test_packs import HARD, extreme


def slides(made: bytes) -> Any:
    return Presentation(io.BytesIO(made))


def texts(slide: Any) -> str:
    found = []
    for shape in leaves(slide.shapes):
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        elif shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def leaves(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from leaves(shape.shapes)
        else:
            yield shape


def charts(made: Any) -> list[Any]:
    return [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]


def test_slides_and_pages_have_the_same_numbers_and_say_the_same() -> None:
    given = pack()
    deck, file = slides(pptx_of(given)), pypdf.PdfReader(io.BytesIO(pdf_of(given)), strict=True)
    pages = pages_of(given)
    assert len(deck.slides) == len(file.pages) == len(pages)
    for at, page in enumerate(pages):
        shown, printed = texts(deck.slides[at]), " ".join(file.pages[at].extract_text().split())
        title = deck.slides[at].shapes.title.text_frame.text
        assert title == (page.title if at else "Solvay and Quintiles")
        assert title.split("\n")[0] in printed
        assert f"{at + 1} of {len(pages)}" in shown
        assert f"{at + 1} of {len(pages)}" in printed
        assert "Joint room" in shown
        assert "Joint room" in printed


def test_what_the_files_say_of_themselves() -> None:
    deck = slides(pptx_of(pack()))
    told = deck.core_properties
    assert told.title == "Joint Steering Committee, Fourth meeting of 2026 – Meeting pack"
    assert (told.author, told.last_modified_by) == ("Allied", "Allied")
    assert told.created == told.modified == MADE.replace(tzinfo=None)
    assert (deck.slide_width, deck.slide_height) == (960 * 12700, 540 * 12700)
    app = zipfile.ZipFile(io.BytesIO(pptx_of(pack()))).read("docProps/app.xml").decode()
    assert "<Company>Solvay Pharmaceuticals · Quintiles</Company>" in app
    file = pypdf.PdfReader(io.BytesIO(pdf_of(pack())), strict=True)
    assert file.metadata is not None
    assert file.metadata.title == told.title
    assert file.metadata.creation_date_raw == "D:20261124083000Z"
    assert [entry["/Title"] for entry in file.outline[1:5]] == [
        "Agenda", "The map", "What moved", NAMES[0],
    ]  # fmt: skip
    assert float(file.pages[0].mediabox.width) == 960


def test_every_page_of_a_pdf_is_tagged_with_its_heading() -> None:
    file = pypdf.PdfReader(io.BytesIO(pdf_of(pack())), strict=True)
    tree = file.trailer["/Root"]["/StructTreeRoot"]
    parts = [each.get_object() for each in tree["/K"]["/K"]]
    heads = [part for part in parts if part["/S"] == "/H1"]
    assert len(heads) == len(file.pages) - 1
    numbers = tree["/ParentTree"]["/Nums"]
    for at, page in enumerate(file.pages):
        assert page["/StructParents"] == numbers[2 * at] == at
        content = page.get_contents()
        assert content is not None
        assert content.get_data().count(b"/MCID") == len(numbers[2 * at + 1])


def test_charts_are_native_with_the_numbers_that_were_given() -> None:
    deck = slides(pptx_of(pack(reds=3)))
    assert len(charts(deck)) == 3
    for chart in charts(deck):
        values, targets = chart.plots[0].series
        assert (values.name, targets.name) == ("Value", "Target")
        assert tuple(values.values) == series().values
        assert tuple(targets.values) == series().targets
        assert list(chart.plots[0].categories) == list(series().labels)
        book = CalamineWorkbook.from_object(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        rows = book.get_sheet_by_index(0).to_python()
        assert rows[0] == ["", "Value", "Target"]
        assert rows[1] == ["2026-01", 40.0, 42.0]
        assert rows[5] == ["2026-05", "", 42.0]


def test_no_text_becomes_a_formula_or_a_link() -> None:
    given = replace(
        pack().reds[0], series=series(labels=("=1+1", "https://a.b", "+1", "@x", *"abcdefgh"))
    )
    chart = charts(slides(pptx_of(replace(pack(), reds=(given,)))))[0]
    book = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=1+1" in book.read("xl/sharedStrings.xml").decode()


def test_numbers_that_no_chart_can_hold_are_gaps() -> None:
    odd = series(values=(float("nan"), float("inf"), 1e300, None, 5.0, *[6.0] * 7))
    given = replace(pack(), reds=(replace(pack().reds[0], series=odd),))
    chart = charts(slides(pptx_of(given)))[0]
    assert tuple(chart.plots[0].series[0].values) == (None,) * 4 + (5.0,) + (6.0,) * 7
    assert pdf_of(given).startswith(b"%PDF")


def test_tables_are_tables_with_their_heads() -> None:
    deck = slides(pptx_of(pack()))
    found = [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(found) >= 6
    assert all(shape.table.first_row for shape in found)
    agenda = next(shape.table for shape in deck.slides[1].shapes if shape.has_table)
    said = [[cell.text_frame.text for cell in row.cells] for row in agenda.rows]
    assert said[0] == ["", "Topic", "Wanted outcome", "Owner", "Minutes"]
    assert said[1][1].startswith("Cycle time from protocol to first patient is off track\n")
    assert said[1][2:] == ["Decide", "Anna Peeters", "10"]


def test_the_map_is_boxes_that_lines_hang_on_and_lights_that_say_their_word() -> None:
    given = pack()
    assert given.map is not None
    slide = slides(pptx_of(given)).slides[2]
    lines = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.LINE]
    assert len(lines) == len(given.map.links)
    numbers = {shape.shape_id for shape in slide.shapes}
    tied = [
        int(end.get("id")) for line in lines for end in line._element.iter("{*}stCxn", "{*}endCxn")
    ]
    assert len(tied) == 2 * len(lines)
    assert set(tied) <= numbers
    lights = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert len(lights) == 20
    assert sum(shape.name.startswith("Off track: ") for shape in lights) == 3
    for each in given.map.objectives.values():
        assert each.title in texts(slide)


def test_whoever_cannot_see_is_told_of_charts_tables_and_boxes() -> None:
    for slide in slides(pptx_of(pack())).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert next(shape._element.iter("{*}cNvPr")).get("descr")
    told = slides(pptx_of(pack())).slides[2].shapes
    words = [next(shape._element.iter("{*}cNvPr")).get("descr") or "" for shape in told]
    assert "Grow the joint pipeline: Exceeds" in words


@pytest.mark.parametrize("text", HARD)
def test_nothing_leaves_the_slide_and_both_files_open_whatever_is_written(text: str) -> None:
    given = replace(extreme(text), map=poster_map(5, [text]))
    deck = slides(pptx_of(given))
    for slide in deck.slides:
        ids = [int(each.get("id")) for each in slide.shapes._spTree.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))
        for shape in leaves(slide.shapes):
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_table:
                rows = sum(row.height for row in shape.table.rows)
                assert abs(rows - shape.height) < 1000
    assert pypdf.PdfReader(io.BytesIO(pdf_of(given)), strict=True).pages
    told = replace(minutes(), addenda=(Addendum(text, text, date(2027, 1, 8)),))
    assert slides(minutes_pptx(told)).slides
    assert pypdf.PdfReader(io.BytesIO(minutes_pdf(told)), strict=True).pages


def test_the_notes_hold_what_who_speaks_needs() -> None:
    slide = slides(pptx_of(pack())).slides[4]
    assert slide.notes_slide.notes_text_frame.text.startswith(NAMES[0])
    assert "ethics committee" in slide.notes_slide.notes_text_frame.text


def test_only_what_was_given_stands_in_the_files() -> None:
    """Not the machine, not the hour, not who made the library."""
    made = pptx_of(Pack(pack().cover, MADE))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2026, 11, 24, 8, 30, 0)}
        said = b"".join(file.read(entry) for entry in file.infolist()).decode("utf-8", "ignore")
    assert not re.search(r"Canny|python-pptx|Microsoft Macintosh|thumbnail", said)


def test_minutes_are_slides_and_a_document() -> None:
    deck = slides(minutes_pptx(minutes()))
    assert "Attendance" in [slide.shapes.title.text_frame.text for slide in deck.slides]
    file = pypdf.PdfReader(io.BytesIO(minutes_pdf(minutes())), strict=True)
    assert float(file.pages[0].mediabox.width) == pytest.approx(595.28)
    said = " ".join(" ".join(page.extract_text().split()) for page in file.pages)
    assert "Draft, not signed: it waits for Quintiles." in said
    assert "Decision 2026-4 Both sites in Hungary are opened now." in said


def test_the_same_pack_gives_the_same_bytes() -> None:
    code = (
        "import os, hashlib; os.environ['DJANGO_SETTINGS_MODULE'] = 'allied.config.settings_test'\n"
        "import django; django.setup()\n"
        "from allied.reporting.tests.packs import minutes, pack\n"
        "from allied.reporting.packs.pdf import minutes_pdf, pdf_of\n"
        "from allied.reporting.packs.pptx import minutes_pptx, pptx_of\n"
        "p, m = pack(), minutes()\n"
        "for made in (pdf_of(p), pptx_of(p), minutes_pdf(m), minutes_pptx(m)):\n"
        "    print(hashlib.sha256(made).hexdigest())\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code], check=True, capture_output=True, text=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": ":".join(sys.path)},
        ).stdout.split()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]  # fmt: skip
    assert len(runs[0]) == 4
    assert runs[0] == runs[1]
