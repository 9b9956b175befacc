"""Who may write and change notes. To see one is a matter of its room."""

from allied.alliances.models import Alliance
from allied.alliances.rules import WRITERS, may_write_as
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import permission

from .models import Note


@permission("notes.write")
def may_write(actor: Actor, alliance: Alliance) -> bool:
    return may_write_as(actor, alliance, *WRITERS)


@permission("notes.change")
def may_change(actor: Actor, note: Note) -> bool:
    """Its author only, while having a role on the alliance."""
    return note.author_id == actor.person_id and may_write(actor, note.alliance)
