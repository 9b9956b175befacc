"""Local days: when they begin in a time zone, which are business days, and moments on them.

A zone is given by its IANA name. Moments come in as aware datetimes of any zone and go out in UTC,
so that comparing and subtracting them is exact. See docs/algorithms/clock.md.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from allied.pure.periods import FIRST_YEAR, LAST_YEAR
from allied.pure.sentences import Refusal

WEEKEND: Final = frozenset({5, 6})
"""Saturday and Sunday; days of the week are counted from Monday, 0."""

ONE_DAY: Final = timedelta(days=1)

REFUSALS: Final[dict[str, str]] = {
    "zone": "There is no time zone “%(zone)s”: write its name, such as Europe/Brussels.",
    "no_zone": "This time does not say in which time zone it is.",
    "years": "Dates lie in the years %(first)s to %(last)s.",
    "weekend": "A weekend has days from 0 (Monday) to 6 (Sunday), and leaves one to work on.",
}
"""One English sentence for each refusal code."""


class DaysRefusal(Refusal):
    """A zone, a moment or a weekend that is none."""

    SENTENCES: ClassVar[Mapping[str, str]] = REFUSALS


class Calendar(Struct, frozen=True):
    """A time zone by name, with its weekend (0 is Monday) and its holidays, as local dates.

    Raises :class:`DaysRefusal` for an unknown zone and a weekend of the whole week.
    """

    zone: str
    weekend: frozenset[int] = WEEKEND
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        zone_named(self.zone)
        if not self.weekend < frozenset(range(7)):
            raise DaysRefusal("weekend", "weekend")

    def is_business_day(self, day: date) -> bool:
        """Whether the day is neither of the weekend nor a holiday."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def business_days_before(self, day: date, count: int) -> date:
        """The day ``count`` business days before ``day``, which itself need not be one."""
        while count > 0:
            day -= ONE_DAY
            count -= self.is_business_day(day)
        return day


def zone_named(name: str) -> ZoneInfo:
    """The zone of that IANA name; :class:`DaysRefusal` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise DaysRefusal("zone", "zone", zone=name) from error


def in_utc(moment: datetime, field: str | None = None) -> datetime:
    """The moment in UTC; :class:`DaysRefusal` without a zone or outside the years 1900 to 2200."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise DaysRefusal("no_zone", field)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise DaysRefusal("years", field, first=FIRST_YEAR, last=LAST_YEAR)
    return moment.astimezone(UTC)


def day_of(moment: datetime, zone: str) -> date:
    """The local date at that moment."""
    return moment.astimezone(zone_named(zone)).date()


def at_local(day: date, at: time, zone: str) -> datetime:
    """The moment at which the clocks of the zone show that time on that day, in UTC.

    A time that the clocks show twice is the first of the two; one that they skip is read by the
    offset before the change, so that 02:30 of a skipped hour is 03:30.
    """
    return datetime.combine(day, at, zone_named(zone)).replace(fold=0).astimezone(UTC)


def start_of(day: date, zone: str) -> datetime:
    """The moment at which the local day begins, in UTC; the day before ends at the same moment.

    Usually midnight. Where the clocks skip midnight, it is the moment of the change; where midnight
    comes twice, the first, unless the clocks go back into the day before. A day that the zone
    skips has no length: it begins when the next one does.
    """
    midnight = datetime.combine(day, time(), zone_named(zone))
    first, second = (midnight.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if second < first:
        return _change_between(second, first, day, zone)
    twice = second > first and day_of(second - timedelta(microseconds=1), zone) < day
    return second if twice else first


def end_of(day: date, zone: str) -> datetime:
    """The moment at which the local day is over, in UTC."""
    return start_of(day + ONE_DAY, zone)


def _change_between(low: datetime, high: datetime, day: date, zone: str) -> datetime:
    """The first second after ``low``, up to ``high``, that is on the local ``day`` or later."""
    before, after = 0, int((high - low).total_seconds())
    while after - before > 1:
        middle = (before + after) // 2
        if day_of(low + timedelta(seconds=middle), zone) < day:
            before = middle
        else:
            after = middle
    return low + timedelta(seconds=after)
