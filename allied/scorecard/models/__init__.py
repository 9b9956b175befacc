"""Measures, targets, readings, what is kept of them, initiatives and frozen reviews."""

from .formulas import Formula
from .initiatives import Initiative
from .measures import Aggregation, Direction, Frequency, Kind, Measure, Preset, Target
from .readings import PeriodLock, Reading, Standing, StatusByHand
from .reviews import Review

__all__ = [
    "Aggregation",
    "Direction",
    "Formula",
    "Frequency",
    "Initiative",
    "Kind",
    "Measure",
    "PeriodLock",
    "Preset",
    "Reading",
    "Review",
    "Standing",
    "StatusByHand",
    "Target",
]
