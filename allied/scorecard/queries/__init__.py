"""Reads of the scorecard."""

from .due import DueMeasure, managers_of, measures_due, measures_to_report, period_choices
from .rows import InitiativeRow, MeasureRow, NodeScore
from .scorecard import Scorecard, scorecard_of
from .standings import standings_from_readings

__all__ = [
    "DueMeasure",
    "InitiativeRow",
    "MeasureRow",
    "NodeScore",
    "Scorecard",
    "managers_of",
    "measures_due",
    "measures_to_report",
    "period_choices",
    "scorecard_of",
    "standings_from_readings",
]
