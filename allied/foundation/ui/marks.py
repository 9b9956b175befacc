"""Figures the size of a word, as strings of SVG: status, trend, spark line, bullet, icon.

A page shows hundreds of them, so each is put together here and not by a template. Whatever comes
from outside is a number or a key of a closed list; nothing else reaches the markup unescaped.
"""
# ruff: noqa: S308

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree
from zipfile import ZipFile

from django.conf import settings
from django.utils.formats import get_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy
from lucide import IconDoesNotExist

STATUS_WORDS: Final = {
    "exceeds": gettext_lazy("Exceeds"),
    "on_track": gettext_lazy("On track"),
    "caution": gettext_lazy("Caution"),
    "off_track": gettext_lazy("Off track"),
    "no_data": gettext_lazy("No data"),
    "stale": gettext_lazy("Stale"),
}

_SHAPE: Final = '<{} class="mark-shape"/>'
_SIGN: Final = '<path class="mark-sign" d="{}"/>'
STATUS_SHAPES: Final = {
    "exceeds": _SHAPE.format(
        'path d="M8 .6l2.2 4.7 5.2.6-3.8 3.5 1 5.1L8 12l-4.6 2.5 1-5.1L.6 5.9l5.2-.6z"'
    ),
    "on_track": _SHAPE.format('circle cx="8" cy="8" r="7.2"')
    + _SIGN.format("M4.7 8.3l2.3 2.3 4.3-4.8"),
    "caution": _SHAPE.format(
        'path d="M8.9 1.3l6.6 12a1 1 0 0 1-.9 1.5H1.4a1 1 0 0 1-.9-1.5l6.6-12a1 1 0 0 1 1.8 0z"'
    )
    + _SIGN.format("M8 6v3.6M8 12.2v.1"),
    "off_track": _SHAPE.format('rect x="1" y="1" width="14" height="14" rx="2"')
    + _SIGN.format("M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6"),
    "no_data": '<circle class="mark-line" cx="8" cy="8" r="6.6" stroke-dasharray="2.2 2.4"/>',
    "stale": '<circle class="mark-line" cx="8" cy="8" r="6.8"/>'
    '<path class="mark-line" d="M8 4.2V8l2.7 1.8"/>',
}
TREND_PATHS: Final = {
    "up": "M3.5 10.5l7-7M5 3.5h5.5V9",
    "down": "M3.5 3.5l7 7M10.5 5v5.5H5",
    "flat": "M2 7h10M8.5 3.5L12 7l-3.5 3.5",
}
TREND_WORDS: Final = {
    "up": gettext_lazy("rising"),
    "down": gettext_lazy("falling"),
    "flat": gettext_lazy("unchanged"),
}


_SEVERAL_LANGUAGES: Final = len(settings.LANGUAGES) > 1


def _language() -> str | None:
    """The key of what is kept by language. To ask Django costs more than to draw a mark."""
    return get_language() if _SEVERAL_LANGUAGES else None


def status_mark(status: Any, short: bool = False, by_hand: bool = False) -> SafeString:
    key = str(status or "no_data")
    return _status(key if key in STATUS_WORDS else "no_data", short, by_hand, _language())


@lru_cache(maxsize=256)
def _status(key: str, short: bool, by_hand: bool, language: str | None) -> SafeString:
    word = escape(STATUS_WORDS[key])
    if by_hand:
        word = escape(gettext("%(status)s, set by hand") % {"status": STATUS_WORDS[key]})
    name = key.replace("_", "-")
    text = f'<span class="visually-hidden">{word}</span>' if short else f"<span>{word}</span>"
    attributes = f' short" title="{word}"' if short else '"'
    hand = icon("hand", 12) if by_hand else ""
    return mark_safe(
        f'<span class="status {name}{attributes}><svg class="mark" viewBox="0 0 16 16" '
        f'aria-hidden="true">{STATUS_SHAPES[key]}</svg>{text}{hand}</span>'
    )


def status_shape(status: Any) -> SafeString:
    """The shape alone, 16 × 16, to stand in a drawing: `<g class="on-track">…</g>`."""
    key = str(status or "no_data")
    key = key if key in STATUS_SHAPES else "no_data"
    return mark_safe(f'<g class="{key.replace("_", "-")}">{STATUS_SHAPES[key]}</g>')


