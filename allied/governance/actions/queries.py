"""Reads of actions: lists by what somebody asks for, one, and how well promises are kept."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from msgspec import Struct

from allied.alliances.models import Alliance, Partner
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared
from allied.foundation.access.together import Question
from allied.pure.punctuality import Action as Promise
from allied.pure.punctuality import Punctuality, punctuality, punctuality_by_key

from ..models import Action, Body, DayMoved

PAGE = 50
SHOWS = ("open", "overdue", "mine", "ended", "all")
RELATED = ("owner__company", "partner__company", "body", "meeting", "decision")


def actions_page(
    actor: Actor, alliance: Alliance, *, show: str = "open", body: int | None = None,
    number: str = "1",
) -> Page[Any]:  # fmt: skip
    """A page of what is asked for: those open by due day, those ended by the day they ended."""
    rows = Action.objects.visible_to(actor).filter(alliance=alliance).select_related(*RELATED)
    if body is not None:
        rows = rows.filter(body=body)
    rows = _shown(rows, show, actor, alliance.today())
    return Paginator(rows, PAGE).get_page(number)


def _shown(rows: Any, show: str, actor: Actor, today: date) -> Any:
    is_open = Q(state=Action.State.OPEN)
    if show == "ended":
        return rows.exclude(is_open).order_by("-ended_on", "-id")
    if show == "all":
        return rows.order_by("-due_on", "-id")
    if show == "overdue":
        is_open &= Q(due_on__lt=today)
    if show == "mine":
        is_open &= Q(owner=actor.person_id)
    return rows.filter(is_open)


class Counts(Struct, frozen=True):
    open: int
    overdue: int
    mine: int


def counts_of(actor: Actor, alliance: Alliance) -> Counts:
    """How many are open, overdue, and the reader's own. One query."""
    rows = Action.objects.visible_to(actor).filter(alliance=alliance, state=Action.State.OPEN)
    found = list(rows.values_list("due_on", "owner_id"))
    today = alliance.today()
    return Counts(
        len(found),
        sum(due < today for due, _ in found),
        sum(owner == actor.person_id for _, owner in found),
    )


def action_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Action:
    rows = Action.objects.visible_to(actor).filter(alliance=alliance, pk=pk)
    row = rows.select_related(*RELATED, "alliance", "room", "promised_by__company").first()
    if row is None:
        raise Http404
    return row


def days_moved(actor: Actor, action: Action) -> list[DayMoved]:
    return list(DayMoved.objects.visible_to(actor).filter(action=action))


def my_actions(actor: Actor) -> list[Action]:
    """All that the person promised and has not done, in every alliance, by day. One query."""
    found: list[Action] = my_actions_asked().answer(actor)
    return found


def my_actions_asked() -> Question:
    return Question(_MINE, {}, lambda rows: sorted(rows, key=lambda row: (row.due_on, row.pk)))


def _mine(actor: Actor) -> QuerySet[Any]:
    rows = Action.objects.visible_to(actor).filter(owner=actor.person_id, state=Action.State.OPEN)
    shown = rows.select_related("alliance", "meeting__body").only(
        "title", "version", "room", "due_on", "alliance__name", "alliance__slug",
        "meeting__name", "meeting__starts_at", "meeting__body__name",
    )  # fmt: skip
    return shown.order_by("due_on", "id")[:200]


_MINE: Final = Prepared(_mine)


class Kept(Struct, frozen=True):
    """How well one body or side keeps its promises."""

    name: str
    figures: Punctuality

    @property
    def percent(self) -> str:
        """The share on time in whole percent; empty where nothing counts."""
        share = self.figures.share
        return "" if share is None else f"{share:.0%}"


class Record(Struct, frozen=True):
    """Over the last twelve months up to today: of all, by side, by body."""

    since: date
    all: Kept
    partners: list[Kept]
    bodies: list[Kept]


def record_of(actor: Actor, alliance: Alliance) -> Record:
    """Promises due within the last year, those due later left out. Three queries."""
    today = alliance.today()
    since = today - timedelta(days=365)
    rows = Action.objects.visible_to(actor).filter(alliance=alliance, due_on__gte=since)
    found = list(
        rows.exclude(state=Action.State.DROPPED).values_list(
            "due_on", "ended_on", "partner_id", "body_id"
        )
    )
    promises = [(Promise(due, _moment(done)), side, body) for due, done, side, body in found]
    sides = dict(
        Partner.objects.visible_to(actor).filter(alliance=alliance).order_by("position")
        .values_list("pk", "company__name")
    )  # fmt: skip
    bodies = dict(
        Body.objects.visible_to(actor).filter(alliance=alliance).values_list("pk", "name")
    )
    return Record(
        since,
        Kept("", punctuality((promise for promise, _, _ in promises), today, "UTC")),
        _by(((promise, side) for promise, side, _ in promises), sides, today),
        _by(((promise, body) for promise, _, body in promises), bodies, today),
    )


def _by(promises: Any, names: Mapping[int, str], today: date) -> list[Kept]:
    keyed = (Promise(p.due, p.done, key) for p, key in promises if key in names)
    found = punctuality_by_key(keyed, today, "UTC")
    return [Kept(name, found[key]) for key, name in names.items() if key in found]


def _moment(day: date | None) -> datetime | None:
    """Noon of the day: what is kept is a day, and the arithmetic takes a moment."""
    return None if day is None else datetime.combine(day, time(12), timezone.get_default_timezone())


def due_for_reminder(today: date, ahead: timedelta, again: timedelta) -> list[Action]:
    """Open actions due within `ahead`, or overdue, of which nobody was reminded since `again`.

    For the command that sends reminders: of all rooms, each to its owner alone.
    """
    rows = Action.objects.filter(state=Action.State.OPEN, due_on__lte=today + ahead).filter(
        Q(reminded_on__isnull=True)
        | Q(reminded_on__lt=today - again)
        | Q(due_on__lte=today, reminded_on__lt=F("due_on"))
    )
    related = ("alliance", "room", "owner__user", "meeting")
    return list(rows.select_related(*related).order_by("owner_id", "alliance_id", "due_on", "id"))
