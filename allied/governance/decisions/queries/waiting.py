"""What waits for a person: questions to decide, and decisions to look back on. One query each."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ...models import BodyMember, Decision, LookBack

MOST = 30


def decisions_waiting(actor: Actor, alliances: Collection[Alliance]) -> list[Decision]:
    """Open ones that the person owns, or that a body on which the person has a vote is to decide.

    The first due stand first, then those that wait longest.
    """
    rows = Decision.objects.visible_to(actor).filter(
        _of_the_person(actor, votes=True), alliance__in=alliances, state=Decision.State.OPEN
    )
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), "raised_at", "pk")
    return list(ordered.select_related("alliance", "body", "room")[:MOST])


def decisions_to_look_back_on(actor: Actor, alliances: Collection[Alliance]) -> list[Decision]:
    """Those whose day has come, of the person or of a body on which the person sits."""
    own = _of_the_person(actor, votes=False) | Q(recorded_by=actor.person_id)
    due = Q(pk__in=())
    for alliance in alliances:
        due |= Q(alliance=alliance, looked_due__lte=alliance.today())
    rows = with_look_back(Decision.objects.visible_to(actor)).filter(own, due, **_IN_FORCE)
    return list(rows.order_by("looked_due", "pk").select_related("alliance", "body", "room")[:MOST])


def _of_the_person(actor: Actor, *, votes: bool) -> Q:
    me = actor.person_id or 0
    seats = BodyMember.objects.on(timezone.localdate()).filter(body=OuterRef("body"), person=me)
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
