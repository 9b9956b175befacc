"""People as owners."""

from django.utils import timezone

from allied.alliances.models import Alliance, Membership
from allied.foundation.access.actor import Actor
from allied.people.models import Person


def person_on(alliance: Alliance, actor: Actor, pk: int) -> Person | None:
    """The person, who has a role on the alliance now; None for anybody else."""
    rows = Membership.objects.visible_to(actor).filter(alliance=alliance, person_id=pk)
    found = rows.on(timezone.now().date()).select_related("person").first()
    return found.person if found else None
