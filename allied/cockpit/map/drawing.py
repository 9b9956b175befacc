"""The drawing of a map: every coordinate and text line ready for the template.

Lengths are CSS pixels at the drawing's natural size; they are kept as text, because a template
would put a thousands separator into a number.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allied.foundation.ui.marks import STATUS_WORDS, TREND_PATHS, TREND_WORDS, status_shape
from allied.pure.maplayout import Box, Geometry, Layout, neighbours_for_walk
from allied.pure.maplayout.model import Key
from allied.pure.maplayout.walk import Way

from .lettering import Lettering, ems, runs_left, set_lines
from .trace import Trace

TITLE, TITLE_LINE, TITLE_WEIGHT = 13.0, 16, 1.04
SMALL, SMALL_LINE = 11.0, 14
PAD_X, PAD_TOP, PAD_BOTTOM, WINS_GAP = 11, 9, 9, 3
TITLE_LINES, LABEL_LINES = 3, 4
WINS_SHOWN = 2
PARTNER_SHARE = 0.45  # of the line of a joint win, at most, for the partner's name
WIDEST_FIT = 1400  # px: a wider drawing is scrolled, not shrunk
NARROWEST = 880  # px: the bands of a small map span the page, its boxes stand in the middle
LARGEST = 1.2  # times its natural size a drawing grows on a wide page
NORMAL = Geometry(
    box_width=164, gap_x=20, gap_y=64, band_label_width=100, max_per_row=5, max_rows=4, margin=18
)
Steps = Mapping[Way, Key | None]
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_POINTS = 4  # numbers that make the last two points of a path


@dataclass(frozen=True, slots=True)
class Win:
    """What one partner hopes to win, as it is written in a box."""

    partner: str
    text: str


@dataclass(frozen=True, slots=True)
class Face:
    """What stands in the box of an objective. `theme` is its colour, 1 to 8."""

    id: int
    title: str
    theme: int
    theme_name: str
    status: str
    trend: str
    better: bool | None
    wins: tuple[Win, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `lead` is set apart before it."""

    x: str
    y: str
    text: str
    lead: str = ""
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """An objective. `state` in a trace: chosen, cause, effect, both or apart."""

    id: str
    x: str
    y: str
    width: str
    height: str
    theme: str
    title: str
    label: str
    lines: tuple[Line, ...]
    wins: tuple[Line, ...]
    mark: SafeString
    mark_at: str
    halo: tuple[str, str, str]
    trend: str
    trend_at: str
    tone: str
    walk: SafeString
    pin_at: str
    on_even: bool
    state: str = ""


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A link, its arrow head and where a label would stand."""

    id: str
    cause: str
    effect: str
    d: str
    tip: str
    kind: str
    x: str
    y: str
    label: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class DrawnBand:
    """The stripe of a perspective with its name."""

    id: str
    y: str
    height: str
    middle: str
    is_even: bool
    is_empty: bool
    name: str
    lines: tuple[Line, ...]
    mark: SafeString
    mark_at: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn. `fits`: it may be shrunk to the page and stays readable."""

    width: str
    height: str
    shown_width: str
    inner_width: str
    inner_x: str
    shift: str
    fits: bool
    bands: list[DrawnBand]
    boxes: list[DrawnBox]
    links: list[DrawnLink]


@dataclass(frozen=True, slots=True)
class BandFace:
    """What stands at the left edge of a band."""

    id: int
    name: str
    status: str


def geometry_for(faces: Iterable[Face]) -> Geometry:
    """Boxes just high enough for the longest title and the most joint wins of the map."""
    lines, wins = 2, 0
    for face in faces:
        lines = max(lines, len(title_of(face).lines))
        wins = max(wins, min(len(face.wins), WINS_SHOWN))
    height = PAD_TOP + lines * TITLE_LINE + PAD_BOTTOM
    if wins:
        height += WINS_GAP + wins * SMALL_LINE
    return replace(NORMAL, box_height=height)


