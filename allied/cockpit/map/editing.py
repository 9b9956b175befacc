"""Reads for editing the map in the browser: what the script needs, and what was changed last."""

from typing import Any

from django.db.models import Q, Subquery
from django.urls import reverse
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.strategy.models import MapChange
from allied.strategy.queries import MapData, can_be_undone
from allied.strategy.wording import sentence

LOOKED_AT = 5  # own open changes among which the one to undo is sought


class LastChange(Struct, frozen=True):
    """The newest change (0 for none) and the actor's own newest that can be undone."""

    version: int
    said: str
    who: str
    is_own: bool
    undo_url: str
    undo_said: str

    def as_json(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "said": self.said,
            "who": self.who,
            "own": self.is_own,
            "undo": {"url": self.undo_url, "said": self.undo_said} if self.undo_url else None,
        }


def last_change(alliance: Alliance, actor: Actor) -> LastChange:
    """In one query. Undo takes back what one did oneself, never what somebody else did."""
    rows = MapChange.objects.visible_to(actor).filter(alliance=alliance).order_by("-pk")
    newest_of_all = Subquery(rows.values("pk")[:1])
    own = Q(person_id=actor.person_id, undone_at__isnull=True) & ~Q(act__startswith="undo.")
    recent = list(rows.filter(Q(pk=newest_of_all) | own)[:LOOKED_AT])
    if not recent:
        return LastChange(0, "", "", False, "", "")
    newest = recent[0]
    undo = next((row for row in recent if _offered(row, actor, alliance)), None)
    return LastChange(
        version=newest.pk,
        said=sentence(newest.act, newest.label),
        who=newest.author,
        is_own=newest.person_id is not None and newest.person_id == actor.person_id,
        undo_url=reverse("strategy:undo", args=[alliance.slug, undo.pk]) if undo else "",
        undo_said=sentence(undo.act, undo.label) if undo else "",
    )


def _offered(change: MapChange, actor: Actor, alliance: Alliance) -> bool:
    own = change.person_id is not None and change.person_id == actor.person_id
    return own and not change.act.startswith("undo.") and can_be_undone(change, actor, alliance)


def edit_data(data: MapData, last: LastChange) -> dict[str, Any]:
    """What the script of the editor knows of the map, beside the titles, which the table has."""
    return {
        **last.as_json(),
        "bands": [{"id": row.pk, "name": row.name} for row in reversed(data.perspectives)],
        "themes": [{"id": row.pk, "name": row.name, "colour": row.colour} for row in data.themes],
        "objectives": {
            str(row.pk): {
                "version": row.version,
                "band": row.perspective_id,
                "theme": row.theme_id,
                "pinned": row.pin is not None,
            }
            for row in data.objectives
        },
    }
