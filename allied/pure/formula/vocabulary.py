"""The limits of a formula, its functions, and the name of the rules."""

from typing import Final

ALGORITHM: Final = "allied-formula/1"
"""Name and version of the rules."""

LONGEST: Final = 2000
"""Characters of a formula."""

DEEPEST: Final = 60
"""Levels of a formula, one inside the other; a chain of plus signs counts as many."""

MOST_PARTS: Final = 500
"""Numbers, measures, operators and functions of a formula."""

LARGEST: Final = 1e15
"""Results from here on, either way, are no data: readings are kept below it."""

MANY: Final = 99
"""As many arguments as one likes."""

FUNCTIONS: Final[dict[str, tuple[int, int]]] = {
    "if": (3, 3),
    "min": (1, MANY),
    "max": (1, MANY),
    "mean": (1, MANY),
    "sum": (1, MANY),
    "previous": (1, 1),
    "ytd": (1, 1),
    "share": (1, 1),
    "percent": (1, 1),
    "number": (1, 1),
}
"""The functions with the fewest and the most values that they take."""

OVER_MANY: Final = frozenset({"min", "max", "mean", "sum"})
"""Functions that also take the measures of an objective or a theme."""
