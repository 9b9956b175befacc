"""Who may read a sheet in."""

from allied.alliances.models import Alliance
from allied.alliances.rules import may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

from ..rules import LEADERS


@permission("scorecard.import_sheet")
def may_import(actor: Actor, alliance: Alliance) -> bool:
    """Whoever may change the map and the measures, as a sheet does both."""
    return may_write_as(actor, alliance, *LEADERS)
