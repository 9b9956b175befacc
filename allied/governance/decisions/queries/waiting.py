"""What waits for a person: questions to decide, and decisions to look back on. One query each."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared
from allied.foundation.access.together import Question

from ...models import BodyMember, Decision, LookBack

MOST = 30


def decisions_waiting(actor: Actor, alliances: Collection[Alliance]) -> list[Decision]:
    """Open ones that the person owns, or that a body on which the person has a vote is to decide.

    The first due stand first, then those that wait longest.
    """
    found: list[Decision] = decisions_asked(alliances).answer(actor)
    return found


def decisions_asked(alliances: Collection[Alliance]) -> Question:
    given = {"here": [row.pk for row in alliances], "today": timezone.localdate()}
    return Question(_WAITING, given, lambda rows: sorted(rows, key=_first_due))


def _first_due(row: Decision) -> tuple[Any, ...]:
    return row.due_on is None, row.due_on, row.raised_at, row.pk


def _waiting(actor: Actor, *, here: Sequence[int], today: date) -> QuerySet[Any]:
    rows = Decision.objects.visible_to(actor).filter(
        _of_the_person(actor, today, votes=True), alliance__in=here, state=Decision.State.OPEN
    )
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), "raised_at", "pk")
    return _shown(ordered, "due_on", "raised_at")[:MOST]


_WAITING: Final = Prepared(_waiting)


def _shown(rows: QuerySet[Any], *more: str) -> QuerySet[Any]:
    return rows.select_related("alliance", "body", "room").only(
        "title", "alliance__name", "alliance__slug", "body__name", "room__partner", *more
    )


def decisions_to_look_back_on(actor: Actor, alliances: Collection[Alliance]) -> list[Decision]:
    """Those whose day has come, of the person or of a body on which the person sits."""
    found: list[Decision] = look_backs_asked(alliances).answer(actor)
    return found


def look_backs_asked(alliances: Collection[Alliance]) -> Question:
    given = {"here": [row.pk for row in alliances], "today": timezone.localdate()}
    made = lambda rows: sorted(rows, key=lambda row: (row.looked_due, row.pk))  # noqa: E731
    return Question(_LOOKING_BACK, given, made)


def _looking_back(actor: Actor, *, here: Sequence[int], today: date) -> QuerySet[Any]:
    """Due by today, in a closed record by its last day."""
    own = _of_the_person(actor, today, votes=False) | Q(recorded_by=actor.person_id)
    last = Q(alliance__record_ends_on=None) | Q(looked_due__lte=F("alliance__record_ends_on"))
    rows = with_look_back(Decision.objects.visible_to(actor)).filter(
        own, last, alliance__in=here, looked_due__lte=today, **_IN_FORCE
    )
    return _shown(rows.order_by("looked_due", "pk"))[:MOST]


_LOOKING_BACK: Final = Prepared(_looking_back)


def _of_the_person(actor: Actor, today: date, *, votes: bool) -> Q:
    me = actor.person_id or 0
    seats = BodyMember.objects.on(today).filter(body=OuterRef("body"), person=me)
    return Q(owner=me) | Q(Exists(seats.filter(votes=True) if votes else seats))


_IN_FORCE = {"state": Decision.State.TAKEN}


def with_look_back(rows: Any) -> Any:
    """With `looked_due`: the day chosen when it was taken, or the one the last look back named."""
    looks = LookBack.objects.filter(decision=OuterRef("pk")).order_by("-pk")
    return rows.annotate(
        looked=Exists(looks), looked_again=Subquery(looks.values("again_on")[:1])
    ).annotate(looked_due=Case(When(looked=True, then=F("looked_again")), default="look_back_on"))


def look_back_due(decision: Decision) -> Any:
    """The day on which to look back on one decision, or None. One query."""
    rows = with_look_back(Decision._base_manager.filter(pk=decision.pk, **_IN_FORCE))
    return rows.values_list("looked_due", flat=True).first()
