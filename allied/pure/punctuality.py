"""Whether promises are kept: actions on time and attendance, in all and by any key.

What counts is said in docs/algorithms/punctuality.md. All is as of a local day that the caller
passes, so a figure of last quarter is the same whenever it is computed.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from allied.pure.days import day_of, in_utc
from allied.pure.periods import Period
from allied.pure.shares import Share


class Action(Struct, frozen=True):
    """An action: the day it is due, if it has one, and when it was done, if it was.

    ``key`` is what it is grouped by: body, partner, owner. An action that was called off is not to
    be passed.
    """

    due: date | None = None
    done: datetime | None = None
    key: Any = None


class Punctuality(Struct, frozen=True):
    """Actions by what became of them as of a day; each is in one of the six counts.

    ``days_late`` are the days of all that are ``late`` or ``overdue``, added up.
    """

    on_time: int = 0
    late: int = 0
    overdue: int = 0
    not_due: int = 0
    undated_open: int = 0
    undated_done: int = 0
    days_late: int = 0

    @property
    def of(self) -> int:
        """How many count: those done with a due day, and those overdue."""
        return self.on_time + self.late + self.overdue

    @property
    def share(self) -> float | None:
        """The share on time, 0 to 1; none where nothing counts."""
        return Share(self.on_time, self.of).share

    @property
    def open(self) -> int:
        """How many are open, overdue or not."""
        return self.overdue + self.not_due + self.undated_open

    @property
    def average_days_late(self) -> float | None:
        """The mean days late of those that are late or overdue; none where none is."""
        return Share(self.days_late, self.late + self.overdue).share


def punctuality(
    actions: Iterable[Action], today: date, zone: str, within: Period | None = None
) -> Punctuality:
    """What became of the actions as of the end of the local day ``today``.

    Days are those of the zone, by its IANA name. Done on the due day is on time. Done after
    ``today`` is still open as of then. ``within`` keeps those due in the period and leaves out
    those without a due day. Raises :class:`~allied.pure.days.DaysRefusal` for an unknown zone and
    for a moment without one.
    """
    counts = dict.fromkeys(Punctuality.__struct_fields__, 0)
    for action in actions:
        if within is None or (action.due is not None and within.contains(action.due)):
            count, days_late = _judged(action, today, zone)
            counts[count] += 1
            counts["days_late"] += days_late
    return Punctuality(**counts)


def punctuality_by_key(
    actions: Iterable[Action], today: date, zone: str, within: Period | None = None
) -> dict[Any, Punctuality]:
    """The same for the actions of each key, in the order in which the keys come first."""
    found: dict[Any, list[Action]] = {}
    for action in actions:
        found.setdefault(action.key, []).append(action)
    return {key: punctuality(of, today, zone, within) for key, of in found.items()}


def attendance(seats: Iterable[tuple[Any, bool]]) -> Share:
    """How many seats were filled of all, one entry a seat and meeting: a key, and whether it was.

    A seat that an alternate fills is filled; guests have none: see ``allied.pure.voting.seats``.
    """
    filled = [there for _, there in seats]
    return Share(sum(filled), len(filled))


def attendance_by_key(seats: Iterable[tuple[Any, bool]]) -> dict[Any, Share]:
    """The same for each key (partner, body, person), in the order in which they come first."""
    found: dict[Any, list[tuple[Any, bool]]] = {}
    for seat in seats:
        found.setdefault(seat[0], []).append(seat)
    return {key: attendance(of) for key, of in found.items()}


def _judged(action: Action, today: date, zone: str) -> tuple[str, int]:
    """The count that the action is in, and by how many days it is late."""
    done = None if action.done is None else day_of(in_utc(action.done, "done"), zone)
    if done is not None and done > today:
        done = None
    if action.due is None:
        return ("undated_open" if done is None else "undated_done"), 0
    days_late = max(((done or today) - action.due).days, 0)
    if done is not None:
        return ("late" if days_late else "on_time"), days_late
    return ("overdue" if days_late else "not_due"), days_late
