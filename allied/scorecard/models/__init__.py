"""Measures, targets, readings, what is kept of them, initiatives and frozen reviews."""

from .formulas import Formula
from .initiatives import Dependency, ExpectedEffect, Initiative, Milestone, Spend
from .measures import Aggregation, Direction, Frequency, Kind, Measure, Preset
from .offers import Offer, Reply
from .readings import PeriodLock, Reading, Standing, StatusByHand
from .retirements import Retirement
from .reviews import Review
from .targets import Target, TargetTerms

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
    "Offer",
    "PeriodLock",
    "Preset",
    "Reading",
    "Reply",
    "Retirement",
    "Review",
    "Spend",
    "Standing",
    "StatusByHand",
    "Target",
    "TargetTerms",
]
