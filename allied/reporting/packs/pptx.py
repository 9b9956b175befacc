"""Packs and minutes as slides: texts, tables, charts and the map, each to be edited as such."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from allied.reporting.letters.faces import REGULAR
from allied.reporting.sheets.signs import MUTED, RULE

from .content import Minutes, Pack
from .drawn import FOOT, Frame, page_words
from .minutes import minutes_pages
from .pages import pages_of
from .paper import SLIDE, Chart, Grid, MapAt, Page, Paper, Para, Part, Text, name, set_lines
from .pdf import frame_of
from .slide_chart import chart
from .slide_file import blank, described, saved
from .slide_map import map_shapes
from .slide_parts import table, text_box, title_of, told
from .slide_shapes import Canvas, Shape

TITLE_ONLY = 5


def pptx_of(pack: Pack) -> bytes:
    """The pack. The same pack gives the same bytes."""
    with override(pack.language):
        return _file(pages_of(pack), frame_of(pack, _("Meeting pack")), pack.cover.partners)


def minutes_pptx(minutes: Minutes) -> bytes:
    with override(minutes.language):
        pages = minutes_pages(minutes, SLIDE)
        return _file(pages, frame_of(minutes, _("Minutes")), minutes.cover.partners)


def _file(pages: Sequence[Page], frame: Frame, partners: Sequence[str]) -> bytes:
    made = blank(SLIDE.width, SLIDE.height)
    layout = made.slide_layouts[TITLE_ONLY]
    for at, page in enumerate(pages, 1):
        _slide(made.slides.add_slide(layout), page, frame, page_words(at, len(pages)))
    described(made, frame, " · ".join(map(name, partners)))
    return saved(made, frame.made_at)


def _slide(slide: Any, page: Page, frame: Frame, number: str) -> None:
    for at, part in enumerate(page.parts):
        if not at and isinstance(part, Text):
            title_of(slide, part, frame.language)
        else:
            _put(slide, part, frame)
    _foot(slide, SLIDE, frame, number)
    if page.notes:
        slide.notes_slide.notes_text_frame.text = _noted(page.notes)


def _noted(notes: str) -> str:
    return "\n".join(part for part in (name(line) for line in notes.splitlines()) if part)


def _put(slide: Any, part: Part, frame: Frame) -> None:
    match part:
        case Text():
            text_box(slide, part, frame.language)
        case Grid():
            told(table(slide, part, frame.language), part.label, part.label)
        case Chart():
            told(chart(slide, part, frame.made_at), name(part.series.name), part.label)
        case MapAt():
            map_shapes(Canvas(slide, frame.language), part)


def _foot(slide: Any, paper: Paper, frame: Frame, number: str) -> None:
    y, wide = paper.height - 36, 110.0
    canvas = Canvas(slide, frame.language)
    ends = (("M", (paper.margin, y)), ("L", (paper.width - paper.margin, y)))
    canvas.item(Shape(ends, stroke=RULE, line=0.7))
    left = Para(frame.foot, FOOT, REGULAR, MUTED)
    lines = set_lines([left], paper.inner - wide - 20)[:1]
    text_box(slide, Text(paper.margin, y + 5, paper.inner - wide - 20, lines), frame.language)
    right = set_lines([Para(number, FOOT, REGULAR, MUTED)], wide)
    at = paper.width - paper.margin - wide
    box = text_box(slide, Text(at, y + 5, wide, right), frame.language)
    from pptx.enum.text import PP_ALIGN  # noqa: PLC0415

    box.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
