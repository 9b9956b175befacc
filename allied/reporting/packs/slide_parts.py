"""Texts and tables of a slide, as whoever opens it can edit them."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from allied.reporting.letters.lettering import tidy
from allied.reporting.sheets.signs import LINE, RULE

from .flow import PAD_X, PAD_Y
from .paper import LEADING, Cell, Grid, Line, Lines, Row, Text, paragraphs
from .slide_file import emu

SIGNS = {
    "exceeds": "★", "on_track": "●", "caution": "▲", "off_track": "■",
    "no_data": "○", "stale": "◔", "•": "•",
}  # fmt: skip
"""What stands for a status in a line of text, in its colour and beside its word."""
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415

    return RGBColor.from_string(colour[1:].upper())


def text_box(slide: Any, part: Text, language: str) -> Any:
    box = slide.shapes.add_textbox(emu(part.x), emu(part.y), emu(part.width), emu(part.height))
    written(box.text_frame, part.lines, language)
    return box


def title_of(slide: Any, part: Text, language: str) -> None:
    """A heading is the title of its slide, so that lists of slides and screen readers name it."""
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = map(emu, (part.x, part.y, part.width, part.height))
    written(box.text_frame, part.lines, language)


def written(frame: Any, lines: Lines, language: str, *, right: bool = False) -> None:
    """Lines as paragraphs that break by themselves, at the heights at which they were measured."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE  # noqa: PLC0415

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _fill(frame, lines, language, right=right)


def _fill(frame: Any, lines: Lines, language: str, *, right: bool) -> None:
    for at, (line, text) in enumerate(paragraphs(lines)):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        _paragraph(paragraph, line, text, language, right=right)


def _paragraph(paragraph: Any, line: Line, text: str, language: str, *, right: bool) -> None:
    from pptx.enum.text import PP_ALIGN  # noqa: PLC0415
    from pptx.util import Pt  # noqa: PLC0415

    size = line.para.size
    paragraph.line_spacing = Pt(size * LEADING)
    paragraph.space_before, paragraph.space_after = Pt(line.gap), Pt(0)
    paragraph.alignment = PP_ALIGN.RIGHT if right or line.rtl else PP_ALIGN.LEFT
    rules = paragraph._p.get_or_add_pPr()
    if line.rtl:
        rules.set("rtl", "1")
    if line.indent:
        rules.set("marL", str(emu(line.indent)))
    for each in _runs(paragraph, line, text):
        each.font.size, each.font.bold = Pt(size), line.para.weight > 500
        each.font.color.rgb = rgb(line.para.fill)
        each._r.get_or_add_rPr().set("lang", language)


def _runs(paragraph: Any, line: Line, text: str) -> Iterator[Any]:
    """The sign hangs before the text, at a tab."""
    if line.indent and line.opens:
        paragraph._p.get_or_add_pPr().set("indent", str(-emu(line.indent)))
        sign = paragraph.add_run()
        sign.text = SIGNS.get(line.para.sign, "•") + "\t"
        yield sign
    run = paragraph.add_run()
    run.text = text
    yield run


def table(slide: Any, grid: Grid, language: str) -> Any:
    """A real table. Its rows are as high as their texts, which were measured in a wider face."""
    wide = sum(grid.widths)
    shape = slide.shapes.add_table(
        len(grid.rows), len(grid.widths), emu(grid.x), emu(grid.y), emu(wide), emu(grid.height)
    )
    made = shape.table
    made._tbl.tblPr.find(f"{{{DRAWING}}}tableStyleId").text = PLAIN_TABLE
    made.horz_banding = False
    made.first_row = grid.rows[0].head
    for column, width in zip(made.columns, grid.widths, strict=True):
        column.width = emu(width)
    for tall, row in zip(made.rows, grid.rows, strict=True):
        tall.height = emu(row.height)
        for cell, own in zip(tall.cells, row.cells, strict=True):
            _cell(cell, own, row, language)
    return shape


def _cell(cell: Any, own: Cell, row: Row, language: str) -> None:
    cell.margin_left = cell.margin_right = emu(PAD_X)
    cell.margin_top = cell.margin_bottom = emu(PAD_Y)
    _fill(cell.text_frame, own.lines, language, right=own.right)
    if not own.lines:
        _small(cell.text_frame.paragraphs[0])
    rules = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(rules, f"{{{DRAWING}}}lnB", w=str(emu(0.7)))
    fill = etree.SubElement(line, f"{{{DRAWING}}}solidFill")
    etree.SubElement(fill, f"{{{DRAWING}}}srgbClr", val=(LINE if row.head else RULE)[1:].upper())


def _small(paragraph: Any) -> None:
    """An empty cell must not make its row higher than the words beside it."""
    from pptx.util import Pt  # noqa: PLC0415

    paragraph.font.size = Pt(6)
    paragraph._p.get_or_add_endParaRPr().set("sz", "600")


def told(shape: Any, name: str, words: str) -> None:
    """What a shape is called in the list of shapes, and what is read out for it."""
    own = next(shape._element.iter("{*}cNvPr"))
    own.set("name", tidy(name) or "–")
    own.set("descr", tidy(words)[:2000])
