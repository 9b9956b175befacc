"""English for codes, and the filling of ``%(name)s`` templates.

Templates and words are plain English text, so that a translator's catalogue can hold them; the
caller passes the translating function.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

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
    name: Translate = unchanged,
) -> str:
    """The translated template with its values.

    Codes stand as words, numbers by ``number`` (scores rounded to four decimals), and the keys of
    children by ``name``: they are somebody's own words, never translated even where one equals a
    code.
    """

    def shown(place: str, value: object) -> str:
        if place in _KEYS:
            keys = [value] if isinstance(value, str) else list(_sequence(value))
            return ", ".join(name(str(key)) for key in keys)
        if place == "anchors":
            return ", ".join(f"{number(v)} → {number(round(s, 4))}" for v, s in _sequence(value))
        if place == "parts":
            return ", ".join(
                f"{name(key)} {number(round(score, 4))} \N{MULTIPLICATION SIGN} {number(weight)}"
                for key, score, weight in _sequence(value)
            )
        return _plain(place, value, translate, number)

    return translate(template) % {place: shown(place, value) for place, value in values.items()}


def _plain(place: str, value: object, translate: Translate, number: FormatNumber) -> str:
    if isinstance(value, str):
        return translate(WORDS[value]) if value in WORDS else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(round(value, 4) if "score" in place or place in _SHARES else value)
    if isinstance(value, Sequence):
        return ", ".join(_plain(place, item, translate, number) for item in value)
    return str(value)


def _sequence(value: object) -> Sequence[Any]:
    if not isinstance(value, Sequence):
        raise ValueError(f"A list was expected, not {value!r}.")
    return value


_KEYS: Final = frozenset({"key", "keys"})
_SHARES: Final = frozenset({"coverage", "progress"})
