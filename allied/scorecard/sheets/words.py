"""The closed lists of words in a sheet: codes and the plain words for them.

Sheets travel between companies, so their words are English whatever the language of the screen.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from .texts import wording

NONE: Final = "none"
"""Written in a cell to take away what is known; an empty cell leaves it as it is."""
YES: Final = frozenset({"yes", "y", "true", "1", "x", "✓"})
NO: Final = frozenset({"no", "n", "false", "0"})


def _list(words: Mapping[str, str]) -> dict[str, str]:
    """From code → words with | between, to word → code."""
    return {
        wording(word): code for code, text in words.items() for word in (code, *text.split("|"))
    }


WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "direction": _list({
        "higher": "higher is better|up|increase",
        "lower": "lower is better|down|decrease",
        "on_target": "on target is best|target",
        "at_least": "at least a threshold|threshold at least",
        "at_most": "at most a threshold|threshold at most",
    }),
    "preset": _list({
        "baseline_target": "baseline to target|baseline target",
        "red_flag_goal": "red flag / goal|red flag and goal|red flag to goal",
        "worst_best": "worst, red flag, goal, best|worst, red flag, goal and best|worst to best",
        "minimum_maximum": "minimum to maximum|minimum and maximum|min to max|min / max",
        "on_target": "on target is best",
        "commit_stretch": "baseline, commit, target, stretch|baseline, commit, target and stretch"
        "|commit to stretch",
        "yes_no": "yes / no|yes or no",
        "threshold": "threshold at least|threshold at most|threshold at least / at most"
        "|threshold at least or at most|at least|at most",
        "ratio": "ratio to target",
    }),
    "frequency": _list({
        "month": "monthly|months",
        "quarter": "quarterly|quarters",
        "half_year": "half-year|half-yearly|halfyear|halfyearly|semi-annual|semi-annually"
        "|semiannual|semiannually",
        "year": "yearly|annual|annually|years",
    }),
    "kind": _list({
        "number": "", "percentage": "percent", "money": "", "index": "", "survey": "survey score",
        "expert": "expert score", "yes_no": "yes or no|yes / no", "date": "",
        "duration": "duration in days|days", "coverage": "coverage, part of a whole",
    }),
    "aggregation": _list({
        "last": "last reading", "sum": "sum of twelve months",
        "average": "average of twelve months|mean",
        "year_to_date": "year to date|sum of the year to date|ytd",
    }),
    "room": _list({"joint": "joint room", "ours": "our room"}),
}  # fmt: skip

DIRECTION_IN_PRESET: Final[Mapping[str, str]] = {
    "threshold at least": "at_least", "at least": "at_least",
    "threshold at most": "at_most", "at most": "at_most",
}  # fmt: skip
"""Words for a preset that say the direction too."""

EXPECTED: Final[Mapping[str, str]] = {
    "direction": "higher, lower, on target, at least, at most",
    "preset": "baseline to target; red flag / goal; worst, red flag, goal, best; minimum to "
    "maximum; on target is best; baseline, commit, target, stretch; yes / no; threshold at least; "
    "threshold at most; ratio to target",
    "frequency": "month, quarter, half-year, year",
    "kind": "number, percentage, money, index, survey, expert, yes / no, date, duration, coverage",
    "aggregation": "last, sum, average, year to date",
    "room": "joint, ours",
}

_WRITTEN: Final[Mapping[str, str]] = {
    "baseline_target": "baseline to target",
    "red_flag_goal": "red flag / goal",
    "worst_best": "worst, red flag, goal, best",
    "minimum_maximum": "minimum to maximum",
    "commit_stretch": "baseline, commit, target, stretch",
    "yes_no": "yes / no",
    "ratio": "ratio to target",
    "at_least": "at least",
    "at_most": "at most",
    "half_year": "half-year",
    "year_to_date": "year to date",
}


def written(column: str, code: str) -> str:
    """The word for a code, as an export writes it."""
    if code == "on_target":
        return "on target is best" if column == "preset" else "on target"
    return _WRITTEN.get(code, code)


def spoken(codes: Iterable[str]) -> str:
    """Codes of directions as a list of words."""
    return ", ".join(written("direction", code) for code in codes)
