"""A sheet as SVG: text stays text, the faces it needs go with it, nothing in it runs."""

from base64 import b64encode
from html import escape

from allied.reporting.letters.faces import REGULAR
from allied.reporting.letters.lettering import tidy

from .embedding import by_letters, runs_by_cut
from .sheet import PAPERS, Area, Item, Shape, Sheet, Words

FALLBACK = "Noto Sans, Segoe UI, Roboto, Arial, sans-serif"


def svg_of(sheet: Sheet, paper: str = "a3") -> str:
    """The file. The same sheet gives the same text, byte for byte."""
    width = 420 * PAPERS[paper]
    height = width * sheet.height / sheet.width
    styles, families = _faces(sheet)
    body = "\n".join(_written(item) for item in sheet.items)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}mm" height="{_n(height)}mm" '
        f'viewBox="0 0 {_n(sheet.width)} {_n(sheet.height)}" lang="{escape(sheet.language)}" '
        f'aria-labelledby="title" aria-describedby="description" '
        f'font-family="{escape(families)}">\n'
        f'<title id="title">{escape(tidy(sheet.title))}</title>\n'
        f'<desc id="description">{escape(tidy(sheet.description))}</desc>\n'
        f"<style>{styles}</style>\n"
        f'<rect width="{_n(sheet.width)}" height="{_n(sheet.height)}" fill="#ffffff"/>\n'
        f"{body}\n</svg>\n"
    )


def _faces(sheet: Sheet) -> tuple[str, str]:
    """The faces as rules of a style sheet, and the list of their names."""
    rules, names = [], dict[str, None]()
    for cut, runs in runs_by_cut(sheet.words()).items():
        letters = frozenset("".join(run.text for run in runs))
        data = b64encode(by_letters(cut, letters)).decode()
        name = f"Poster {cut[0][0].partition('[')[0]}{cut[0][1] or ''}"
        names[name] = None
        rules.append(
            f'@font-face{{font-family:"{name}";font-weight:{cut[1]};'
            f"src:url(data:font/sfnt;base64,{data})}}"
        )
    return "".join(rules), ", ".join([*names, FALLBACK])


def _written(item: Item) -> str:
    if isinstance(item, Words):
        return _text(item)
    paint = f'fill="{item.fill or "none"}"'
    if item.stroke:
        paint += f' stroke="{item.stroke}" stroke-width="{_n(item.line)}"'
    if isinstance(item, Area):
        corner = f' rx="{_n(item.radius)}"' if item.radius else ""
        return (
            f'<rect x="{_n(item.x)}" y="{_n(item.y)}" width="{_n(item.width)}" '
            f'height="{_n(item.height)}"{corner} {paint}/>'
        )
    return _path(item, paint)


def _path(shape: Shape, paint: str) -> str:
    d = "".join(name + " ".join(_n(each) for each in points) for name, points in shape.steps)
    if shape.stroke:
        paint += ' stroke-linecap="round" stroke-linejoin="round"'
    if shape.dash:
        paint += f' stroke-dasharray="{" ".join(_n(each) for each in shape.dash)}"'
    return f'<path d="{d}" {paint}/>'


def _text(words: Words) -> str:
    """One line, held to the width it was measured at, should another face have to do."""
    line = words.lettered
    x = words.x + words.width if line.rtl else words.x
    way = ' direction="rtl"' if line.rtl else ""
    weight = "" if line.weight == REGULAR else f' font-weight="{line.weight}"'
    held = f' textLength="{_n(words.width)}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text x="{_n(x)}" y="{_n(words.y)}" font-size="{_n(words.size)}"{weight}{way}{held} '
        f'fill="{words.fill}">{escape(line.text)}</text>'
    )


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
