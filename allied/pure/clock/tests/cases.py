"""Reading the notation of the page, and drawing ladders, calendars and pauses."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from allied.pure.clock import Ladder, Level, Pause, Unit
from allied.pure.days import Calendar

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "clock.md"
ZONES = (
    "UTC",
    "Europe/Brussels",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Havana",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
)


def moment(text: str) -> datetime:
    """With its offset, or in UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def pauses(text: str) -> list[Pause]:
    """``moment to moment``, or ``moment to –``."""
    if not text:
        return []
    since, until = text.split(" to ")
    return [Pause(moment(since), None if until == "–" else moment(until))]


def one_level(zone: str, time: str, holidays: str = "") -> Ladder:
    """``5 business_days``."""
    length, unit = time.split()
    free = frozenset(map(date.fromisoformat, holidays.split()))
    return Ladder((Level("one", int(length), Unit(unit)),), Calendar(zone, holidays=free))


THREE = Ladder(
    (
        Level("team", 5),
        Level("committee", 5),
        Level("sponsors", 10, Unit.CALENDAR_DAYS),
    ),
    Calendar("Europe/Brussels"),
)
PRESENTED = moment("2007-03-22T15:00+01:00")

# The years in which Samoa skips a day, and Brazil, Egypt and Newfoundland change at midnight.
FIRST = datetime(2006, 1, 1, tzinfo=UTC)
moments = st.integers(0, 6 * 366 * 24 * 4).map(lambda n: FIRST + n * timedelta(minutes=15))
zones = st.sampled_from(ZONES)
near = st.integers(0, 40 * 24 * 4).map(lambda n: n * timedelta(minutes=15))


@st.composite
def calendars(draw: st.DrawFn, around: datetime) -> Calendar:
    free = st.integers(-3, 60).map(lambda n: around.date() + timedelta(days=n))
    return Calendar(
        draw(zones),
        draw(st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset()])),
        draw(st.frozensets(free, max_size=8)),
    )


@st.composite
def climbs(draw: st.DrawFn) -> tuple[Ladder, datetime, tuple[Pause, ...]]:
    """A ladder of one to four levels, a presentation and up to three closed pauses."""
    presented = draw(moments)
    levels = tuple(
        Level(f"level {at}", draw(st.integers(1, 12)), draw(st.sampled_from(Unit)))
        for at in range(draw(st.integers(1, 4)))
    )
    found = []
    for since, length in draw(st.lists(st.tuples(near, near), max_size=3)):
        start = presented - timedelta(days=3) + since
        found.append(Pause(start, start + length / 4))
    return Ladder(levels, draw(calendars(presented))), presented, tuple(found)
