"""Measures, targets, readings, what is kept of them, initiatives and frozen reviews."""

from .formulas import Formula
from .initiatives import Dependency, ExpectedEffect, Initiative, Milestone, Spend
from .measures import Aggregation, Direction, Frequency, Kind, Measure, Preset, Target
from .readings import PeriodLock, Reading, Standing, StatusByHand
from .retirements import Retirement
from .reviews import Review

__all__ = [
    "Aggregation",
    "Dependency",
    "Direction",
    "ExpectedEffect",
    "Formula",
    "Frequency",
    "Initiative",
    "Kind",
    "Measure",
    "Milestone",
    "PeriodLock",
    "Preset",
    "Reading",
    "Retirement",
    "Review",
    "Spend",
    "Standing",
    "StatusByHand",
    "Target",
]
