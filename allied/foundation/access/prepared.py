"""Queries of hot pages, written to SQL once.

Turning a queryset into SQL takes the ORM two to four times as long as SQLite takes to answer (2 ms
for the measures of a scorecard). Here the queryset is built once for stand-ins and its SQL kept;
each call puts the real rooms, keys and days in their places. `visible_to` stays the only way to
rows: the condition comes from it.

What is kept fits one shape of question: the view, the number of seats, the length of each list of
keys, both rounded up to a power of two with the last repeated, and whatever is not a key or a day.
"""

import json
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from .actor import Actor
from .standins import Asked, stand_ins_for

KEPT: Final = 64
"""Shapes of one query that are kept at most; then it begins anew."""


class Prepared:
    """A queryset by `build(actor, **given)`, with its SQL kept.

    `given` are keys, days, moments, lists of them; texts and truths are part of the shape. The
    build may ask of its actor the view, the person, the seats and their rooms, but no role or
    permission, and no clock: what hangs on these comes in `given`.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"]) -> None:
        self._build = build
        self._kept: dict[Any, Written] = {}

    def rows(self, actor: Actor, **given: Any) -> Sequence[tuple[Any, ...]]:
        """The rows of a values_list, their values as the database gives them.

        `day_of`, `list_of` and `float_of` turn them into what they are.
        """
        written, values = self.written(actor, given)
        return written.fetched(values)

    def found(self, actor: Actor, **given: Any) -> list[Any]:
        """The very list of the queryset: records with what is joined to them."""
        written, values = self.written(actor, given)
        return written.made(written.fetched(values))

    def first(self, actor: Actor, **given: Any) -> Any:
        """The first of them, or None. The build asks for no more than one."""
        return next(iter(self.found(actor, **given)), None)

    def written(self, actor: Actor, given: dict[str, Any]) -> "tuple[Written, list[Any]]":
        """The query as it is kept for a question of this shape, and what stands in the places."""
        asked = Asked.of(actor, given)
        database = connections["default"]
        shape = database.vendor, asked.shape
        if shape not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[shape] = Written(self._build, asked)
        written = self._kept[shape]
        return written, written.params(asked)


class Written:
    """One queryset as SQL, with the places of what is asked for."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"], asked: Asked) -> None:
        alike, given = stand_ins_for(asked)
        self.queryset = build(alike.actor, **given)
        assert not self.queryset._prefetch_related_lookups  # type: ignore[attr-defined]
        self.compiler = self.queryset.query.get_compiler(using="default")
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:  # no room, or an empty list: nothing is there to find
            self.sql, params = "", ()
        assert not self.compiler.has_extra_select
        self.places = alike.places_in(params, self.sql)

    @property
    def columns(self) -> int:
        return len(self.compiler.select)

    @cached_property
    def kinds(self) -> list[str]:
        """What each column holds, by the name of its field's type."""
        return [each[0].output_field.get_internal_type() for each in self.compiler.select]

    def params(self, asked: Asked) -> list[Any]:
        values = asked.adapted()
        return [value if place is None else values[place] for place, value in self.places]

    def fetched(self, values: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        if not self.sql:
            return []
        with connections["default"].cursor() as cursor:
            cursor.execute(self.sql, values)
            found: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return found

    def made(self, rows: Sequence[tuple[Any, ...]]) -> list[Any]:
        """What the queryset makes of its rows, by its own means."""
        if not rows:
            return []
        compiler = copy(self.compiler)
        compiler.connection = connections["default"]
        compiler.execute_sql = lambda *_args, **_more: [rows]
        answered: Any = SimpleNamespace(
            db="default", model=self.queryset.model, _known_related_objects={},
            query=SimpleNamespace(get_compiler=lambda *_args, **_more: compiler),
        )  # fmt: skip
        records: Any = self.queryset._iterable_class(answered)
        return list(records)


def day_of(value: Any) -> date | None:
    """A day, from PostgreSQL's date or SQLite's text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def list_of(value: Any) -> list[Any]:
    """A JSON list, from PostgreSQL's own or SQLite's text."""
    return json.loads(value) if isinstance(value, str) else value or []


def lists_of(values: Sequence[Any]) -> list[list[Any]]:
    """`list_of` of a whole column: SQLite's texts are read at once, in half the time."""
    if any(value is not None and not isinstance(value, str) for value in values):
        return [list_of(value) for value in values]
    found = json.loads(f"[{','.join(value or '[]' for value in values)}]")
    return [value or [] for value in found]


def float_of(value: Any) -> float | None:
    """A float, from PostgreSQL's numeric or SQLite's number."""
    return None if value is None else float(value)
