"""Initiatives as plain rows with their progress and the measures they name: one query."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared, day_of

from ..initiatives.progress import counted
from ..models import Initiative, Milestone, Spend
from .rows import InitiativeRow

_COLUMNS: Final = (
    "pk", "objective_id", "name", "state", "owner_id", "owner__name", "starts_on", "ends_on",
    "room_id", "is_illustrative", "done", "late", "total", "measures",
)  # fmt: skip


def initiative_rows(
    alliance: Alliance, actor: Actor, objective_ids: Container[int], day: date
) -> list[InitiativeRow]:
    """The initiatives of the alliance on these objectives, by start, as they stand on the day."""
    joint = actor.seats[alliance.pk].joint_room_id
    rows = _INITIATIVES.rows(actor, alliance_id=alliance.pk, day=day)
    return [row for row in made(rows, {joint}) if row.objective_id in objective_ids]


def with_money(
    alliance_id: int, actor: Actor, day: date, joint: int
) -> list[tuple[InitiativeRow, tuple[Any, ...]]]:
    """The same rows, each with its budget, its currency and what has been spent."""
    rows = with_counts(_visible(actor, alliance_id), is_done(day), is_late(day)).annotate(
        spent=Subquery(
            Spend.objects.filter(initiative=OuterRef("pk"), superseded_by=None)
            .order_by().values("initiative").annotate(n=Sum("amount")).values("n")
        )
    )  # fmt: skip
    found = rows.values_list(*_COLUMNS[:-1], "budget", "currency", "spent", _COLUMNS[-1])
    money = {row[0]: row[-4:-1] for row in found}
    return [(row, money[row.id]) for row in made(found, {joint})]


def initiatives_across(actor: Actor, today: date) -> dict[int, list[InitiativeRow]]:
    """The initiatives of all alliances of the actor, by alliance, as they stand in each today."""
    seats = actor.seats.values()
    rows = _ACROSS.rows(actor, day=today)
    of_alliance = {row[1]: row[0] for row in rows}
    found: dict[int, list[InitiativeRow]] = {}
    for item in made([row[1:] for row in rows], {seat.joint_room_id for seat in seats}):
        found.setdefault(of_alliance[item.id], []).append(item)
    return found


def made(rows: Iterable[tuple[Any, ...]], joint: Container[int]) -> list[InitiativeRow]:
    """A row for each initiative; there is one tuple for each measure that it names."""
    labels = {value: str(label) for value, label in Initiative.State.choices}
    found: dict[int, InitiativeRow] = {}
    for pk, *values, measure_id in rows:
        if pk not in found:
            found[pk] = _row(pk, values[: len(_COLUMNS) - 2], joint, labels)
        if measure_id is not None:
            found[pk].measure_ids.append(measure_id)
    return list(found.values())


def _row(
    pk: int, values: Sequence[Any], joint: Container[int], labels: Mapping[str, str]
) -> InitiativeRow:
    (objective, name, state, owner_id, owner, start, end, room, illustrative,
     done, late, total) = values  # fmt: skip
    return InitiativeRow(
        pk, objective, name, state, labels[state], owner or "", day_of(start), day_of(end),
        room not in joint, bool(illustrative), counted(done or 0, late or 0, total or 0),
        owner_id, [],
    )  # fmt: skip


def with_counts(rows: QuerySet[Any], done: Q, late: Q) -> QuerySet[Any]:
    """Initiatives with how many of their milestones are done, late, and there."""
    return rows.annotate(done=_count(done), late=_count(late), total=_count(Q()))


def is_done(day: date) -> Q:
    return Q(done_on__lte=day)


def is_late(day: date) -> Q:
    return Q(due_on__lt=day) & (Q(done_on=None) | Q(done_on__gt=day))


def _count(which: Q) -> Subquery:
    rows = Milestone.objects.filter(which, initiative=OuterRef("pk"), removed_at=None)
    return Subquery(rows.order_by().values("initiative").annotate(n=Count("pk")).values("n"))


def _across(actor: Actor, *, day: date) -> QuerySet[Any, Any]:
    """Today is the last day of a closed record at most."""
    visible = Initiative.objects.visible_to(actor).filter(
        removed_at=None, objective__removed_at=None
    )
    end = "initiative__alliance__record_ends_on"
    is_open, last = Q(**{end: None}), F(end)
    done = is_done(day) & (is_open | Q(done_on__lte=last))
    undone = Q(done_on=None) | Q(done_on__gt=day) | Q(done_on__gt=last)
    late = Q(due_on__lt=day) & (is_open | Q(due_on__lt=last)) & undone
    return with_counts(visible, done, late).values_list("alliance_id", *_COLUMNS)


_ACROSS: Final = Prepared(_across)


def _visible(actor: Actor, alliance_id: int) -> QuerySet[Any]:
    return Initiative.objects.visible_to(actor).filter(alliance_id=alliance_id, removed_at=None)


def _initiatives(actor: Actor, *, alliance_id: int, day: date) -> Any:
    rows = with_counts(_visible(actor, alliance_id), is_done(day), is_late(day))
    return rows.values_list(*_COLUMNS)


_INITIATIVES: Final = Prepared(_initiatives)
