"""A sheet as PDF: real text in embedded faces, tagged in the order of reading.

The same sheet gives the same bytes: the date is that of the sheet, and nothing is drawn by lot.
"""

from hashlib import md5

from .pdf_fonts import PdfFont, fonts_of
from .pdf_objects import PdfFile, array, dictionary, number, packed, reference, text
from .sheet import PAPERS, Area, Item, Shape, Sheet, Words, rounded


def pdf_of(sheet: Sheet, paper: str = "a3") -> bytes:
    """The file, of one page."""
    file = PdfFile()
    catalog, pages, page, tree = (file.reserve() for _ in range(4))
    fonts = fonts_of(sheet, file)
    scale = PAPERS[paper]
    content, starts = _content(sheet, fonts, scale)
    file.fill(catalog, _catalog(sheet, pages, tree))
    file.fill(pages, dictionary(Type="/Pages", Count="1", Kids=array([reference(page)])))
    file.fill(page, _page(sheet, pages, fonts, file.stream(content), scale))
    _tree(file, tree, page, starts)
    info = file.add(
        dictionary(
            Title=text(sheet.title),
            Subject=text(sheet.description[:4000]),
            Creator=text("Allied"),
            CreationDate=f"(D:{sheet.day:%Y%m%d}000000Z)",
        )
    )
    return file.written(catalog, info, md5(content, usedforsecurity=False).hexdigest())


def _catalog(sheet: Sheet, pages: int, tree: int) -> str:
    return dictionary(
        Type="/Catalog",
        Pages=reference(pages),
        Lang=text(sheet.language),
        MarkInfo=dictionary(Marked="true"),
        StructTreeRoot=reference(tree),
        ViewerPreferences=dictionary(DisplayDocTitle="true"),
    )


def _page(sheet: Sheet, pages: int, fonts: dict, content: int, scale: float) -> str:
    names = dictionary(**{font.name: reference(font.object) for font in fonts.values()})
    size = array(["0", "0", number(sheet.width * scale), number(sheet.height * scale)])
    return dictionary(
        Type="/Page",
        Parent=reference(pages),
        MediaBox=size,
        Contents=reference(content),
        Resources=dictionary(Font=names),
        StructParents="0",
        Tabs="/S",
    )


def _tree(file: PdfFile, tree: int, page: int, starts: list[list[int]]) -> None:
    """One paragraph for each text; `starts`: the marks on the page that belong to each."""
    document = file.reserve()
    parts = [
        file.add(
            dictionary(
                Type="/StructElem",
                S="/P",
                P=reference(document),
                Pg=reference(page),
                K=array([str(mark) for mark in marks]),
            )
        )
        for marks in starts
    ]
    whole = array([reference(part) for part in parts])
    file.fill(document, dictionary(Type="/StructElem", S="/Document", P=reference(tree), K=whole))
    owners = [reference(part) for part, marks in zip(parts, starts, strict=True) for _mark in marks]
    parents = file.add(dictionary(Nums=array(["0", array(owners)])))
    file.fill(
        tree,
        dictionary(Type="/StructTreeRoot", K=reference(document), ParentTree=reference(parents)),
    )


def _content(
    sheet: Sheet, fonts: dict[tuple, PdfFont], scale: float
) -> tuple[bytes, list[list[int]]]:
    """The operators that draw the page, and the marks of each text."""
    height = number(sheet.height * scale)
    out = [f"{number(scale)} 0 0 -{number(scale)} 0 {height} cm 1 j 1 J"]  # y downwards
    starts: list[list[int]] = []
    mark = 0
    for item in sheet.items:
        if isinstance(item, Words):
            if not (item.continues and starts):
                starts.append([])
            starts[-1].append(mark)
            out.append(f"/P <</MCID {mark}>> BDC\n{_words(item, fonts)}\nEMC")
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
