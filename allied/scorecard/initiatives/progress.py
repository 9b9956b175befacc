"""Progress and the light of an initiative from its milestones: dates in, words out."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class Step(Protocol):
    """What the rule asks of a milestone."""

    @property
    def due_on(self) -> date: ...
    @property
    def done_on(self) -> date | None: ...


class Mark(StrEnum):
    """How one milestone stands on a day."""

    DONE = "done"
    DONE_LATE = "done_late"
    DUE = "due"
    LATE = "late"


class Light(StrEnum):
    """How the milestones of an initiative stand together on a day."""

    GREEN = "green"
    LATE = "late"
    OPEN = "open"
    NONE = "none"


class Progress(Struct, frozen=True):
    """`share` 0 to 1, None without milestones; `done`, `late` of `total` milestones."""

    share: float | None
    done: int
    late: int
    total: int
    light: Light


def mark_of(due_on: date, done_on: date | None, day: date) -> Mark:
    """The mark of a milestone on the day. What was done after the day is not done yet."""
    if done_on is not None and done_on <= day:
        return Mark.DONE if done_on <= due_on else Mark.DONE_LATE
    return Mark.LATE if due_on < day else Mark.DUE


def progress_of(steps: Iterable[Step], day: date) -> Progress:
    """Progress of an initiative with these milestones on the day."""
    marks = [mark_of(step.due_on, step.done_on, day) for step in steps]
    done = sum(mark in {Mark.DONE, Mark.DONE_LATE} for mark in marks)
    return counted(done, marks.count(Mark.LATE), len(marks))


def counted(done: int, late: int, total: int) -> Progress:
    """The same from counts: each milestone weighs as much as any other."""
    share = done / total if total else None
    return Progress(share, done, late, total, light_of(done, late, total))


def light_of(done: int, late: int, total: int) -> Light:
    """Green: none is late and at least one is done. Open: none is late, none is done yet."""
    if not total:
        return Light.NONE
    if late:
        return Light.LATE
    return Light.GREEN if done else Light.OPEN
