"""The box of an objective: title, joint wins, status and trend, in a common size."""

# ruff: noqa: S308  only escaped words, numbers and keys of closed lists reach the markup

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from msgspec.structs import replace

from allied.foundation.ui.marks import STATUS_WORDS, TREND_PATHS, TREND_WORDS, status_shape
from allied.pure.maplayout import Box, Geometry
from allied.reporting.letters.lettering import Lettering, ems, runs_left, set_lines

from .drawn import DrawnBox, Face, Line
from .signs import sign_badge, words_of
from .trace import Trace

TITLE, TITLE_LINE, TITLE_WEIGHT = 13.0, 16, 1.04
SMALL, SMALL_LINE = 11.0, 14
PAD_X, PAD_TOP, PAD_BOTTOM, WINS_GAP = 11, 9, 9, 3
TITLE_LINES = 3
WINS_SHOWN = 2
PARTNER_SHARE = 0.45  # of the line of a joint win, at most, for the partner's name
NORMAL = Geometry(
    box_width=164, gap_x=20, gap_y=56, band_label_width=100, max_per_row=5, max_rows=4, margin=18
)
PIN = "M7 9.5v4M5 1.5h4M5.8 1.5v4.2L3.5 8v1.5h7V8L8.2 5.7V1.5"


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


def spoken(face: Face) -> str:
    """A box in words: title, status, trend, theme and joint wins."""
    words = [face.title]
    if face.signs:
        words.append(words_of(face.signs))
    elif face.status:
        words.append(str(STATUS_WORDS.get(face.status, STATUS_WORDS["no_data"])))
    if face.trend in TREND_WORDS:
        words.append(_trend_words(face))
    words += face.tensions
    words.append(_("theme %(theme)s") % {"theme": face.theme_name})
    words += [
        _("%(partner)s hopes to win: %(text)s") % {"partner": win.partner, "text": win.text}
        for win in face.wins
    ]
    return "; ".join(words)


def _trend_words(face: Face) -> str:
    judged = {True: _("better"), False: _("worse")}.get(face.better)  # type: ignore[arg-type]
    return judged or str(TREND_WORDS[face.trend])


def drawn_box(face: Face, box: Box, state: str = "") -> DrawnBox:
    label, inner = _written(face, box.width, box.height, box.pinned, get_language())
    ground = (
        f'<rect class="box-ground" x="{box.x}" y="{box.y}" width="{box.width}" '
        f'height="{box.height}" rx="8"/>'
    )
    return DrawnBox(
        id=str(face.id),
        classes=_classes(face, box),
        place=box,
        label=label,
        state=state,
        attributes=_attributes(face.id, label, state),
        inner=mark_safe(f'{ground}<g transform="translate({box.x} {box.y})">{inner}</g>'),
    )


def _classes(face: Face, box: Box) -> str:
    names = f"box theme-{face.theme:d}" + (" on-even" if box.band % 2 == 0 else "")
    return f"{names} is-{face.signs[0]}" if face.signs else names


@lru_cache(maxsize=1024)
def _written(
    face: Face, width: int, height: int, pinned: bool, language: str | None
) -> tuple[str, str]:
    """The words of a box and what is drawn on it; mostly the same as for the last reader.

    Places are told from its corner: so they are alike in all boxes, and compress to nearly nothing.
    """
    box = Box(0, 0, width, height, 0, 0, 0, pinned)
    title, wins = set_title(face, box), set_wins(face, box)
    return spoken(face), (
        f"{_texts(title, 'box-title')}{_texts(wins, 'box-win')}"
        f"{_badge(face, box.width, 0)}{_tension(face, box)}{_pin(box)}"
    )


def _attributes(key: int, label: str, state: str) -> SafeString:
    """Id, words, part in a trace."""
    part = f' data-state="{state}"' if state else ""
    return mark_safe(f'data-id="{key:d}" aria-label="{escape(label)}"{part}')


def _tension(face: Face, box: Box) -> str:
    """The sign that work and result part, at the lower right corner, with the words as its tip."""
    if not face.tensions:
        return ""
    x, y = box.x + box.width, box.y + box.height - 8
    return (
        f'<g class="box-tension"><title>{escape("; ".join(face.tensions))}</title>'
        f'<circle cx="{x}" cy="{y}" r="8"/><path d="M{x} {y - 4}v4.5m0 3v.2"/></g>'
    )


def _pin(box: Box) -> str:
    """The sign of a place that somebody chose; seen while editing."""
    if not box.pinned:
        return ""
    x, y = box.x + box.width - 20, box.y + box.height - 20
    return f'<path class="box-pin" transform="translate({x} {y})" d="{PIN}"/>'


def set_title(face: Face, box: Box) -> tuple[Line, ...]:
    lettering = title_of(face)
    start = box.x + box.width - PAD_X if lettering.rtl else box.x + PAD_X
    top = box.y + PAD_TOP + 12
    return tuple(
        Line(str(start), str(top + i * TITLE_LINE), text, rtl=lettering.rtl)
        for i, text in enumerate(lettering.lines)
    )


def _texts(lines: Iterable[Line], name: str) -> str:
    """Lines of text as SVG, their words escaped."""
    made = []
    for line in lines:
        way = ' direction="rtl"' if line.rtl else ""
        lead = f'<tspan class="lead">{escape(line.lead)}</tspan> ' if line.lead else ""
        text = escape(line.text)
        made.append(f'<text class="{name}" x="{line.x}" y="{line.y}"{way}>{lead}{text}</text>')
    return "".join(made)


def _badge(face: Face, corner: int, top: int) -> str:
    """The status at the upper right corner, with the trend before it, on a patch of ground."""
    if face.signs or not face.status:
        return sign_badge(face.signs, corner, top)
    trend, left, width = "", corner - 12, 24
    if face.trend in TREND_PATHS:
        left, width = corner - 29, 41
        tone = {True: " better", False: " worse"}.get(face.better, "")  # type: ignore[arg-type]
        trend = (
            f'<path class="box-trend{tone}" transform="translate({corner - 24} {top - 7})" '
            f'd="{TREND_PATHS[face.trend]}"/>'
        )
    return (
        f'<rect class="box-halo" x="{left}" y="{top - 12}" width="{width}" height="24" rx="12"/>'
        f'<g transform="translate({corner - 8} {top - 8})">{status_shape(face.status)}</g>{trend}'
    )


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


def set_wins(face: Face, box: Box) -> tuple[Line, ...]:
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
