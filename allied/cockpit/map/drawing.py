"""The drawing of a map from its layout."""

from collections.abc import Mapping, Sequence
from math import ceil

from django.utils.safestring import mark_safe

from allied.foundation.ui.marks import status_shape
from allied.pure.maplayout import BandBox, Layout, LinkPath
from allied.reporting.letters.lettering import set_lines
from allied.reporting.sheets.paths import arrow_head, compact

from .boxes import NORMAL, SMALL, TITLE, drawn_box, state_in
from .drawn import BandFace, Drawing, DrawnBand, DrawnLink, Face, Line
from .signs import link_sign
from .trace import Trace

WIDEST_FIT = 1400  # px: a wider drawing is scrolled, not shrunk
NARROWEST = 960  # px: the bands of a small map span the page, its boxes stand in the middle
SMALLEST_TITLE = 12  # px: below it a drawing is not shrunk but scrolled
LARGEST = 1.1  # times its natural size a drawing grows on a wide page
LABEL_LINES, LABEL_LINE = 4, 15


def draw(
    layout: Layout,
    faces: Sequence[Face],
    bands: Sequence[BandFace],
    *,
    link_ids: Mapping[tuple[int, int], int],
    trace: Trace | None = None,
    link_signs: Mapping[tuple[int, int], str] = {},
) -> Drawing:
    """`bands` from the top, as in the layout; `link_ids` by cause and effect.

    `link_signs`: links that came or went between two versions.
    """
    by_id = {face.id: face for face in faces}
    places = sorted(layout.boxes.items(), key=lambda item: (item[1].y, item[1].x))
    width, fits = max(layout.width, NARROWEST), layout.width <= WIDEST_FIT
    occupied = {box.band for box in layout.boxes.values()}
    return Drawing(
        width=str(width),
        height=str(layout.height),
        shown_width=str(round(width * (LARGEST if fits else 1))),
        least_width=str(ceil(width * SMALLEST_TITLE / TITLE)),
        inner_x="4",
        inner_width=str(width - 8),
        shift=f"translate({(width - layout.width) // 2} 0)" if width > layout.width else "",
        fits=fits,
        bands=[
            _band(stripe, face, stripe.index in occupied)
            for stripe, face in zip(layout.bands, bands, strict=True)
        ],
        boxes=[drawn_box(by_id[int(key)], box, state_in(trace, int(key))) for key, box in places],
        links=[_link(path, link_ids, trace, link_signs) for path in layout.paths],
    )


def _link(
    path: LinkPath,
    link_ids: Mapping[tuple[int, int], int],
    trace: Trace | None,
    signs: Mapping[tuple[int, int], str],
) -> DrawnLink:
    cause, effect = int(path.cause), int(path.effect)
    state = "" if trace is None else "lit" if (cause, effect) in trace.links else "apart"
    part = f' data-state="{state}"' if state else ""
    sign = signs.get((cause, effect), "")
    kind = f"{path.kind} is-{sign}" if sign else path.kind
    label = link_sign(sign, path.label_x, path.label_y) if sign else ""
    return DrawnLink(
        cause,
        effect,
        state,
        mark_safe(  # noqa: S308  numbers and words of our own
            f'<g class="link {kind}" data-link="{link_ids[cause, effect]:d}" '
            f'data-cause="{cause}" data-effect="{effect}"{part}>'
            f'<path class="link-line" d="{compact(path.d)}"/>'
            f'<path class="link-tip" d="{arrow_head(path.d)}"/>{label}</g>'
        ),
    )


def _band(stripe: BandBox, face: BandFace, occupied: bool) -> DrawnBand:
    room = NORMAL.band_label_width - 18
    lettering = set_lines(face.name, room, SMALL + 1, LABEL_LINES, 1.08)
    height = len(lettering.lines) * LABEL_LINE
    middle = stripe.y + stripe.height / 2
    x = NORMAL.margin + (room if lettering.rtl else 0)
    top = middle - (height + 22) / 2 + 11
    return DrawnBand(
        id=str(face.id),
        y=str(stripe.y),
        height=str(stripe.height),
        is_even=stripe.index % 2 == 0,
        is_empty=not occupied,
        name=face.name,
        lines=tuple(
            Line(str(x), f"{top + i * LABEL_LINE:.0f}", text, rtl=lettering.rtl)
            for i, text in enumerate(lettering.lines)
        ),
        mark=status_shape(face.status) if face.status else mark_safe(""),
        mark_at=f"translate({NORMAL.margin} {top + height - 6:.0f})",
    )
