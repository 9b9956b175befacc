"""Reads for the two forms: what is about to be proposed, and what a side has to answer."""

from collections.abc import Mapping

from msgspec import Struct

from allied.agreement.compare import Comparison, compared
from allied.agreement.document import FrozenMap, thawed
from allied.agreement.models import MapVersion, State
from allied.agreement.queries import stances_of, versions_of, working_map
from allied.agreement.services import fingerprint
from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from .answers import AnswerSheet
from .page import sides_of


class Preparing(Struct, frozen=True):
    """The working map against what stands; `seen` tells later whether it was this one."""

    number: int
    map: FrozenMap
    in_force: MapVersion | None
    proposed: MapVersion | None
    since_in_force: Comparison | None
    since_proposed: Comparison | None
    seen: str

    @property
    def is_nothing(self) -> bool:
        """Whether a proposal would be refused for want of a difference."""
        found = (self.since_in_force, self.since_proposed)
        return any(each is not None and each.is_empty for each in found)


def preparing(alliance: Alliance, actor: Actor) -> Preparing:
    rows = versions_of(alliance, actor)
    by_state = {row.state: row for row in rows}
    in_force, proposed = by_state.get(State.IN_FORCE), by_state.get(State.PROPOSED)
    found = working_map(alliance, actor)
    return Preparing(
        number=rows[0].number + 1 if rows else 1,
        map=found,
        in_force=in_force,
        proposed=proposed,
        since_in_force=compared(thawed(in_force.document), found) if in_force else None,
        since_proposed=compared(thawed(proposed.document), found) if proposed else None,
        seen=fingerprint(found, proposed.pk if proposed else None),
    )


def answers_to(
    version: MapVersion, alliance: Alliance, actor: Actor, posted: Mapping[str, str] | None
) -> AnswerSheet | None:
    """The sheet of the actor's own side; None where that side is not asked."""
    sides = sides_of(version, alliance)
    seat = actor.seats[alliance.pk]
    own = next((side for side in sides if side.pk == seat.partner_id), None)
    if own is None:
        return None
    others = [side for side in sides if side != own]
    stances = stances_of(version, actor)
    return AnswerSheet(thawed(version.document), own, others, stances, posted)
