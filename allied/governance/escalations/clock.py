"""The clock of one escalation, from what its row keeps. The arithmetic is `pure/clock`."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.pure import clock
from allied.pure.days import Calendar, day_of

from ..models import Escalation, Ladder, Rung

CLOSE_OF_RECORD = time(23, 59)


class Level(Struct, frozen=True):
    """A level as it was agreed. Without a body: the executive sponsors."""

    place: int
    name: str
    days: int
    body_id: int | None


class Where(Struct, frozen=True):
    """Where an open escalation stands. Once the last level has run out it stays on that."""

    level: Level
    levels: Sequence[Level]
    state: clock.State
    standing: clock.Standing
    zone: str
    business_days: bool

    @property
    def is_last(self) -> bool:
        return self.level.place == len(self.levels) - 1

    @property
    def is_paused(self) -> bool:
        return self.state is clock.State.PAUSED

    @property
    def is_run_out(self) -> bool:
        return self.state is clock.State.RUN_OUT

    @property
    def last_day(self) -> date | None:
        return self.standing.span.last_day if self.standing.span else None

    @property
    def percent_over(self) -> int:
        """How much of the level's time is over, for a bar; of an open pause by its days."""
        if self.is_run_out:
            return 100
        found = self.standing
        if found.total and found.elapsed is not None:
            return min(int(100 * found.elapsed / found.total), 100)
        return int(100 * (found.days_over or 0) / self.level.days)

    @property
    def left(self) -> str:
        """How much time is left, in words."""
        days = self.standing.days_left
        if self.is_run_out:
            return _("The time of the last level is over.")
        if days is None:
            return _("The clock has not started.")
        if self.is_paused:
            return _("The clock stands still with %(left)s.") % {"left": self._days(days)}
        day = date_format(self.last_day) if self.last_day else ""
        return _("%(left)s, until the end of %(day)s.") % {"left": self._days(days), "day": day}

    def _days(self, days: int) -> str:
        if self.business_days:
            text = ngettext("%(count)d business day left", "%(count)d business days left", days)
        else:
            text = ngettext("%(count)d day left", "%(count)d days left", days)
        return text % {"count": days}


def kept(ladder: Ladder, rungs: Sequence[Rung]) -> dict[str, Any]:
    """The ladder as it is agreed now, to be kept with an escalation that starts."""
    speaks = ladder.end == Ladder.End.FINAL_SAY
    return {
        "rungs": [{"name": r.name, "days": r.days, "body": r.body_id} for r in rungs],
        "zone": ladder.timezone,
        "business_days": ladder.business_days,
        "weekend": ladder.weekend,
        "holidays": ladder.holidays.split(),
        "end": ladder.end,
        "final_say": ladder.final_say_id if speaks else None,
        "final_matters": sorted(ladder.final_matters.values_list("pk", flat=True))
        if speaks
        else [],
    }


def levels_of(row: Escalation) -> list[Level]:
    return [
        Level(place, each["name"], each["days"], each.get("body"))
        for place, each in enumerate(row.ladder.get("rungs", ()))
    ]


def moment_for(alliance: Alliance, started: datetime | None = None) -> datetime:
    """Now; for a closed record its last moment, unless the matter came after that."""
    now = timezone.now()
    if alliance.record_ends_on is None:
        return now
    close = datetime.combine(alliance.record_ends_on, CLOSE_OF_RECORD, UTC)
    return now if close > now or (started is not None and started > close) else close


def is_closed(row: Escalation) -> bool:
    """Of a record that is closed: its clock stands at the last moment of it."""
    return row.alliance.record_ends_on is not None and (
        moment_for(row.alliance, row.presented_at) < timezone.now()
    )


def where(row: Escalation, moment: datetime | None = None) -> Where | None:
    """Where it stands, by the clock and not by what was last written down. No query.

    None for what was never presented. What has ended stands where it ended.
    """
    if row.presented_at is None or not row.ladder.get("rungs"):
        return None
    at = moment or row.ended_at or moment_for(row.alliance, row.presented_at)
    levels, since, ladder = levels_of(row), _since(row), _ladder(row)
    found = clock.standing(ladder, since, max(at, since), pauses_of(row))
    place = len(levels) - 1 if found.place is None else _base(row) + found.place
    agreed = row.ladder
    return Where(
        levels[place], levels, found.state, found, agreed.get("zone", "UTC"),
        agreed.get("business_days", True),
    )  # fmt: skip


def climbed(row: Escalation, moment: datetime) -> list[tuple[int, datetime]]:
    """The levels that the clock has moved it up to by then, each with its moment."""
    found = clock.spans(_ladder(row), _since(row), pauses_of(row))
    return [
        (_base(row) + place, span.starts)
        for place, span in enumerate(found)
        if place and span.starts is not None and span.starts <= moment
    ]


def reminders_of(row: Escalation, before: Sequence[clock.Before]) -> list[tuple[int, datetime]]:
    """The level and moment of each reminder."""
    found = clock.reminders(_ladder(row), _since(row), before, pauses_of(row))
    return [(_base(row) + each.place, each.moment) for each in found]


def last_days(row: Escalation) -> Mapping[int, date]:
    """The last day of each level from where the clock began, where it is known."""
    found = clock.spans(_ladder(row), _since(row), pauses_of(row))
    return {
        _base(row) + place: span.last_day
        for place, span in enumerate(found)
        if span.last_day is not None
    }


def pauses_of(row: Escalation) -> list[clock.Pause]:
    return [
        clock.Pause(datetime.fromisoformat(since), datetime.fromisoformat(until) if until else None)
        for since, until in row.clock.get("pauses", ())
    ]


def day_in_zone(row: Escalation, moment: datetime) -> date:
    return day_of(moment, row.ladder.get("zone", "UTC"))


def _ladder(row: Escalation) -> clock.Ladder:
    """From the level on that the clock began at: presented, or moved up by agreement."""
    agreed = row.ladder
    unit = clock.Unit.BUSINESS_DAYS if agreed.get("business_days", True) else None
    levels = tuple(
        clock.Level(str(level.place), level.days, unit or clock.Unit.CALENDAR_DAYS)
        for level in levels_of(row)[_base(row) :]
    )
    calendar = Calendar(
        agreed.get("zone", "UTC"),
        frozenset(int(day) for day in agreed.get("weekend", "56")),
        frozenset(date.fromisoformat(day) for day in agreed.get("holidays", ())),
    )
    return clock.Ladder(levels, calendar)


def _base(row: Escalation) -> int:
    return int(row.clock.get("level", 0))


def _since(row: Escalation) -> datetime:
    if "since" in row.clock:
        return datetime.fromisoformat(row.clock["since"])
    assert row.presented_at is not None
    return row.presented_at
