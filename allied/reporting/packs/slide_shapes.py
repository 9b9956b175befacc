"""Shapes of a slide from drawn items: areas, outlines, words, and lines that hang on two boxes.

Written as XML here, since a map has a thousand of them and each number must be the same every time.
"""

from collections.abc import Iterable
from itertools import count
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from msgspec.structs import replace

from allied.reporting.letters.faces import BOLD, Lettered
from allied.reporting.sheets.sheet import Area, Item, Shape, Words

from .slide_file import emu

_SPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
UP, DOWN, BESIDE = "up", "down", "beside"


class Canvas:
    """Puts shapes on a slide, the later ones over the earlier ones."""

    def __init__(self, slide: Any, language: str) -> None:
        self.tree = slide.shapes._spTree
        taken = (int(each.get("id")) for each in self.tree.iter("{*}cNvPr"))
        self.ids = count(max(taken, default=0) + 1)
        self.language = language

    def add(self, xml: str, before: Any = None) -> Any:
        made = etree.fromstring(xml)
        if before is None:
            self.tree.append(made)
        else:
            before.addprevious(made)
        return made

    def item(self, item: Item, name: str = "") -> None:
        self.add(self.of(item, name))

    def of(self, item: Item, name: str = "") -> str:
        match item:
            case Area():
                return self.area(item, name)
            case Shape():
                return self.outline(item, name)
            case Words():
                return self.words(item)

    def area(self, area: Area, name: str = "", body: str = "", told: str = "") -> str:
        return self.box(area, next(self.ids), name, body, told)

    def box(self, area: Area, number: int, name: str, body: str, told: str) -> str:
        least = min(area.width, area.height) or 1
        round_by = round(min(0.5, area.radius / least) * 100_000)
        kind = (
            f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {round_by}"/>'
            "</a:avLst></a:prstGeom>"
            if round_by
            else '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        )
        at = (area.x, area.y, area.width, area.height)
        return _sp(number, name, told, _frame(*at) + kind + _paint(area), body)

    def outline(self, shape: Shape, name: str = "") -> str:
        """A path within the least rectangle about it."""
        xs = [each for _n, points in shape.steps for each in points[::2]]
        ys = [each for _n, points in shape.steps for each in points[1::2]]
        left, top = min(xs), min(ys)
        wide, high = max(xs) - left, max(ys) - top
        names = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}
        steps = "".join(
            f"<a:{names[step]}>{_points(points, left, top)}</a:{names[step]}>"
            if points
            else "<a:close/>"
            for step, points in shape.steps
        )
        own = "" if shape.fill else ' fill="none"'
        kind = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{emu(wide)}" h="{emu(high)}"{own}>{steps}</a:path>'
            "</a:pathLst></a:custGeom>"
        )
        put = _frame(left, top, wide, high) + kind + _paint(shape)
        return _sp(next(self.ids), name, "", put, "")

    def words(self, words: Words) -> str:
        size = words.size
        area = Area(words.x, words.y - size * 0.95, words.width + 2, size * 1.25)
        return self.area(area, "", self.body([words], "ctr", wrap="none"))

    def body(
        self, lines: Iterable[Words], anchor: str = "t", inset: float = 0, wrap: str = "square"
    ) -> str:
        """Text in a shape, a paragraph for each line of words given."""
        side = emu(inset)
        told = "".join(self._paragraph(each) for each in lines)
        return (
            f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="{side}" tIns="{side}" rIns="{side}" '
            f'bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{told}</p:txBody>'
        )

    def _paragraph(self, words: Words) -> str:
        line: Lettered = words.lettered
        way = ' algn="r" rtl="1"' if line.rtl else ' algn="l"'
        bold = ' b="1"' if line.weight >= BOLD else ' b="0"'
        high = round(words.size * 1.2 * 100)
        return (
            f'<a:p><a:pPr{way}><a:lnSpc><a:spcPts val="{high}"/></a:lnSpc></a:pPr>'
            f'<a:r><a:rPr lang={quoteattr(self.language)} sz="{round(words.size * 100)}"{bold}>'
            f'<a:solidFill><a:srgbClr val="{words.fill[1:].upper()}"/></a:solidFill></a:rPr>'
            f"<a:t>{escape(line.text)}</a:t></a:r></a:p>"
        )

    def group(self, items: Iterable[Item], ground: Area, told: str) -> None:
        """Several shapes as one, on the ground that the first of them makes."""
        inner = "".join(self.of(item) for item in items)
        at = _frame(ground.x, ground.y, ground.width, ground.height)
        within = at[at.index("<a:off") : at.index("</a:xfrm>")]
        own = within.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
        put = f"<p:grpSpPr><a:xfrm>{within}{own}</a:xfrm></p:grpSpPr>"
        self.add(
            f"<p:grpSp {_SPACES}><p:nvGrpSpPr>{_named(next(self.ids), told, told)}<p:cNvGrpSpPr/>"
            f"<p:nvPr/></p:nvGrpSpPr>{put}{inner}</p:grpSp>"
        )

    def link(self, one: tuple[int, Area], two: tuple[int, Area], look: Shape, before: Any) -> None:
        """A line from one box to the other, which follows when either is moved.

        Straight: programs draw bent ones each in their own way, some with loops."""
        self.add(_connector(next(self.ids), one, two, look), before)


