"""Who may raise, record and look back on decisions. The journal is its author's alone."""

from allied.alliances.models import Alliance
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.permissions import permission


@permission("governance.raise_decisions")
def may_raise_decisions(actor: Actor, alliance: Alliance) -> bool:
    return may_write_as(actor, alliance, *WRITERS)


@permission("governance.record_decisions")
def may_record_decisions(actor: Actor, alliance: Alliance) -> bool:
    """Write down that a body decided. Whether it may, its charter says."""
    return may_write_as(actor, alliance, *WRITERS)


@permission("governance.keep_journal")
def may_keep_journal(actor: Actor, alliance: Alliance) -> bool:
    """In the view of our room alone: nothing of it can stand on a shared screen."""
    here = actor.seat_in(alliance.pk) is not None and actor.person_id is not None
    return here and actor.view is View.OURS and actor.writes and actor.token_id is None