def trend_mark(trend: Any, better: bool | None = None) -> SafeString:
    """Where the value moved and, if said, whether that is better."""
    return _trend(str(trend or ""), better, _language())


@lru_cache(maxsize=64)
def _trend(trend: str, better: bool | None, language: str | None) -> SafeString:
    if trend not in TREND_PATHS:
        return mark_safe("")
    judged = {True: "better", False: "worse", None: ""}[better]
    words = {"better": gettext("better"), "worse": gettext("worse"), "": ""}[judged]
    text = escape(f"{TREND_WORDS[trend]}, {words}" if words else str(TREND_WORDS[trend]))
    return mark_safe(
        f'<span class="trend {judged}" title="{text}"><svg viewBox="0 0 14 14" aria-hidden="true">'
        f'<path d="{TREND_PATHS[trend]}"/></svg><span class="visually-hidden">{text}</span></span>'
    )


# The drawing is 160 × 40 units, shown at 80 × 20 pixels: whole numbers are quicker to write.
WIDTH, HEIGHT, EDGE = 160, 40, 4


def spark(values: Iterable[Any], target: Any = None) -> SafeString:
    """A line of the values, oldest first; None is a gap. The words after it say the same."""
    numbers = _numbers(values or ())
    known = [number for number in numbers if number is not None]
    if not known:
        return mark_safe("")
    goal = None if target is None else _number(target)
    bottom, top = min(known), max(known)
    if goal is not None:
        bottom, top = min(bottom, goal), max(top, goal)
    scale = (HEIGHT - 2 * EDGE) / (top - bottom) if top > bottom else 0.0
    base = HEIGHT - EDGE + bottom * scale if scale else HEIGHT / 2

    path, x, y = _path(numbers, base, scale)
    line = ""
    if goal is not None:
        level = round(base - goal * scale)
        line = f'<line x1="0" x2="{WIDTH}" y1="{level}" y2="{level}"/>'
    return mark_safe(
        f'<span class="spark"><svg viewBox="0 0 160 40" aria-hidden="true">{line}<path d="{path}"/>'
        f'<circle cx="{x}" cy="{y}" r="4"/></svg>'
        f'<span class="visually-hidden">{_spark_words(known)}</span></span>'
    )


def _path(numbers: Sequence[float | None], base: float, scale: float) -> tuple[str, int, int]:
    """The drawn line and its last point. A value alone between gaps is a short dash."""
    if None not in numbers and len(numbers) > 1:  # the usual case, three times as quick
        steps = _steps(len(numbers))
        heights = [int(base - number * scale) for number in numbers]  # type: ignore[operator]
        points = [f"{x} {y}" for x, y in zip(steps, heights, strict=True)]
        return "M" + "L".join(points), steps[-1], heights[-1]
    parts, pen, x, y = [], "M", 0, 0
    end = len(numbers) - 1
    for place, (step, number) in enumerate(zip(_steps(len(numbers)), numbers, strict=True)):
        if number is None:
            pen = "M"
            continue
        x, y = step, int(base - number * scale)
        parts.append(f"{pen}{x} {y}")
        if pen == "M" and (place == end or numbers[place + 1] is None):
            parts.append("m-2 0h4")
        pen = "L"
    return "".join(parts), x, y


@lru_cache(maxsize=64)
def _steps(count: int) -> tuple[int, ...]:
    """Where the values stand from left to right."""
    step = (WIDTH - 2 * EDGE) / (count - 1) if count > 1 else 0.0
    return tuple(round(EDGE + place * step) for place in range(count))


def _spark_words(known: Sequence[float]) -> str:
    language = _language()
    one, many = _spark_templates(language)
    if len(known) == 1:
        return one % {"last": _short(known[-1], language)}
    first, last = _short(known[0], language), _short(known[-1], language)
    return many % {"count": len(known), "first": first, "last": last}


@lru_cache(maxsize=16)
def _spark_templates(language: str | None) -> tuple[str, str]:
    one = escape(gettext("one value, %(last)s"))
    return one, escape(gettext("%(count)s values, from %(first)s to %(last)s"))


