"""Writes of the scorecard."""

from .entries import UNCHECKED, EntriesRefused, Entry, Fault
from .judgements import end_status_by_hand, set_status_by_hand
from .locks import lock_period, reopen_period
from .measures import add_measure, edit_measure
from .readings import faults_of, record_reading, record_readings
from .retiring import bring_back_measure, retire_measure
from .standings import rebuild_standings, refresh_standings
from .targets import set_target

__all__ = [
    "UNCHECKED",
    "EntriesRefused",
    "Entry",
    "Fault",
    "add_measure",
    "bring_back_measure",
    "edit_measure",
    "end_status_by_hand",
    "faults_of",
    "lock_period",
    "rebuild_standings",
    "record_reading",
    "record_readings",
    "refresh_standings",
    "reopen_period",
    "retire_measure",
    "set_status_by_hand",
    "set_target",
]
