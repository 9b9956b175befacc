"""How long decisions take for what they matter, which to take now, and the coin.

Pure functions over frozen structs, no library but theirs; docs/algorithms/deliberation.md
states the rules with worked numbers. The caller passes the moment and the random generator.
"""

from .advising import Advice, Advised, Ground, advise
from .coin import Face, Generator, Laid, Sides, Toss, face_of, is_true, lay, toss
from .records import (
    ALGORITHM,
    IMPORTANCES,
    MODERATE,
    Question,
    days_to_decide,
    median,
    quantile,
)
from .times import (
    Correlation,
    Direction,
    Times,
    TookLong,
    Trend,
    by_body,
    by_quarter,
    correlation,
    median_days,
    on_the_spot,
    ranks,
    spearman,
    times_by_importance,
    took_long,
    trend,
    usual_days,
)
from .wording import MESSAGES, REFUSALS, DeliberationRefusal

__all__ = [
    "ALGORITHM",
    "IMPORTANCES",
    "MESSAGES",
    "MODERATE",
    "REFUSALS",
    "Advice",
    "Advised",
    "Correlation",
    "DeliberationRefusal",
    "Direction",
    "Face",
    "Generator",
    "Ground",
    "Laid",
    "Question",
    "Sides",
    "Times",
    "TookLong",
    "Toss",
    "Trend",
    "advise",
    "by_body",
    "by_quarter",
    "correlation",
    "days_to_decide",
    "face_of",
    "is_true",
    "lay",
    "median",
    "median_days",
    "on_the_spot",
    "quantile",
    "ranks",
    "spearman",
    "times_by_importance",
    "took_long",
    "toss",
    "trend",
    "usual_days",
]