def bullet(value: Any, baseline: Any, target: Any) -> SafeString:
    """How far the value has come from the baseline (left tick) to the target (right tick)."""
    number, start, goal = _number(value), _number(baseline) or 0.0, _number(target)
    if goal is None or goal == start:
        return mark_safe("")
    language = _language()
    words = {"target": _short(goal, language), "baseline": _short(start, language)}
    bar = ""
    without, with_value = _bullet_templates(language)
    text = without
    if number is not None:
        share = max(-0.25, min(1.25, (number - start) / (goal - start)))
        left, right = sorted((20.0, 20.0 + 64.0 * share))
        behind = " behind" if share < 0 else ""
        bar = (
            f'<rect class="bullet-bar{behind}" x="{left:.1f}" y="4.5" '
            f'width="{max(right - left, 0.8):.1f}" height="5"/>'
        )
        words["value"] = _short(number, language)
        text = with_value
    return mark_safe(
        f'<span class="bullet"><svg viewBox="0 0 100 14" aria-hidden="true">'
        f'<rect class="bullet-track" x="0" y="2" width="100" height="10" rx="2"/>{bar}'
        f'<path class="bullet-base" d="M20 2v10"/><path class="bullet-target" d="M84 1v12"/></svg>'
        f'<span class="visually-hidden">{text % words}</span></span>'
    )


@lru_cache(maxsize=16)
def _bullet_templates(language: str | None) -> tuple[str, str]:
    without = escape(gettext("baseline %(baseline)s, target %(target)s, no value"))
    return without, escape(gettext("%(value)s, on the way from %(baseline)s to %(target)s"))


def _numbers(values: Iterable[Any]) -> list[float | None]:
    try:
        numbers = [None if value is None else float(value) for value in values]
        if -1e100 < sum(number for number in numbers if number is not None) < 1e100:
            return numbers
    except (TypeError, ValueError, OverflowError):
        pass
    return [_number(value) for value in values]


def _number(value: Any) -> float | None:
    """A finite float small enough to be drawn, or None."""
    if value is None or value == "":
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if -1e100 < number < 1e100 else None


def _short(number: float, language: str | None) -> str:
    """A number for the ear: at most four significant digits, whole from 10,000 on."""
    point, group = _separators(language)
    if -1e4 < number < 1e4:
        return f"{number:.4g}".replace(".", point)
    return f"{number:,.0f}".replace(",", group)


@lru_cache(maxsize=16)
def _separators(language: str | None) -> tuple[str, str]:
    return get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")


def room_mark(is_joint: Any, company_name: str = "") -> SafeString:
    """Which room a record lives in."""
    if is_joint:
        shape = '<span class="room-mark">{}{}</span>'
        return format_html(shape, icon("users", 14), gettext("Joint room"))
    said = gettext("Only %(company)s sees this") % {"company": company_name}
    return format_html('<span class="room-mark of-ours">{}{}</span>', icon("lock", 14), said)


_NOT_A_NAME = re.compile(r"[^a-z0-9-]")


def icon(name: str, size: int = 16, label: str = "") -> SafeString:
    """A lucide icon by name. Decorative, unless it has a label."""
    return _icon(str(name), int(size), str(label))


@lru_cache(maxsize=512)
def _icon(name: str, size: int, label: str) -> SafeString:
    inner = _icon_inner(name)
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(
        f'<svg class="icon" width="{size:d}" height="{size:d}" viewBox="0 0 24 24" {spoken}>'
        f"{inner}</svg>"
    )


@lru_cache(maxsize=512)
def _icon_inner(name: str) -> str:
    if _NOT_A_NAME.search(name):
        raise IconDoesNotExist(name)
    try:
        svg = ElementTree.fromstring(_icons().read(f"{name}.svg"))  # noqa: S314  (of the library)
    except KeyError:
        raise IconDoesNotExist(name) from None
    drawn = []
    for node in svg:
        tag = node.tag.rpartition("}")[2]
        drawn.append(f"<{tag} " + " ".join(f'{k}="{v}"' for k, v in node.attrib.items()) + "/>")
    return "".join(drawn)


@cache
def _icons() -> ZipFile:
    """The icons, opened once, for that takes a hundred times as long as to read one.

    In memory: processes forked from one would share a file's place of reading.
    """
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))
