"""What others changed since the person last looked."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet, Subquery
from django.urls import NoReverseMatch, reverse
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.prepared import Prepared
from allied.foundation.audit.models import Entry
from allied.foundation.audit.telling import Told, tell
from allied.people.models import Person

SHOWN = 12
PAGES = {
    "map": "cockpit:map",
    "theme": "cockpit:map",
    "perspective": "cockpit:map",
    "link": "cockpit:map",
    "joint_win": "cockpit:map",
    "membership": "alliances:people",
    "invitation": "alliances:people",
    "partner": "alliances:people",
}
OWN_PAGES = {
    "measure": "scorecard:measure",
    "review": "scorecard:review",
    "map_version": "cockpit:version",
    "meeting": "governance:meeting",
    "decision": "governance:decision",
    "proposal": "governance:proposal",
    "action": "governance:action",
    "escalation": "governance:escalation",
    "body": "governance:body",
}
"""Kinds with a page for each record."""


class Change(Struct, frozen=True):
    told: Told
    alliance: Alliance
    url: str


class Changes(Struct, frozen=True):
    """The latest changes; `upto` is the latest of all, `has_more` that not all are shown."""

    shown: Sequence[Change]
    upto: int
    has_more: bool


def changes_for(actor: Actor, alliances: Sequence[Alliance]) -> Changes:
    """In one query. What the person did itself is left out."""
    here = {alliance.pk: alliance for alliance in alliances}
    rows = _ENTRIES.found(actor, here=list(here))
    shown = [
        Change(told, here[told.alliance_id], _address(told, here[told.alliance_id]))
        for told in tell(rows[:SHOWN], actor)
        if told.alliance_id is not None
    ]
    return Changes(shown, rows[0].pk if rows else 0, len(rows) > SHOWN)


def _entries(actor: Actor, *, here: Sequence[int]) -> QuerySet[Any]:
    rows = Entry.objects.visible_to(actor).filter(_unseen(actor), alliance_id__in=here)
    return rows.exclude(user_id=actor.user_id or 0).order_by("-pk")[: SHOWN + 1]


_ENTRIES: Final = Prepared(_entries)


def _unseen(actor: Actor) -> Q:
    """The joint rooms and our rooms are looked at apart: what was not shown was not seen."""
    joint = [seat.joint_room_id for seat in actor.seats.values()]
    unseen = Q(room_id__in=joint, pk__gt=_seen(actor, "seen_joint"))
    if actor.view is View.OURS:
        own = [seat.own_room_id for seat in actor.seats.values()]
        unseen |= Q(room_id__in=own, pk__gt=_seen(actor, "seen_ours"))
    return unseen


def _seen(actor: Actor, field: str) -> Subquery:
    return Subquery(Person.objects.filter(pk=actor.person_id or 0).values(field)[:1])


def _address(told: Told, alliance: Alliance) -> str:
    """The page of what was changed; the trail where it has none."""
    slug, pk, on = alliance.slug, told.object_id, told.details
    try:
        if told.kind == "objective":
            return f"{reverse('cockpit:map', args=[slug])}?objective={pk}"
        if told.kind == "note":
            return reverse("notes:list", args=[slug, on["on_kind"], on["on_id"]])
        if told.kind in OWN_PAGES:
            return reverse(OWN_PAGES[told.kind], args=[slug, pk])
        if told.kind in PAGES:
            return reverse(PAGES[told.kind], args=[slug])
    except (NoReverseMatch, KeyError):
        pass
    return reverse("alliances:history", args=[slug])