def title_of(face: Face) -> Lettering:
    room = NORMAL.box_width - 2 * PAD_X
    return set_lines(face.title, room, TITLE, TITLE_LINES, TITLE_WEIGHT)


def draw(
    layout: Layout,
    faces: Sequence[Face],
    bands: Sequence[BandFace],
    link_ids: Mapping[tuple[int, int], int],
    trace: Trace | None = None,
) -> Drawing:
    """`bands` from the top, as in the layout; `link_ids` by cause and effect."""
    by_id = {face.id: face for face in faces}
    walk = neighbours_for_walk(layout)
    places = sorted(layout.boxes.items(), key=lambda item: (item[1].y, item[1].x))
    titles = {face.id: face.title for face in faces}
    width, fits = max(layout.width, NARROWEST), layout.width <= WIDEST_FIT
    occupied = {box.band for box in layout.boxes.values()}
    return Drawing(
        width=str(width),
        height=str(layout.height),
        shown_width=str(round(width * (LARGEST if fits else 1))),
        inner_x="4",
        inner_width=str(width - 8),
        shift=f"translate({(width - layout.width) // 2} 0)" if width > layout.width else "",
        fits=fits,
        bands=[
            _band(stripe, face, stripe.index in occupied)
            for stripe, face in zip(layout.bands, bands, strict=True)
        ],
        boxes=[_box(by_id[int(key)], box, walk[key], trace) for key, box in places],
        links=[_link(path, link_ids, titles, trace) for path in layout.paths],
    )


def spoken(face: Face) -> str:
    """A box in words: title, status, trend, theme and joint wins."""
    words = [face.title, str(STATUS_WORDS.get(face.status, STATUS_WORDS["no_data"]))]
    if face.trend in TREND_WORDS:
        words.append(_trend_words(face))
    words.append(_("theme %(theme)s") % {"theme": face.theme_name})
    words += [
        _("%(partner)s hopes to win: %(text)s") % {"partner": win.partner, "text": win.text}
        for win in face.wins
    ]
    return "; ".join(words)


def _trend_words(face: Face) -> str:
    judged = {True: _("better"), False: _("worse")}.get(face.better)  # type: ignore[arg-type]
    return judged or str(TREND_WORDS[face.trend])


def _box(face: Face, box: Box, walk: Steps, trace: Trace | None) -> DrawnBox:
    lettering = title_of(face)
    start = box.x + box.width - PAD_X if lettering.rtl else box.x + PAD_X
    top = box.y + PAD_TOP + 12
    lines = tuple(
        Line(str(start), str(top + i * TITLE_LINE), text, rtl=lettering.rtl)
        for i, text in enumerate(lettering.lines)
    )
    corner = box.x + box.width
    has_trend = face.trend in TREND_PATHS
    halo = (str(corner - (29 if has_trend else 12)), str(box.y - 12), "41" if has_trend else "24")
    return DrawnBox(
        id=str(face.id),
        x=str(box.x),
        y=str(box.y),
        width=str(box.width),
        height=str(box.height),
        theme=f"theme-{face.theme}",
        title=face.title,
        label=spoken(face),
        lines=lines,
        wins=_wins(face, box),
        mark=status_shape(face.status),
        mark_at=f"translate({corner - 8} {box.y - 8})",
        halo=halo,
        trend=TREND_PATHS.get(face.trend, ""),
        trend_at=f"translate({corner - 24} {box.y - 7})",
        tone={True: "better", False: "worse"}.get(face.better, ""),  # type: ignore[arg-type]
        walk=_steps(walk),
        pin_at=f"translate({corner - 20} {box.y + box.height - 20})" if box.pinned else "",
        on_even=box.band % 2 == 0,
        state=state_in(trace, face.id),
    )


def _steps(walk: Steps) -> SafeString:
    """Where each arrow key goes, as attributes. Numbers and known words only."""
    found = " ".join(f'data-{way}="{key:d}"' for way, key in walk.items() if key is not None)
    return mark_safe(found)  # noqa: S308


