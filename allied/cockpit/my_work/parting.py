"""Where work and result part in a person's own initiatives and measures: one query for all."""

from collections.abc import Sequence

from django.utils import timezone
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.scorecard.initiatives.tensions import tensions_of
from allied.scorecard.queries import InitiativeRow
from allied.scorecard.queries.initiative_rows import initiatives_across

from .standing import AllianceStanding, Measured


class Parted(Struct, frozen=True):
    """An initiative with milestones green and a measure red; without one: nothing is to move it."""

    alliance: Alliance
    measure: Measured
    initiative: InitiativeRow | None


def parted_of(actor: Actor, standings: Sequence[AllianceStanding]) -> list[Parted]:
    """What the person owns of it, the initiative or the measure."""
    rows = initiatives_across(actor, timezone.localdate())
    return [item for standing in standings for item in _of(actor, standing, rows)]


def _of(
    actor: Actor, standing: AllianceStanding, rows: dict[int, list[InitiativeRow]]
) -> list[Parted]:
    alliance, me = standing.alliance, actor.person_id
    found = tensions_of(rows.get(alliance.pk, []), standing.measures)
    made = [
        Parted(alliance, measure, item.initiative)
        for item in found.green_but_red
        for measure in item.measures
        if me is not None and me in {item.initiative.owner_id, measure.owner_id}
    ]
    return made + [
        Parted(alliance, measure, None)
        for measure in found.unserved
        if me is not None and measure.owner_id == me
    ]
