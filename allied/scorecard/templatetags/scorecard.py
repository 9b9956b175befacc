"""Filters of the scorecard's templates: `{% load scorecard %}`."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from allied.foundation.ui.marks import STATUS_WORDS
from allied.scorecard import explaining, formats
from allied.scorecard.models import Direction, Initiative, Preset
from allied.scorecard.tables.hands import by_hand_text

register = template.Library()


@register.filter
def score(value: float | None) -> str:
    """0.67, or nothing."""
    return formats.score_text(value)


@register.filter
def share(value: float | None) -> str:
    """75 %, or nothing."""
    return formats.share_text(value)


@register.filter
def value_of(value: Any, row: Any) -> str:
    """A value by the kind of the measure, without unit."""
    return formats.value_text(value, row.kind, row.currency)


@register.filter
def exact_value_of(value: Any, row: Any) -> str:
    """The same with every digit."""
    return formats.exact_text(value, row.kind)


@register.filter
def unit_of(row: Any) -> str:
    """The unit of a measure, as a head says it."""
    return formats.unit_text(row.kind, row.unit, row.currency)


@register.filter
def sentences(explanation: Any, kind: str = "number") -> list[str]:
    """An explanation, one sentence a step."""
    return explaining.sentences(explanation, kind)


@register.filter
def state_word(state: str) -> str:
    """The name of an initiative's state."""
    return str(dict(Initiative.State.choices).get(state, state))


@register.simple_tag
def table_rows(table: Any, items: Any) -> SafeString:
    """What a writer of `scorecard.tables` makes of these items."""
    rows: SafeString = table.rows(items)
    return rows


@register.simple_tag
def by_hand(reason: str | None, computed: str | None = "") -> SafeString:
    """The line under a status set by hand: its reason, and what the rule says."""
    return by_hand_text(reason or "", str(STATUS_WORDS.get(computed or "", "")))


@register.filter
def compared_word(text: str) -> str:
    """A word of what a measure is judged by, for codes such as on_target; other text as it is."""
    return str(_WORDS.get(text, text))


_WORDS = {
    **dict(Preset.choices),
    **dict(Direction.choices),
    "baseline": gettext_lazy("baseline"),
    "target": gettext_lazy("target"),
    "weight": gettext_lazy("weight"),
    "direction": gettext_lazy("direction"),
    "preset": gettext_lazy("judged by"),
}
