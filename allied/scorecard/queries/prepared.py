"""Queries of hot pages, written to SQL once.

Turning a queryset into SQL takes the ORM two to four times as long as SQLite takes to answer (2 ms
for the measures of a scorecard). Here the queryset is built once for stand-ins and its SQL kept;
each call puts the real rooms, alliance and day in their places. `visible_to` stays the only way to
rows: the condition comes from it.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from allied.foundation.access.actor import Actor, Seat, View

Build = Callable[[Actor, int, date], "QuerySet[Any, tuple[Any, ...]]"]

# Numbers and a day that stand in no query for anything else.
_ALLIANCE: Final = -987_650_001
_JOINT: Final = -987_650_002
_OWN: Final = -987_650_003
_DAY: Final = date(1009, 8, 7)


class Prepared:
    """`rows(actor, alliance_id, day)`: the rows of `build(actor, alliance_id, day)`, a values_list.

    The actor is narrowed to the alliance. Values come as the database gives them: `day_of`,
    `list_of` and `float_of` turn them into what they are.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self._kept: dict[tuple[str, int], tuple[str, tuple[Any, ...]]] = {}

    def rows(self, actor: Actor, alliance_id: int, day: date) -> Sequence[tuple[Any, ...]]:
        rooms = sorted(actor.room_ids)
        if len(rooms) not in {1, 2}:
            return list(self._build(actor, alliance_id, day))
        key = connection.vendor, len(rooms)
        if key not in self._kept:
            self._kept[key] = self._written(len(rooms))
        sql, stand_ins = self._kept[key]
        real = {_ALLIANCE: alliance_id, _JOINT: rooms[0], _OWN: rooms[-1]}
        values = [day if value in _DAYS else real.get(value, value) for value in stand_ins]
        with connection.cursor() as cursor:
            cursor.execute(sql, [str(v) if isinstance(v, date) else v for v in values])
            found: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _written(self, rooms: int) -> tuple[str, tuple[Any, ...]]:
        view = View.OURS if rooms == 2 else View.JOINT
        seat = Seat(_ALLIANCE, 0, _JOINT, _OWN, frozenset())
        actor = Actor(view=view, seats={_ALLIANCE: seat})
        sql, values = self._build(actor, _ALLIANCE, _DAY).query.sql_with_params()
        assert {_JOINT, _ALLIANCE} <= set(values)
        return sql, tuple(values)


_DAYS: Final = frozenset({_DAY, str(_DAY)})


def day_of(value: Any) -> date | None:
    """A day, from PostgreSQL's date or SQLite's text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def list_of(value: Any) -> list[Any]:
    """A JSON list, from PostgreSQL's own or SQLite's text."""
    return json.loads(value) if isinstance(value, str) else value or []


def float_of(value: Any) -> float | None:
    """A float, from PostgreSQL's numeric or SQLite's number."""
    return None if value is None else float(value)
