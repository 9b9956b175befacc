"""A sheet as PDF: real text in embedded faces, tagged in the order of reading.

The same sheet gives the same bytes: the date is that of the sheet, and nothing is drawn by lot.
"""

from collections.abc import Sequence
from hashlib import md5
from typing import TypeAlias

from .pdf_fonts import PdfFont, fonts_of
from .pdf_objects import PdfFile, array, dictionary, number, packed, reference, text
from .sheet import PAPERS, Area, Item, Shape, Sheet, Words, rounded

Marked: TypeAlias = tuple[str, list[int]]
"""What a text is, H1 or P, and its marks on the page."""


def pdf_of(sheet: Sheet, paper: str = "a3") -> bytes:
    """The file, of one page."""
    return document_of([sheet], PAPERS[paper])


def document_of(sheets: Sequence[Sheet], scale: float = 1.0) -> bytes:
    """The file, a page for each sheet. It bears the title, language and day of the first one."""
    file = PdfFile()
    catalog, pages, tree = (file.reserve() for _ in range(3))
    numbers = [file.reserve() for _sheet in sheets]
    fonts = fonts_of([words for sheet in sheets for words in sheet.words()], file)
    contents, marked = [], []
    for sheet in sheets:
        content, starts = _content(sheet, fonts, scale)
        contents.append(content)
        marked.append(starts)
    kids = array(map(reference, numbers))
    file.fill(pages, dictionary(Type="/Pages", Count=str(len(sheets)), Kids=kids))
    for at, (page, sheet) in enumerate(zip(numbers, sheets, strict=True)):
        stream = file.stream(contents[at])
        file.fill(page, _page(sheet, pages, fonts, stream, scale, at))
    _tree(file, tree, list(zip(numbers, marked, strict=True)))
    outline = outline_of(file, sheets, numbers) if len(sheets) > 1 else None
    file.fill(catalog, _catalog(sheets[0], pages, tree, outline))
    info = file.add(_info(sheets[0]))
    return file.written(catalog, info, md5(b"".join(contents), usedforsecurity=False).hexdigest())


def _info(sheet: Sheet) -> str:
    return dictionary(
        Title=text(sheet.title),
        Subject=text(sheet.description[:4000]),
        Creator=text("Allied"),
        CreationDate=f"(D:{sheet.day:%Y%m%d%H%M%S}Z)",
    )


def outline_of(file: PdfFile, sheets: Sequence[Sheet], pages: Sequence[int]) -> int:
    """The list of pages by their names, at the side of a reader; its object."""
    outline = file.reserve()
    entries = [file.reserve() for _page in pages]
    for at, (entry, sheet, page) in enumerate(zip(entries, sheets, pages, strict=True)):
        beside = {}
        if at:
            beside["Prev"] = reference(entries[at - 1])
        if at + 1 < len(entries):
            beside["Next"] = reference(entries[at + 1])
        to = array([reference(page), "/Fit"])
        own = dictionary(
            Title=text(sheet.name or sheet.title), Parent=reference(outline), Dest=to, **beside
        )
        file.fill(entry, own)
    ends = {"First": reference(entries[0]), "Last": reference(entries[-1])}
    file.fill(outline, dictionary(Type="/Outlines", Count=str(len(entries)), **ends))
    return outline


def _catalog(sheet: Sheet, pages: int, tree: int, outline: int | None) -> str:
    more = {"Outlines": reference(outline)} if outline else {}
    return dictionary(
        Type="/Catalog",
        Pages=reference(pages),
        Lang=text(sheet.language),
        MarkInfo=dictionary(Marked="true"),
        StructTreeRoot=reference(tree),
        ViewerPreferences=dictionary(DisplayDocTitle="true"),
        **more,
    )


def _page(  # noqa: PLR0917  each is a part of the page
    sheet: Sheet, pages: int, fonts: dict, content: int, scale: float, at: int
) -> str:
    names = dictionary(**{font.name: reference(font.object) for font in fonts.values()})
    size = array(["0", "0", number(sheet.width * scale), number(sheet.height * scale)])
    return dictionary(
        Type="/Page",
        Parent=reference(pages),
        MediaBox=size,
        Contents=reference(content),
        Resources=dictionary(Font=names),
        StructParents=str(at),
        Tabs="/S",
    )


def _tree(file: PdfFile, tree: int, pages: list[tuple[int, list[Marked]]]) -> None:
    """A paragraph or heading for each text, page after page."""
    document = file.reserve()
    whole: list[str] = []
    parents: list[str] = []
    for at, (page, starts) in enumerate(pages):
        owners: list[str] = []
        for role, marks in starts:
            part = file.add(
                dictionary(
                    Type="/StructElem",
                    S=f"/{role}",
                    P=reference(document),
                    Pg=reference(page),
                    K=array([str(mark) for mark in marks]),
                )
            )
            whole.append(reference(part))
            owners += [reference(part)] * len(marks)
        parents += [str(at), array(owners)]
    told = array(whole)
    file.fill(document, dictionary(Type="/StructElem", S="/Document", P=reference(tree), K=told))
    numbers = file.add(dictionary(Nums=array(parents)))
    file.fill(
        tree,
        dictionary(Type="/StructTreeRoot", K=reference(document), ParentTree=reference(numbers)),
    )


def _content(sheet: Sheet, fonts: dict[tuple, PdfFont], scale: float) -> tuple[bytes, list[Marked]]:
    """The operators that draw the page, and the marks of each text."""
    height = number(sheet.height * scale)
    out = [f"{number(scale)} 0 0 -{number(scale)} 0 {height} cm 1 j 1 J"]  # y downwards
    starts: list[Marked] = []
    mark = 0
    for item in sheet.items:
        if isinstance(item, Words):
            if not (item.continues and starts):
                starts.append((item.role, []))
            role, marks = starts[-1]
            marks.append(mark)
            out.append(f"/{role} <</MCID {mark}>> BDC\n{_words(item, fonts)}\nEMC")
            mark += 1
        else:
            out.append(f"/Artifact BMC {_drawn(item)} EMC")
    return packed("\n".join(out).encode("ascii")), starts


def _drawn(item: Item) -> str:
    """An area or a shape."""
    assert not isinstance(item, Words)
    steps = rounded(item) if isinstance(item, Area) else item.steps
    out = [f"{_colour(item.fill)} rg"] if item.fill else []
    if item.stroke:
        dash = item.dash if isinstance(item, Shape) else ()
        pattern = array([number(each) for each in dash])
        out.append(f"{_colour(item.stroke)} RG {number(item.line)} w {pattern} 0 d")
    names = {"M": "m", "L": "l", "C": "c", "Z": "h"}
    for name, points in steps:
        out.append(" ".join([*(number(each) for each in points), names[name]]))
    out.append("B" if item.fill and item.stroke else "f" if item.fill else "S")
    return " ".join(out)


def _words(words: Words, fonts: dict[tuple, PdfFont]) -> str:
    """A line of text, its runs in the order of reading as far as their places tell."""
    places, x = [], words.x
    for run in words.lettered.runs:
        places.append((x, run))
        x += run.width * words.size
    out = [f"{_colour(words.fill)} rg"]
    for at, run in places[::-1] if words.lettered.rtl else places:
        font = fonts[run.face, run.weight]
        out.append(
            f"BT /{font.name} {number(words.size)} Tf 1 0 0 -1 {number(at)} {number(words.y)} Tm "
            f"{font.shown(run, words.size)} ET"
        )
    return "\n".join(out)


def _colour(colour: str) -> str:
    return " ".join(number(int(colour[at : at + 2], 16) / 255, 3) for at in (1, 3, 5))
