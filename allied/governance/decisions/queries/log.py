"""The decision log: open questions first, the longest waiting on top, then what was decided."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.utils import timezone
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.keys import number_in
from allied.strategy.models import Objective

from ...models import Body, Decision
from .waiting import with_look_back

PAGE: Final = 50
LOOK_BACK: Final = "look_back"


class Wanted(Struct, frozen=True):
    """What of the log is asked for. Nothing said: all of it."""

    body: int | None = None
    importance: int | None = None
    state: str = ""
    objective: int | None = None
    text: str = ""
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        return bool(self.body or self.importance or self.state or self.objective or self.text)


class Line(Struct, frozen=True):
    """One decision as the log shows it on the day."""

    decision: Decision
    day: date
    is_ours: bool

    @property
    def is_open(self) -> bool:
        return self.decision.state == Decision.State.OPEN

    @property
    def waits(self) -> int:
        """Days that an open question has waited."""
        return max((self.day - timezone.localdate(self.decision.raised_at)).days, 0)

    @property
    def took(self) -> int | None:
        """Days from raised to taken."""
        return days_taken(self.decision)

    @property
    def is_late(self) -> bool:
        due = self.decision.due_on
        return self.is_open and due is not None and due < self.day


class Log(Struct, frozen=True, dict=True):
    """One page of the log, and how many there are in all."""

    lines: Sequence[Line]
    total: int
    open: int
    late: int
    page: int
    per_page: int = PAGE

    @cached_property
    def pages(self) -> int:
        return max(-(-self.total // self.per_page), 1)

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None

    @property
    def open_lines(self) -> list[Line]:
        return [line for line in self.lines if line.is_open]

    @property
    def closed_lines(self) -> list[Line]:
        return [line for line in self.lines if not line.is_open]


def days_taken(decision: Decision) -> int | None:
    if decision.taken_at is None:
        return None
    began, ended = timezone.localdate(decision.raised_at), timezone.localdate(decision.taken_at)
    return (ended - began).days


def log_of(actor: Actor, alliance: Alliance, wanted: Wanted, per_page: int = PAGE) -> Log:
    """Two queries, whatever is found."""
    today = alliance.today()
    rows = found(actor, alliance, wanted)
    counted = rows.aggregate(
        total=Count("pk"),
        open=Count("pk", filter=Q(state=Decision.State.OPEN)),
        late=Count("pk", filter=Q(state=Decision.State.OPEN, due_on__lt=today)),
    )
    pages = max(-(-counted["total"] // per_page), 1)
    page = min(max(wanted.page, 1), pages)
    joint = actor.seats[alliance.pk].joint_room_id
    shown = in_order(rows)[(page - 1) * per_page : page * per_page]
    lines = [Line(row, today, row.room_id != joint) for row in shown]
    return Log(lines, page=page, per_page=per_page, **counted)


def all_of(actor: Actor, alliance: Alliance, wanted: Wanted) -> Any:
    """All that is asked for, in the order of the log, for a sheet."""
    rows = in_order(found(actor, alliance, wanted)).select_related("recommended", "recommended_by")
    return rows.prefetch_related(
        "options", "grounds__objective", "grounds__measure", "grounds__initiative", "look_backs"
    )


def in_order(rows: Any) -> Any:
    is_open = Q(state=Decision.State.OPEN)
    return (
        rows.annotate(
            is_closed=Case(
                When(is_open, then=Value(0)), default=Value(1), output_field=IntegerField()
            ),
            open_since=Case(When(is_open, then=F("raised_at"))),
        )
        .order_by("is_closed", "open_since", "-number", "-pk")
        .select_related("body", "owner", "matter", "chosen", "superseded_by", "supersedes")
    )


def found(actor: Actor, alliance: Alliance, wanted: Wanted) -> Any:
    rows = Decision.objects.visible_to(actor).filter(alliance=alliance)
    if wanted.body:
        rows = rows.filter(body=wanted.body)
    if wanted.importance:
        rows = rows.filter(importance=wanted.importance)
    if wanted.state == LOOK_BACK:
        rows = with_look_back(rows).filter(
            state=Decision.State.TAKEN, looked_due__lte=alliance.today()
        )
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.objective:
        rows = rows.filter(pk__in=_about(actor, wanted.objective))
    for word in wanted.text.split()[:6]:
        rows = rows.filter(_holds(word))
    return rows


def _about(actor: Actor, objective: int) -> Any:
    """Those that rest on the objective itself, or on a measure or an initiative of it."""
    rows = Decision.objects.visible_to(actor).filter(
        Q(grounds__objective=objective)
        | Q(grounds__measure__objective=objective)
        | Q(grounds__initiative__objective=objective)
    )
    return rows.values("pk")


def _holds(word: str) -> Q:
    found = Q(title__icontains=word) | Q(situation__icontains=word) | Q(decided__icontains=word)
    number = number_in(word.removeprefix("#"), 8)
    return found if number is None else found | Q(number=number)


class Offered(Struct, frozen=True):
    """What the filters offer: only what there is something of."""

    bodies: Sequence[Body]
    objectives: Sequence[Objective]


def offered_to(actor: Actor, alliance: Alliance) -> Offered:
    """The bodies and the objectives that decisions are of. Two queries."""
    rows = Decision.objects.visible_to(actor).filter(alliance=alliance)
    bodies = Body.objects.visible_to(actor).filter(pk__in=rows.values("body"))
    objectives = Objective.objects.visible_to(actor).filter(
        decisions__decision__in=rows, removed_at=None
    )
    return Offered(list(bodies), list(objectives.order_by("title").distinct()))
