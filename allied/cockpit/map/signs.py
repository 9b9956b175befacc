"""The signs of versions at the corner of a box: a shape and a word in place of the status."""

# ruff: noqa: S308  only keys of a closed list, translated words and numbers reach the markup

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy

from allied.reporting.letters.lettering import ems

SIGNS: Final = {
    "added": ("M6 1.5v9M1.5 6h9", gettext_lazy("added")),
    "removed": ("M1.5 6h9", gettext_lazy("removed")),
    "moved": ("M1 6h9.5M7 2.5L10.5 6 7 9.5", gettext_lazy("moved")),
    "reworded": ("M1 3.5h10M1 6.5h7M1 9.5h4", gettext_lazy("reworded")),
    "changed": ("M6 1.2L10.8 10H1.2z", gettext_lazy("changed")),
    "agreed": ("M1.5 6.5l3 3 6-7", gettext_lazy("agreed")),
    "objected": ("M2 2l8 8M10 2l-8 8", gettext_lazy("objection")),
    "waiting": ("M6 .8a5.2 5.2 0 1 1-.1 0M6 3v3l2 1.2", gettext_lazy("waiting")),
    "in_force": ("M1.5 6.5l3 3 6-7", gettext_lazy("in force")),
    "proposed": ("M6 .8a5.2 5.2 0 1 1-.1 0M6 3v3l2 1.2", gettext_lazy("proposed")),
    "superseded": ("M1.5 9.5h9M1.5 2.5l4.5 4 4.5-4", gettext_lazy("superseded")),
    "withdrawn": ("M10.5 6H1.5M5 2.5L1.5 6 5 9.5", gettext_lazy("withdrawn")),
}
SIZE: Final = 10.5
HEIGHT: Final = 18


def words_of(signs: Sequence[str]) -> str:
    return ", ".join(str(SIGNS[sign][1]) for sign in signs)


def sign_mark(sign: str) -> SafeString:
    """The sign in running text: shape and word."""
    return _mark(sign if sign in SIGNS else "waiting", get_language())


@lru_cache(maxsize=64)
def _mark(sign: str, language: str | None) -> SafeString:
    path, word = SIGNS[sign]
    return mark_safe(
        f'<span class="sign is-{sign.replace("_", "-")}"><svg viewBox="0 0 12 12" '
        f'aria-hidden="true"><path d="{path}"/></svg>{escape(str(word))}</span>'
    )


def sign_badge(signs: Sequence[str], corner: int, top: int) -> str:
    """A pill over the upper edge of a box, its right end at the corner; nothing without a sign."""
    if not signs:
        return ""
    words = words_of(signs)
    width = round(ems(words) * SIZE * 1.05) + 27
    left, high = corner + 6 - width, top - HEIGHT // 2
    return (
        f'<g class="box-sign is-{signs[0].replace("_", "-")}">'
        f'<rect x="{left}" y="{high}" width="{width}" height="{HEIGHT}" rx="9"/>'
        f'<path transform="translate({left + 6} {high + 3})" d="{SIGNS[signs[0]][0]}"/>'
        f'<text x="{left + 21}" y="{high + 13}">{escape(words)}</text></g>'
    )


def link_sign(sign: str, x: float, y: float) -> str:
    """On a link that came or went: the shape alone; the table below says it in words."""
    return (
        f'<g class="link-sign" transform="translate({x:.0f} {y:.0f})"><circle r="8"/>'
        f'<path transform="translate(-6 -6)" d="{SIGNS[sign][0]}"/></g>'
    )
