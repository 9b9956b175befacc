"""What a time is for each member, in words; which times suit most. The arithmetic: pure/cadence."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from allied.foundation.access.refusal import Refused
from allied.pure.cadence import WORKING_HOURS, LocalTime, local_times, rank_starts, starts_of_day
from allied.pure.days import WEEKEND, at_local, day_of, zone_named

AWAKE: Final = (time(6), time(22))
BEST: Final = 5


class Hours(StrEnum):
    """Where a meeting lies in somebody's day."""

    WORK = "work"
    EARLY = "early"
    LATE = "late"
    FREE_DAY = "free_day"
    NIGHT = "night"


WORDS: Final = {
    Hours.WORK: gettext_lazy("in working hours"),
    Hours.EARLY: gettext_lazy("before working hours"),
    Hours.LATE: gettext_lazy("after working hours"),
    Hours.FREE_DAY: gettext_lazy("weekend"),
    Hours.NIGHT: gettext_lazy("night"),
}


def moment_of(day: date, at: time, zone: str, field: str = "at") -> datetime:
    """The moment at which clocks of the zone show this time; the first where they do so twice.

    Refused where they never do, because they go forward over it.
    """
    moment = at_local(day, at.replace(second=0, microsecond=0), zone)
    shown = moment.astimezone(zone_named(zone))
    if (shown.hour, shown.minute) != (at.hour, at.minute):
        raise Refused(
            _("Clocks in %(zone)s go forward that day and never show %(time)s: take %(next)s.")
            % {"zone": zone, "time": f"{at:%H:%M}", "next": f"{shown:%H:%M}"},
            field,
        )
    return moment


def hours_of(local: LocalTime) -> Hours:
    begin, end = local.starts, local.ends
    if local.within:
        return Hours.WORK
    if begin.date() != end.date() or begin.time() < AWAKE[0] or end.time() > AWAKE[1]:
        return Hours.NIGHT
    if begin.weekday() in WEEKEND:
        return Hours.FREE_DAY
    return Hours.EARLY if begin.time() < WORKING_HOURS.opens else Hours.LATE


class Attendee(Struct, frozen=True):
    """Who is to come, and by which clock."""

    name: str
    company: str
    zone: str


class Clock(Struct, frozen=True):
    """What the meeting is for the members of one zone. `shift`: days from its day to theirs."""

    attendees: Sequence[Attendee]
    local: LocalTime
    hours: Hours
    shift: int

    @property
    def said_time(self) -> str:
        """As it stands on that clock: a template would turn it into the reader's."""
        return f"{self.local.starts:%H:%M}–{self.local.ends:%H:%M}"

    @property
    def said(self) -> str:
        return str(WORDS[self.hours])

    @property
    def is_outside(self) -> bool:
        return not self.local.within


def clocks_of(
    attendees: Sequence[Attendee], starts_at: datetime, minutes: int, zone: str
) -> list[Clock]:
    """The meeting by the clock of each zone in which members live, earliest there first."""
    day, members = day_of(starts_at, zone), dict[str, list[Attendee]]()
    for one in attendees:
        members.setdefault(one.zone, []).append(one)
    found = sorted(local_times(starts_at, minutes, members), key=_on_the_wall)
    return [
        Clock(members[one.zone], one, hours_of(one), (one.starts.date() - day).days)
        for one in found
    ]


def _on_the_wall(local: LocalTime) -> datetime:
    return local.starts.replace(tzinfo=None)


class Suited(Struct, frozen=True):
    """A start that suits: on the clock of the meeting's zone, and how many it does not suit."""

    clock: str
    outside: int


def best_times(attendees: Sequence[Attendee], day: date, minutes: int, zone: str) -> list[Suited]:
    """The starts of the day, every half hour, that lie in the working hours of most, best first."""
    members = {place: one.zone for place, one in enumerate(attendees)}
    ranked = rank_starts(starts_of_day(day, zone), minutes, members)
    return [Suited(_clock(one.starts, zone), len(one.outside)) for one in ranked[:BEST]]


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(zone_named(zone)):%H:%M}"
