"""The file of slides: its ground in the style of the house, and written the same every time."""

import re
import zipfile
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from allied.reporting.letters.lettering import tidy
from allied.reporting.sheets.signs import INK, LINE, THEMES

from .drawn import Frame

FACE: Final = "Arial"  # narrower than the face that lines are measured in, and everywhere
EMU: Final = 12700  # in a point
_THUMBNAIL: Final = "/metadata/thumbnail"
_APP: Final = "extended-properties"


def emu(points: float) -> int:
    return round(points * EMU)


def blank(width: float, height: float) -> Any:
    """A presentation without slides."""
    from pptx import Presentation  # noqa: PLC0415  not before the first pack

    return Presentation(BytesIO(_ground(width, height)))


@lru_cache(maxsize=4)
def _ground(width: float, height: float) -> bytes:
    """The ground of all packs of one shape: colours, faces, layouts as wide as the slides."""
    from pptx import Presentation  # noqa: PLC0415

    made: Any = Presentation()
    across = emu(width) / made.slide_width
    down = emu(height) / made.slide_height
    made.slide_width, made.slide_height = emu(width), emu(height)
    master = made.slide_master
    for shape in [*master.shapes, *(s for each in master.slide_layouts for s in each.shapes)]:
        if shape._element.spPr.find("{*}xfrm") is not None:
            shape.left, shape.width = round(shape.left * across), round(shape.width * across)
            shape.top, shape.height = round(shape.top * down), round(shape.height * down)
    for number, each in list(made.part.package._rels.items()):
        if each.reltype.endswith(_THUMBNAIL):
            made.part.package._rels.pop(number)
    theme = next(rel.target_part for rel in master.part.rels.values() if "theme" in rel.reltype)
    theme._blob = _themed(theme.blob.decode()).encode()
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _themed(xml: str) -> str:
    """A theme in our colours and face."""
    colours = {"dk2": INK, "lt2": "#f3f1ec", "hlink": THEMES[1], "folHlink": LINE}
    colours |= {f"accent{at}": THEMES[at] for at in range(1, 7)}
    for name, colour in colours.items():
        xml = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)",
            rf'\1<a:srgbClr val="{colour[1:]}"/>\2',
            xml,
            flags=re.S,
        )
    return re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FACE}"', xml)


def described(made: Any, frame: Frame, companies: str) -> None:
    """What the file says of itself."""
    told = made.core_properties
    told.title, told.subject = frame.title[:255], frame.foot[:255]
    told.author = told.last_modified_by = "Allied"
    told.keywords, told.comments, told.category = "", "", ""
    told.language = frame.language
    told.created = told.modified = frame.made_at.astimezone(UTC).replace(tzinfo=None)
    told.revision = 1
    for each in made.part.package._rels.values():
        if each.reltype.endswith(_APP):
            each.target_part._blob = _app(companies).encode()


def _app(companies: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
        'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Allied'
        f"</Application><Company>{escape(tidy(companies)[:255])}</Company></Properties>"
    )


def saved(made: Any, when: datetime) -> bytes:
    """The bytes of the file; every entry bears the time that was given."""
    out = BytesIO()
    made.save(out)
    return dated(out.getvalue(), when)


def dated(file: bytes, when: datetime) -> bytes:
    at = when.astimezone(UTC)
    stamp = (max(1980, min(2107, at.year)), at.month, at.day, at.hour, at.minute, at.second)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            own = zipfile.ZipInfo(entry.filename, stamp)
            own.external_attr = 0o600 << 16
            # a workbook within is packed already
            packed = (
                zipfile.ZIP_STORED if entry.filename.endswith(".xlsx") else zipfile.ZIP_DEFLATED
            )
            new.writestr(own, old.read(entry), compress_type=packed)
    return out.getvalue()
