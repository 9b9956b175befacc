"""Clock times in many zones: what a time is for each member, and which times suit most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.foundation.access.refusal import Refused
from allied.foundation.access.zones import zone_of

WORK: Final = (8 * 60, 18 * 60)
AWAKE: Final = (6 * 60, 22 * 60)
BEST: Final = 5


class Hours(StrEnum):
    """Where a stretch of time lies in somebody's day, from the least to the greatest burden."""

    WORK = "work"
    EARLY = "early"
    LATE = "late"
    FREE_DAY = "free_day"
    NIGHT = "night"


WORDS: Final = {
    Hours.WORK: gettext_lazy("in working hours"),
    Hours.EARLY: gettext_lazy("early morning"),
    Hours.LATE: gettext_lazy("evening"),
    Hours.FREE_DAY: gettext_lazy("weekend"),
    Hours.NIGHT: gettext_lazy("night"),
}
BURDEN: Final = {
    Hours.WORK: 0, Hours.EARLY: 1, Hours.LATE: 1, Hours.FREE_DAY: 4, Hours.NIGHT: 6,
}  # fmt: skip


def moment_of(day: date, at: time, zone_name: str, field: str = "at") -> datetime:
    """The moment at which clocks of the zone show this time; the first where they do so twice.

    Refused where they never do, because they go forward over it.
    """
    zone = zone_of(zone_name)
    local = datetime.combine(day, at.replace(second=0, microsecond=0, fold=0), zone)
    moment = local.astimezone(UTC)
    back = moment.astimezone(zone)
    if (back.date(), back.time()) != (local.date(), local.time()):
        raise Refused(
            _("Clocks in %(zone)s go forward that day and never show %(time)s: take %(next)s.")
            % {"zone": zone_name, "time": f"{local:%H:%M}", "next": f"{back:%H:%M}"},
            field,
        )
    return moment


def hours_of(starts_at: datetime, minutes: int, zone_name: str) -> Hours:
    """The heaviest of its two ends, in that zone."""
    begin = starts_at.astimezone(zone_of(zone_name))
    end = (starts_at + timedelta(minutes=minutes)).astimezone(zone_of(zone_name))
    first, last = begin.hour * 60 + begin.minute, end.hour * 60 + end.minute
    if end.date() > begin.date() and last == 0:
        last = 24 * 60
    crosses = end.date() > begin.date() and last != 24 * 60
    if crosses or first < AWAKE[0] or last > AWAKE[1]:
        return Hours.NIGHT
    if begin.weekday() >= 5:
        return Hours.FREE_DAY
    if first < WORK[0]:
        return Hours.EARLY
    return Hours.LATE if last > WORK[1] else Hours.WORK


@dataclass(frozen=True, slots=True)
class Clock:
    """What the meeting is for one member. `shift`: days between its day there and in its zone."""

    name: str
    company: str
    zone: str
    begins: datetime
    ends: datetime
    hours: Hours
    shift: int

    @property
    def clock(self) -> str:
        """As it stands on that clock: a template would turn it into the reader's."""
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"

    @property
    def said(self) -> str:
        return str(WORDS[self.hours])

    @property
    def is_outside(self) -> bool:
        return self.hours is not Hours.WORK


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who is to come, and by which clock."""

    name: str
    company: str
    zone: str


def clocks_of(
    attendees: Iterable[Attendee], starts_at: datetime, minutes: int, zone_name: str
) -> list[Clock]:
    """The meeting by each member's own clock."""
    day = starts_at.astimezone(zone_of(zone_name)).date()
    found = []
    for one in attendees:
        begins = starts_at.astimezone(zone_of(one.zone))
        ends = (starts_at + timedelta(minutes=minutes)).astimezone(zone_of(one.zone))
        hours = hours_of(starts_at, minutes, one.zone)
        shift = (begins.date() - day).days
        found.append(Clock(one.name, one.company, one.zone, begins, ends, hours, shift))
    return found


@dataclass(frozen=True)
class Suited:
    """A time of the day with who is outside working hours then."""

    starts_at: datetime
    local: datetime
    minutes: int
    hours: Sequence[Hours]

    @property
    def clock(self) -> str:
        return f"{self.local:%H:%M}"

    @property
    def outside(self) -> int:
        return sum(hours is not Hours.WORK for hours in self.hours)

    @cached_property
    def burden(self) -> tuple[int, int, int]:
        """Nobody at night first, then how many are outside, then how far."""
        at_night = sum(hours in {Hours.NIGHT, Hours.FREE_DAY} for hours in self.hours)
        return at_night, self.outside, sum(BURDEN[hours] for hours in self.hours)


def best_times(
    attendees: Sequence[Attendee], day: date, minutes: int, zone_name: str
) -> list[Suited]:
    """The times of the day that burden the members least, the best first.

    Every half hour of the day by the clock of the zone; of equal ones that nearest to noon there.
    """
    zones = [one.zone for one in attendees]
    found = []
    for local in _half_hours(day, zone_name):
        moment = local.astimezone(UTC)
        known = {zone: hours_of(moment, minutes, zone) for zone in dict.fromkeys(zones)}
        found.append(Suited(moment, local, minutes, [known[zone] for zone in zones]))
    noon = 12 * 60
    found.sort(key=lambda one: (one.burden, abs(one.local.hour * 60 + one.local.minute - noon)))
    return found[:BEST]


def _half_hours(day: date, zone_name: str) -> Iterable[datetime]:
    for half in range(48):
        at = time(half // 2, half % 2 * 30)
        try:
            yield moment_of(day, at, zone_name).astimezone(zone_of(zone_name))
        except Refused:
            continue
