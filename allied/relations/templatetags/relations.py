"""Filters of relationship scorecards: `{% load relations %}`."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from allied.foundation.ui.marks import icon, status_mark, trend_mark
from allied.scorecard.formats import MINUS, exact_text, score_text
from allied.scorecard.models import Target

register = template.Library()


@register.filter
def signed_score(difference: float | None) -> str:
    """+0.08, −0.12 or 0.00: a difference of scores."""
    if difference is None:
        return ""
    text = score_text(abs(difference))
    if not any(sign in "123456789" for sign in text):
        return text
    return f"+{text}" if difference > 0 else f"{MINUS}{text}"


@register.simple_tag
def heat(cell: Any, url: str = "") -> SafeString:
    """A score in its cell: number, mark with its word, arrow and difference."""
    if cell.score is None:
        return _nothing(url)
    number: SafeString | str = score_text(cell.score)
    if url:
        number = format_html('<a href="{}">{}</a>', url, number)
    moved: SafeString | str = ""
    if cell.move is not None:
        by = "" if cell.trend == "flat" else signed_score(cell.move)
        arrow = trend_mark(cell.trend, cell.is_better)
        moved = format_html('<span class="move">{}{}</span>', arrow, by)
    mark = status_mark(cell.status, short=True)
    return format_html('<span class="heat-number">{}</span>{}{}', number, mark, moved)


@register.simple_tag
def gap(gap: Any) -> SafeString:
    """How far their score lies from ours, and whether that is wide."""
    if gap.size is None:
        return _nothing()
    wide: SafeString | str = ""
    if gap.is_wide:
        sign = icon("unfold-horizontal", 12)
        wide = format_html('<span class="gap-mark">{}<span>{}</span></span>', sign, gettext("wide"))
    return format_html('<span class="heat-number">{}</span>{}', signed_score(gap.size), wide)


def _nothing(url: str = "") -> SafeString:
    word = gettext("No data")
    if url:
        said = '<a class="muted" href="{}"><span aria-hidden="true">–</span>{}</a>'
        return format_html(said, url, _unseen(word))
    return format_html('<span class="muted" aria-hidden="true">–</span>{}', _unseen(word))


def _unseen(word: str) -> SafeString:
    return format_html('<span class="visually-hidden">{}</span>', word)


@register.filter
def exact(value: Any) -> str:
    """A number, or the text of one, with every digit."""
    try:
        return exact_text(Decimal(value))
    except (InvalidOperation, TypeError, ValueError):
        return ""


@register.simple_tag
def anchor_name(name: str) -> str:
    """What a value that answers are judged by is called."""
    return str(Target._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
