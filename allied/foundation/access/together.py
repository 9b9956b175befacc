"""Several prepared queries in one statement: many short lists for the price of one.

Each comes as a column of JSON, and its values are turned back into those of the database before
the queryset makes its records of them. For lists of keys, texts, days and truths; JSON would round
a decimal.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from django.db import connections
from msgspec import Struct

from .actor import Actor
from .prepared import Prepared, Written


class Question(Struct, frozen=True):
    """A prepared query with what it is asked, and what is made of its records, in any order."""

    prepared: Prepared
    given: Mapping[str, Any]
    made: Callable[[list[Any]], Any]

    def answer(self, actor: Actor) -> Any:
        return self.made(self.prepared.found(actor, **self.given))


def answers(actor: Actor, questions: Mapping[str, Question]) -> dict[str, Any]:
    """The answers to all of them, by one query."""
    parts = [each.prepared.written(actor, dict(each.given)) for each in questions.values()]
    found = _fetched(parts)
    return {
        name: question.made(written.made(found[place]))
        for place, ((name, question), (written, _)) in enumerate(
            zip(questions.items(), parts, strict=True)
        )
    }


def _fetched(parts: Sequence[tuple[Written, list[Any]]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    asked = tuple((place, w.sql, w.columns) for place, (w, _) in enumerate(parts) if w.sql)
    if not asked:
        return found
    database = connections["default"]
    natives = [_natives(written, database.vendor) for written, _ in parts]
    with database.cursor() as cursor:
        params = [value for written, values in parts if written.sql for value in values]
        cursor.execute(_statement(asked, database.vendor), params)
        for place, text in cursor.fetchall():
            row = json.loads(text)
            for column, native in natives[place]:
                if row[column] is not None:
                    row[column] = native(row[column])
            found[place].append(tuple(row))
    return found


@lru_cache(maxsize=64)
def _statement(asked: tuple[tuple[int, str, int], ...], vendor: str) -> str:
    array, text = ("json_build_array", "::text") if vendor == "postgresql" else ("json_array", "")
    heads, tails = [], []
    for place, sql, count in asked:
        columns = ", ".join(f"c{number}" for number in range(count))
        heads.append(f"p{place} ({columns}) AS ({sql})")
        tails.append(f"SELECT {place}, {array}({columns}){text} FROM p{place}")  # noqa: S608  of ours
    return f"WITH {', '.join(heads)} {' UNION ALL '.join(tails)}"


_UNFIT: Final = frozenset(
    f"{kind}Field" for kind in ("Decimal", "Float", "Binary", "Duration", "UUID", "Time")
)
_NATIVE: Final[dict[str, Callable[[Any], Any]]] = {
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "JSONField": json.dumps,
}
"""SQLite keeps them as text anyway; PostgreSQL gives a day, a moment, and JSON as its text."""


def _natives(written: Written, vendor: str) -> list[tuple[int, Callable[[Any], Any]]]:
    kinds = written.kinds
    assert not _UNFIT.intersection(kinds), kinds
    if vendor != "postgresql":
        return []
    return [(column, _NATIVE[kind]) for column, kind in enumerate(kinds) if kind in _NATIVE]
