"""What time a meeting is for everybody, and which start suits most."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from msgspec import Struct

from allied.pure.days import WEEKEND, end_of, in_utc, start_of, zone_named

from .wording import CadenceRefusal

_OFF: Final = 24 * 60


class WorkingHours(Struct, frozen=True):
    """From when to when people work, local, and the days on which they do not (0 is Monday).

    Raises :class:`CadenceRefusal` where they do not end after they begin, or leave no day.
    """

    opens: time = time(8)
    closes: time = time(18)
    weekend: frozenset[int] = WEEKEND

    def __post_init__(self) -> None:
        if self.closes <= self.opens or not self.weekend < frozenset(range(7)):
            raise CadenceRefusal("hours", "opens")


WORKING_HOURS: Final = WorkingHours()
"""08:00 to 18:00 from Monday to Friday."""


class LocalTime(Struct, frozen=True):
    """When a meeting starts and ends for one zone, and whether it lies within working hours.

    ``starts`` and ``ends`` are aware datetimes of the zone. ``minutes_outside`` is how far the
    meeting lies from working hours, 0 where it is ``within``; a day off counts as 1440.
    """

    zone: str
    starts: datetime
    ends: datetime
    minutes_outside: int

    @property
    def within(self) -> bool:
        """Whether the whole meeting lies within the working hours of a working day."""
        return self.minutes_outside == 0


class Ranked(Struct, frozen=True):
    """A start time, in UTC, with the members (the caller's keys) within working hours or not."""

    starts: datetime
    within: tuple[Any, ...]
    outside: tuple[Any, ...]
    minutes_outside: int


def local_times(
    starts: datetime,
    minutes: int,
    zones: Iterable[str],
    hours: WorkingHours = WORKING_HOURS,
) -> tuple[LocalTime, ...]:
    """The meeting in the local time of each zone, in their order."""
    moment = in_utc(starts, "starts")
    _check_minutes(minutes)
    return tuple(_local(moment, minutes, zone, hours) for zone in zones)


def starts_of_day(day: date, zone: str, step: int = 30) -> tuple[datetime, ...]:
    """The moments of the local day, in UTC, so many minutes apart from its beginning on."""
    if not 5 <= step <= 720:
        raise CadenceRefusal("step", "step", value=step)
    moment, found = start_of(day, zone), []
    while moment < end_of(day, zone):
        found.append(moment)
        moment += timedelta(minutes=step)
    return tuple(found)


def rank_starts(
    starts: Iterable[datetime],
    minutes: int,
    members: Mapping[Any, str],
    hours: WorkingHours = WORKING_HOURS,
) -> tuple[Ranked, ...]:
    """The start times, best first, for members with their zones.

    Best is what lies within the working hours of most members; of those, what lies least far
    outside for the others, all minutes added up; of those, the earliest.
    """
    _check_minutes(minutes)
    zones = sorted(set(members.values()))
    found = []
    for moment in sorted({in_utc(each, "starts") for each in starts}):
        times = local_times(moment, minutes, zones, hours)
        found.append(_ranked(moment, members, {each.zone: each for each in times}))
    return tuple(sorted(found, key=lambda r: (-len(r.within), r.minutes_outside, r.starts)))


def _ranked(moment: datetime, members: Mapping[Any, str], times: Mapping[str, LocalTime]) -> Ranked:
    return Ranked(
        moment,
        tuple(member for member, zone in members.items() if times[zone].within),
        tuple(member for member, zone in members.items() if not times[zone].within),
        sum(times[zone].minutes_outside for zone in members.values()),
    )


def _check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= _OFF:
        raise CadenceRefusal("minutes", "minutes", value=minutes)


def _local(
    moment: datetime,
    minutes: int,
    zone: str,
    hours: WorkingHours,
) -> LocalTime:
    there = zone_named(zone)
    starts = moment.astimezone(there)
    ends = (moment + timedelta(minutes=minutes)).astimezone(there)
    outside = _OFF if starts.weekday() in hours.weekend else _outside(starts, ends, hours)
    return LocalTime(zone, starts, ends, outside)


def _outside(starts: datetime, ends: datetime, hours: WorkingHours) -> int:
    """How many minutes earlier or later the meeting would have to be, by the clock on the wall."""
    opens, closes = (datetime.combine(starts.date(), each) for each in (hours.opens, hours.closes))
    begin, end = starts.replace(tzinfo=None), ends.replace(tzinfo=None)
    early = max(_minutes(opens - begin), 0)
    late = max(_minutes(end - closes), 0)
    if early and not late:
        # At night the evening before may be nearer than the morning.
        return min(early, _minutes(end - (closes - timedelta(days=1))))
    if late and not early:
        return min(late, _minutes(opens + timedelta(days=1) - begin))
    return early + late


def _minutes(length: timedelta) -> int:
    return -(-length // timedelta(minutes=1))