def _sp(number: int, name: str, told: str, put: str, body: str) -> str:
    return (
        f"<p:sp {_SPACES}><p:nvSpPr>{_named(number, name, told)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{put}</p:spPr>{body}</p:sp>"
    )


def _named(number: int, name: str, told: str) -> str:
    """What has no name of its own is part of what stands beside it, and is not read out."""
    words = f" descr={quoteattr(told[:2000])}" if told else ""
    said = quoteattr(name[:200] or f"Shape {number}")
    return f'<p:cNvPr id="{number}" name={said}{words}/>'


def _frame(x: float, y: float, wide: float, high: float, turned: str = "") -> str:
    return (
        f'<a:xfrm{turned}><a:off x="{emu(x)}" y="{emu(y)}"/>'
        f'<a:ext cx="{emu(wide)}" cy="{emu(high)}"/></a:xfrm>'
    )


def _points(points: tuple[float, ...], left: float, top: float) -> str:
    pairs = zip(points[::2], points[1::2], strict=True)
    return "".join(f'<a:pt x="{emu(x - left)}" y="{emu(y - top)}"/>' for x, y in pairs)


def _paint(item: Area | Shape) -> str:
    fill = f"<a:solidFill>{_colour(item.fill)}</a:solidFill>" if item.fill else "<a:noFill/>"
    return fill + _stroke(item)


def _stroke(item: Area | Shape, ends: str = "") -> str:
    if not item.stroke:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="sysDash"/>' if isinstance(item, Shape) and item.dash else ""
    return (
        f'<a:ln w="{emu(item.line)}"><a:solidFill>{_colour(item.stroke)}</a:solidFill>'
        f"{dash}{ends}</a:ln>"
    )


def _colour(colour: str) -> str:
    return f'<a:srgbClr val="{colour[1:].upper()}"/>'


def _way(one: Area, two: Area) -> str:
    if two.y + two.height <= one.y:
        return UP
    return DOWN if one.y + one.height <= two.y else BESIDE


def _connector(number: int, one: tuple[int, Area], two: tuple[int, Area], look: Shape) -> str:
    (start, a), (end, b) = one, two
    way = _way(a, b)
    sites = {UP: (0, 2), DOWN: (2, 0), BESIDE: (3, 1) if a.x <= b.x else (1, 3)}[way]
    (x1, y1), (x2, y2) = _site(a, sites[0]), _site(b, sites[1])
    turn = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
    put = _frame(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1), turn)
    look = replace(look, dash=(5, 3)) if way == DOWN else look  # back to a cause, as on the map
    tip = '<a:tailEnd type="triangle" w="sm" len="sm"/>'
    return (
        f"<p:cxnSp {_SPACES}><p:nvCxnSpPr>{_named(number, '', '')}<p:cNvCxnSpPr>"
        f'<a:stCxn id="{start}" idx="{sites[0]}"/><a:endCxn id="{end}" idx="{sites[1]}"/>'
        f"</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{put}"
        '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
        f"{_stroke(look, tip)}</p:spPr></p:cxnSp>"
    )


def _site(area: Area, site: int) -> tuple[float, float]:
    """The middle of a side: top, left, bottom, right."""
    middle = area.x + area.width / 2, area.y + area.height / 2
    sides = ((middle[0], area.y), (area.x, middle[1]),
             (middle[0], area.y + area.height), (area.x + area.width, middle[1]))  # fmt: skip
    return sides[site]
