"""Writes of the scorecard."""

from .entries import UNCHECKED, EntriesRefused, Entry, Fault
from .initiatives import add_initiative, edit_initiative, remove_initiative
from .judgements import end_status_by_hand, set_status_by_hand
from .locks import lock_period, reopen_period
from .measures import add_measure, edit_measure, retire_measure
from .readings import faults_of, record_reading, record_readings
from .standings import rebuild_standings, refresh_standings
from .targets import set_target

__all__ = [
    "UNCHECKED",
    "EntriesRefused",
    "Entry",
    "Fault",
    "add_initiative",
    "add_measure",
    "edit_initiative",
    "edit_measure",
    "end_status_by_hand",
    "faults_of",
    "lock_period",
    "rebuild_standings",
    "record_reading",
    "record_readings",
    "refresh_standings",
    "remove_initiative",
    "reopen_period",
    "retire_measure",
    "set_status_by_hand",
    "set_target",
]
