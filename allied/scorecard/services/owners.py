"""Who can own a measure or an initiative."""

from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Membership
from allied.alliances.rooms import Room
from allied.foundation.access.refusal import Refused
from allied.people.models import Person

from ..models import Initiative, Measure


def check_owner(record: Measure | Initiative, owner: Person | None) -> None:
    """Someone with a role on the alliance now; for a record of our room, one of ours."""
    check_owner_in(record.alliance, record.room, owner)


def check_owner_in(alliance: Alliance, room: Room, owner: Person | None) -> None:
    """The same for what hangs on a record of that room."""
    if owner is None:
        return
    roles = Membership.objects.filter(alliance=alliance, person=owner)
    if room.partner_id is not None:
        roles = roles.filter(partner_id=room.partner_id)
    if not roles.on(timezone.now().date()).exists():
        raise Refused(_("Choose somebody who has a role on this alliance."), "owner")
