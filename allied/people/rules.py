"""Who may write about a person: the person, except on a shared screen."""

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission


@permission("people.see_self")
def may_see_self(actor: Actor) -> bool:
    return actor.person_id is not None


@permission("people.edit_self")
def may_edit_self(actor: Actor) -> bool:
    """What one says of oneself, and what one has seen."""
    return actor.person_id is not None and actor.writes