def state_in(trace: Trace | None, key: int) -> str:
    """The part of an objective in a trace."""
    if trace is None:
        return ""
    if key == trace.start:
        return "chosen"
    cause, effect = key in trace.causes, key in trace.effects
    if cause and effect:
        return "both"
    return "cause" if cause else "effect" if effect else "apart"


def _wins(face: Face, box: Box) -> tuple[Line, ...]:
    """A line for each partner at the foot of the box; one for all where they are many."""
    if not face.wins:
        return ()
    x, width = box.x + PAD_X, box.width - 2 * PAD_X
    foot = box.y + box.height - PAD_BOTTOM - 2
    if len(face.wins) > WINS_SHOWN:
        count = len(face.wins)
        text = ngettext("%(count)d joint win", "%(count)d joint wins", count) % {"count": count}
        return (Line(str(x), str(foot), text),)
    lines = []
    for i, win in enumerate(face.wins):
        lead = _fitted(win.partner, width * PARTNER_SHARE)
        left = width - _width(lead) - 4
        rtl = runs_left(win.partner)
        y = foot - (len(face.wins) - 1 - i) * SMALL_LINE
        start = x + width if rtl else x
        lines.append(Line(str(start), str(y), _fitted(win.text, left), lead, rtl))
    return tuple(lines)


def _fitted(text: str, width: float) -> str:
    return set_lines(text, width, SMALL, 1).lines[0]


def _width(text: str) -> float:
    return ems(text) * SMALL * TITLE_WEIGHT


def _link(
    path: Any,
    link_ids: Mapping[tuple[int, int], int],
    titles: Mapping[int, str],
    trace: Trace | None,
) -> DrawnLink:
    pair = (int(path.cause), int(path.effect))
    state = "" if trace is None else "lit" if pair in trace.links else "apart"
    return DrawnLink(
        id=str(link_ids.get(pair, "")),
        cause=str(pair[0]),
        effect=str(pair[1]),
        d=path.d,
        tip=arrow_head(path.d),
        kind=path.kind,
        x=f"{path.label_x:.1f}",
        y=f"{path.label_y:.1f}",
        label=_("“%(cause)s” leads to “%(effect)s”")
        % {"cause": titles[pair[0]], "effect": titles[pair[1]]},
        state=state,
    )


def arrow_head(d: str, length: float = 7.0, half: float = 3.2) -> str:
    """A triangle at the end of a path, along its last direction.

    Drawn here, since a marker cannot take the colour of its line in every browser.
    """
    numbers = [float(number) for number in _NUMBERS.findall(d)[-_POINTS:]]
    if len(numbers) < _POINTS:
        return ""
    bx, by, x, y = numbers
    dx, dy = x - bx, y - by
    size = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = (dx / size, dy / size) if (dx or dy) else (0.0, -1.0)
    x, y = x - ux, y - uy  # a pixel off the box, whose edge is drawn over it
    left = (x - ux * length - uy * half, y - uy * length + ux * half)
    right = (x - ux * length + uy * half, y - uy * length - ux * half)
    corners = " ".join(f"{px:.1f} {py:.1f}" for px, py in ((x, y), left, right))
    return f"M{corners}z"


def _band(stripe: Any, face: BandFace, occupied: bool) -> DrawnBand:
    room = NORMAL.band_label_width - 18
    lettering = set_lines(face.name, room, SMALL + 1, LABEL_LINES, 1.08)
    height = len(lettering.lines) * 15
    middle = stripe.y + stripe.height / 2
    x = NORMAL.margin + (room if lettering.rtl else 0)
    top = middle - (height + 22) / 2 + 11
    return DrawnBand(
        id=str(face.id),
        y=str(stripe.y),
        height=str(stripe.height),
        middle=f"{middle:.0f}",
        is_even=stripe.index % 2 == 0,
        is_empty=not occupied,
        name=face.name,
        lines=tuple(
            Line(str(x), f"{top + i * 15:.0f}", text, rtl=lettering.rtl)
            for i, text in enumerate(lettering.lines)
        ),
        mark=status_shape(face.status),
        mark_at=f"translate({NORMAL.margin} {top + height - 6:.0f})",
    )
