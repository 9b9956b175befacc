"""The figures, period by period: what the record holds of it goes to the arithmetic.

Days are those of UTC. What did not happen yet by a period's end is left out of that period.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from allied.pure.deliberation import Question, median_days, on_the_spot
from allied.pure.periods import Period
from allied.pure.punctuality import Action as Promise
from allied.pure.punctuality import attendance, punctuality

from ..models import Action, Attendance, BodyMember, Decision, Escalation, Meeting, Office
from .keys import Figure, Of, Series

ZONE = "UTC"
DECIDED = (Decision.State.TAKEN, Decision.State.SUPERSEDED)
Values = list[float | None]


def days_to_decide(
    alliance_id: int, series: Series, periods: Sequence[Period], today: date
) -> Values:
    """The median, of what was decided in the period."""
    asked = _questions(alliance_id, series)
    return [median_days(asked, ZONE, within=period) for period in periods]


def decided_on_the_spot(
    alliance_id: int, series: Series, periods: Sequence[Period], today: date
) -> Values:
    """The share, in percent, of what was decided in the period."""
    asked = _questions(alliance_id, series)
    return [
        _percent(on_the_spot(q for q in asked if q.taken and period.contains(q.taken.date())).share)
        for period in periods
    ]


def actions_on_time(
    alliance_id: int, series: Series, periods: Sequence[Period], today: date
) -> Values:
    """The share, in percent, of what was due in the period, as of its end."""
    promises = [
        Promise(due, datetime.combine(ended, time(12), UTC) if ended else None)
        for due, ended in _actions(alliance_id, series).values_list("due_on", "ended_on")
    ]
    return [
        _percent(punctuality(promises, min(period.end, today), ZONE, within=period).share)
        for period in periods
    ]


def open_escalations(
    alliance_id: int, series: Series, periods: Sequence[Period], today: date
) -> Values:
    """How many were on their way up at the end of the period: none before the first one ever."""
    rows = list(_escalations(alliance_id).values_list("presented_at", "ended_at"))
    spans = [(begun.date(), ended and ended.date()) for begun, ended in rows]
    first = min((begun for begun, _ in spans), default=None)
    found: Values = []
    for period in periods:
        day = min(period.end, today)
        known = first is not None and first <= day and period.start <= today
        going_on = [b for b, e in spans if b <= day and (e is None or e > day)]
        found.append(float(len(going_on)) if known else None)
    return found


def attended(alliance_id: int, series: Series, periods: Sequence[Period], today: date) -> Values:
    """The share, in percent, of seats that were filled at the meetings of the period."""
    filled = _seats(alliance_id, series)
    return [
        _percent(
            attendance(
                seat for day, seats in filled if period.contains(day) for seat in seats
            ).share
        )
        for period in periods
    ]  # fmt: skip


def _questions(alliance_id: int, series: Series) -> list[Question]:
    rows = _decisions(alliance_id, series)
    columns = ("pk", "importance", "raised_at", "taken_at", "on_the_spot")
    return [
        Question(pk, importance, min(raised, taken), taken, on_the_spot=spot)
        for pk, importance, raised, taken, spot in rows.values_list(*columns)
    ]


def _seats(alliance_id: int, series: Series) -> list[tuple[date, list[tuple[int, bool]]]]:
    """The day of each meeting at which it was noted who was there, with its seats.

    A seat that nobody holds is none. One whose member is not noted was not filled.
    """
    there: dict[int, set[int]] = defaultdict(set)
    meetings: dict[int, tuple[int, date]] = {}
    columns = ("meeting_id", "meeting__body_id", "meeting__starts_at", "member_id", "presence")
    for pk, body, starts, member, presence in _noted(alliance_id, series).values_list(*columns):
        meetings[pk] = body, starts.date()
        if presence == Attendance.Presence.PRESENT:
            there[pk].add(member)
    bodies = {body for body, _ in meetings.values()}
    seats: dict[int, list[Any]] = defaultdict(list)
    for row in BodyMember.objects.filter(body__in=bodies).exclude(office=Office.ADVISER):
        seats[row.body_id].append(row)
    return [
        (day, [(pk, bool(filling & there[pk])) for filling in _fillings(seats[body], day)])
        for pk, (body, day) in meetings.items()
    ]


def _fillings(seats: Iterable[BodyMember], day: date) -> list[set[int]]:
    """For each seat in force on the day, the members that fill it: its own and its alternates."""
    here = [s for s in seats if s.since <= day and (s.until is None or s.until > day)]
    return [
        {seat.pk, *(other.pk for other in here if other.alternate_for_id == seat.pk)}
        for seat in here
        if seat.alternate_for_id is None and seat.person_id is not None
    ]


def _decisions(alliance_id: int, series: Series) -> QuerySet[Any]:
    rows = Decision.objects.filter(state__in=DECIDED, taken_at__isnull=False)
    return rows.filter(_place(alliance_id, series)).order_by()


def _actions(alliance_id: int, series: Series) -> QuerySet[Any]:
    rows = Action.objects.exclude(state=Action.State.DROPPED)
    if series.of is Of.PARTNER:
        return rows.filter(_place(alliance_id, Series(series.figure)), partner=series.pk).order_by()
    return rows.filter(_place(alliance_id, series)).order_by()


def _escalations(alliance_id: int) -> QuerySet[Any]:
    rows = Escalation.objects.filter(alliance=alliance_id, room__partner=None)
    return rows.filter(presented_at__isnull=False).order_by()


def _noted(alliance_id: int, series: Series) -> QuerySet[Any]:
    rows = Attendance.objects.filter(is_guest=False, member__isnull=False)
    place = _place(alliance_id, series, "meeting__")
    return rows.filter(place).exclude(meeting__state=Meeting.State.CANCELLED).order_by()


def _place(alliance_id: int, series: Series, prefix: str = "") -> Q:
    """Of a body: whatever its room. Of all: of the joint room alone."""
    here: dict[str, Any] = {"alliance": alliance_id}
    here |= {"body": series.pk} if series.of is Of.BODY else {"room__partner": None}
    return Q(**{f"{prefix}{name}": value for name, value in here.items()})


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _first(rows: QuerySet[Any], column: str) -> date | None:
    found = rows.order_by(column).values_list(column, flat=True).first()
    return found.date() if isinstance(found, datetime) else found


Count = Callable[[int, Series, Sequence[Period], date], Values]
VALUES: dict[Figure, Count] = {
    Figure.DAYS_TO_DECIDE: days_to_decide,
    Figure.ON_THE_SPOT: decided_on_the_spot,
    Figure.ACTIONS_ON_TIME: actions_on_time,
    Figure.OPEN_ESCALATIONS: open_escalations,
    Figure.ATTENDANCE: attended,
}
FIRST: dict[Figure, Callable[[int, Series], date | None]] = {
    Figure.DAYS_TO_DECIDE: lambda a, s: _first(_decisions(a, s), "taken_at"),
    Figure.ON_THE_SPOT: lambda a, s: _first(_decisions(a, s), "taken_at"),
    Figure.ACTIONS_ON_TIME: lambda a, s: _first(_actions(a, s), "due_on"),
    Figure.OPEN_ESCALATIONS: lambda a, s: _first(_escalations(a), "presented_at"),
    Figure.ATTENDANCE: lambda a, s: _first(_noted(a, s), "meeting__starts_at"),
}
