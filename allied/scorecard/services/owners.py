"""Who can own a measure or an initiative."""

from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Membership
from allied.foundation.access.refusal import Refused
from allied.people.models import Person

from ..models import Initiative, Measure


def check_owner(record: Measure | Initiative, owner: Person | None) -> None:
    """Someone with a role on the alliance now; for a record of our room, one of ours."""
    if owner is None:
        return
    roles = Membership.objects.filter(alliance=record.alliance, person=owner)
    partner_id = record.room.partner_id
    if partner_id is not None:
        roles = roles.filter(partner_id=partner_id)
    if not roles.on(timezone.now().date()).exists():
        raise Refused(_("Choose somebody who has a role on this alliance."), "owner")
