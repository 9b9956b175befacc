"""English for codes, and the filling of ``%(name)s`` templates.

Templates and words are plain English text, so that a translator's catalogue can hold them; the
caller passes the translating function.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

Translate = Callable[[str], str]
FormatNumber = Callable[[float], str]

WORDS: Final[dict[str, str]] = {
    "exceeds": "exceeds",
    "on_track": "on track",
    "caution": "caution",
    "off_track": "off track",
    "no_data": "no data",
    "stale": "stale",
    "higher": "higher is better",
    "lower": "lower is better",
    "on_target": "on target is best",
    "at_least": "at least a threshold",
    "at_most": "at most a threshold",
    "baseline": "baseline",
    "target": "target",
    "stretch": "stretch",
    "commit": "commit value",
    "red_flag": "red flag",
    "worst": "worst value",
    "best": "best value",
    "minimum": "minimum",
    "maximum": "maximum",
    "low": "low end",
    "high": "high end",
    "flat_low": "start of the flat part",
    "flat_high": "end of the flat part",
    "threshold": "threshold",
    "margin": "warning margin",
    "on_track_from": "score from which a measure is on track",
    "caution_from": "score from which a measure is at caution",
    "value": "reading",
    "weight": "weight",
    "score": "score",
    "previous_score": "previous score",
    "judgement": "judgement",
}
"""What a code that stands as a value in a step or a refusal is called."""


def plain_number(number: float) -> str:
    """Up to ten significant digits, without an exponent: 372745, 0.6666666667, -2."""
    text = f"{float(f'{number:.10g}'):.12f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def unchanged(text: str) -> str:
    """The translation into English of English."""
    return text


def fill(
    template: str,
    values: Mapping[str, object],
    translate: Translate = unchanged,
    number: FormatNumber = plain_number,
) -> str:
    """The translated template with its values: codes as words, numbers by ``number``."""
    shown = {name: _shown(name, value, translate, number) for name, value in values.items()}
    return translate(template) % shown


def _shown(name: str, value: object, translate: Translate, number: FormatNumber) -> str:
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float):
        return number(round(value, 4) if "score" in name or name == "coverage" else value)
    if isinstance(value, str):
        return translate(WORDS[value]) if value in WORDS and name not in _KEYS else value
    if isinstance(value, Sequence):
        return ", ".join(_item(name, item, translate, number) for item in value)
    return str(value)


# A child's key is somebody's own word and is never translated, even where it equals a code.
_KEYS: Final = frozenset({"key", "keys", "title"})


def _item(name: str, item: object, translate: Translate, number: FormatNumber) -> str:
    if isinstance(item, Sequence) and not isinstance(item, str) and len(item) == 2:
        value, score = item
        return f"{number(value)} → {number(round(score, 4))}"
    return _shown(name, item, translate, number)
