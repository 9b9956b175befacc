"""How long decisions take, against how important they are. One query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any, Final

from django.utils import timezone

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ...models import Body, Decision, Importance

LONGEST: Final = 5
FEWEST: Final = 3
"""Of decisions in a year, before one year is held against another."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision as deliberation sees it. `days` from raised to taken, with parts of a day."""

    pk: int
    number: int
    title: str
    body: str
    importance: int
    raised_on: date
    taken_on: date
    days: float
    on_the_spot: bool
    is_illustrative: bool
    is_ours: bool

    @property
    def importance_in_words(self) -> str:
        return str(Importance(self.importance).label)


@dataclass(frozen=True, slots=True)
class Group:
    """Some decisions together."""

    name: str
    rows: Sequence[Taken]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def median(self) -> float | None:
        return median(row.days for row in self.rows) if self.rows else None

    @property
    def longest(self) -> float | None:
        return max((row.days for row in self.rows), default=None)

    @property
    def share(self) -> float | None:
        """Decided on the spot."""
        return sum(row.on_the_spot for row in self.rows) / len(self.rows) if self.rows else None


@dataclass(frozen=True, slots=True)
class Trend:
    """The last twelve months against the twelve before."""

    last: Group
    before: Group

    @property
    def says(self) -> bool:
        return self.last.count >= FEWEST and self.before.count >= FEWEST


@dataclass(frozen=True, slots=True)
class Deliberation:
    whole: Group
    by_importance: Sequence[Group]
    by_body: Sequence[Group]
    by_year: Sequence[Group]
    longest: Sequence[Taken]
    trend: Trend


def deliberation_of(actor: Actor, alliance: Alliance, body: Body | None = None) -> Deliberation:
    rows = _taken(actor, alliance, body)
    moderate = [row for row in rows if row.importance == Importance.MODERATE]
    return Deliberation(
        whole=Group("", rows),
        by_importance=[
            Group(str(each.label), [row for row in rows if row.importance == each])
            for each in Importance
        ],
        by_body=_grouped((row.body, row) for row in rows),
        by_year=_grouped((str(row.taken_on.year), row) for row in rows),
        longest=sorted(moderate, key=lambda row: -row.days)[:LONGEST],
        trend=_trend(rows, alliance.today()),
    )


def _taken(actor: Actor, alliance: Alliance, body: Body | None) -> list[Taken]:
    """Everything that was decided, superseded or not, by the day it was taken."""
    found = Decision.objects.visible_to(actor).filter(
        alliance=alliance, state__in=[Decision.State.TAKEN, Decision.State.SUPERSEDED]
    )
    if body is not None:
        found = found.filter(body=body)
    joint = actor.seats[alliance.pk].joint_room_id
    columns = (
        "pk", "number", "title", "body__name", "importance", "raised_at", "taken_at",
        "on_the_spot", "is_illustrative", "room_id",
    )  # fmt: skip
    return [_row(row, joint) for row in found.order_by("taken_at", "pk").values_list(*columns)]


def _row(row: tuple[Any, ...], joint: int) -> Taken:
    pk, number, title, body, importance, raised, taken, spot, illustrative, room = row
    return Taken(
        pk, number, title, body or "", importance, timezone.localdate(raised),
        timezone.localdate(taken), max((taken - raised).total_seconds(), 0) / 86_400, spot,
        illustrative, room != joint,
    )  # fmt: skip


def _grouped(pairs: Iterable[tuple[str, Taken]]) -> list[Group]:
    found: dict[str, list[Taken]] = defaultdict(list)
    for name, row in pairs:
        found[name].append(row)
    return [Group(name, found[name]) for name in sorted(found)]


def _trend(rows: Sequence[Taken], today: date) -> Trend:
    def between(first: int, last: int) -> list[Taken]:
        return [row for row in rows if first <= (today - row.taken_on).days < last]

    return Trend(Group("", between(0, 365)), Group("", between(365, 730)))
