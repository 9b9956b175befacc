"""The files of a poster, read back by somebody else's reader."""

import io
import re
import subprocess
import sys
from xml.etree import ElementTree as Tree

import pypdf
import pytest

from allied.reporting.posters.drawing import draw_poster
from allied.reporting.sheets.outlines import steps_of
from allied.reporting.sheets.pdf import pdf_of
from allied.reporting.sheets.sheet import PAPERS, Sheet
from allied.reporting.sheets.svg import svg_of

from .posters import SCRIPTS, poster_map

SVG = "{http://www.w3.org/2000/svg}"


def sheet_of(count: int = 9, *titles: str, **said: object) -> Sheet:
    poster = poster_map(count, titles, **said) if titles else poster_map(count, **said)
    return draw_poster(poster, lights=True)


def read(sheet: Sheet, paper: str = "a3") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf_of(sheet, paper)), strict=True)


def test_a_pdf_of_one_page_with_title_language_and_day() -> None:
    file = read(sheet_of(language="de"))
    assert len(file.pages) == 1
    assert file.metadata is not None
    assert file.metadata.title == "Strategy map of Solvay and Quintiles"
    assert file.metadata.creation_date_raw == "D:20261122000000Z"
    root = file.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/MarkInfo"]["/Marked"].value is True


@pytest.mark.parametrize(("paper", "millimetres"), [("a4", 297), ("a3", 420), ("a2", 594),
                                                    ("a1", 840)])  # fmt: skip
def test_papers(paper: str, millimetres: int) -> None:
    page = read(sheet_of(), paper).pages[0]
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(millimetres, abs=1)
    assert float(page.mediabox.width / page.mediabox.height) == pytest.approx(2**0.5, abs=0.002)
    assert set(PAPERS) == {"a4", "a3", "a2", "a1"}


def test_the_text_can_be_read_back_and_every_face_is_embedded() -> None:
    page = read(sheet_of(25)).pages[0]
    text = " ".join(page.extract_text().split())
    for said in ("Solvay and Quintiles", "Medicines to patients sooner", "Trust · Openness",
                 "Perspective 1", "22 November 2026", "Collaboration", "Off track"):  # fmt: skip
        assert said in text
    fonts = page["/Resources"]["/Font"]
    assert len(fonts) == 2
    for font in fonts.values():
        inner = font["/DescendantFonts"][0]
        assert {"/FontFile2", "/FontFile3"} & inner["/FontDescriptor"].keys()
        assert re.fullmatch(r"/[A-Z]{6}\+NotoSans-\d00", font["/BaseFont"])
        assert "/ToUnicode" in font


@pytest.mark.parametrize("title", SCRIPTS)
def test_every_script_can_be_read_back(title: str) -> None:
    text = read(sheet_of(1, title)).pages[0].extract_text()
    strip = str.maketrans("", "", " \n\u200f\u200e()")
    letters = title.translate(strip).replace("2024", "").replace("UCB", "")
    assert letters in text.translate(strip)


def test_texts_are_tagged_in_the_order_of_reading() -> None:
    file = read(sheet_of(5))
    document = file.trailer["/Root"]["/StructTreeRoot"]["/K"]
    parts = document["/K"]
    marks = [int(mark) for part in parts for mark in part.get_object()["/K"]]
    assert marks == list(range(len(marks)))
    assert len(parts) < len(marks) or len(parts) > 10
    content = file.pages[0].get_contents()
    assert content is not None
    assert content.get_data().count(b"/MCID") == len(marks)


def test_the_same_map_gives_the_same_bytes() -> None:
    code = (
        "import os, hashlib; os.environ['DJANGO_SETTINGS_MODULE'] = 'allied.config.settings_test'\n"
        "import django; django.setup()\n"
        "from allied.reporting.posters.drawing import draw_poster\n"
        "from allied.reporting.sheets.pdf import pdf_of\n"
        "from allied.reporting.sheets.svg import svg_of\n"
        "from allied.reporting.posters.content import *\n"
        "from allied.pure.maplayout import Node\n"
        "from datetime import date\n"
        "m = PosterMap('A', ('B', 'C'), date(2026, 1, 2), 'M', 'V', ('x',),"
        " (PosterTheme('T', 1),), {1: PosterObjective('Αβγ שלום 战略', 0)}, (Node(1, 0),), ())\n"
        "s = draw_poster(m, lights=True)\n"
        "print(hashlib.sha256(pdf_of(s) + svg_of(s).encode()).hexdigest())\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code], check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_an_svg_with_real_text_title_and_nothing_that_runs() -> None:
    text = svg_of(sheet_of(9, "Fish & <script>alert(1)</script>", "שלום", "a\x00b\x0b\ud800c"))
    root = Tree.fromstring(text)
    assert (root.get("width"), root.get("height")) == ("420mm", "297mm")
    assert [element.tag for element in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == "Strategy map of Solvay and Quintiles"
    assert (root[1].text or "").startswith("9 objectives in")
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "path", "text"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or "href" in name}
    assert "http" not in re.sub(r'xmlns="[^"]+"', "", text)
    said = list(root.iter(f"{SVG}text"))
    assert any(element.get("direction") == "rtl" and element.text == "שלום" for element in said)
    assert all(float(element.get("textLength", "0")) > 0 for element in said)


def test_a_file_of_a_usual_map_is_small() -> None:
    sheet = sheet_of(25)
    assert len(pdf_of(sheet)) < 100_000
    assert len(svg_of(sheet)) < 150_000


def test_paths_in_few_steps() -> None:
    assert steps_of("M1 2h3v4l-1-1c1 0 2 0 3 1a1 1 0 0 1 2 2z", 2, 10, 20) == (
        ("M", (12, 24)), ("L", (18, 24)), ("L", (18, 32)), ("L", (16, 30)),
        ("C", (18, 30, 20, 30, 22, 32)), ("L", (26, 36)), ("Z", ()),
    )  # fmt: skip
