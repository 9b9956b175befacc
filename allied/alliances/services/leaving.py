"""A partner leaves an alliance."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record

from ..models import Invitation, Membership, Partner
from ..queries import joint_room
from .memberships import close, hold, still_partner


@transaction.atomic
def leave_partner(*, by: Actor, partner: Partner) -> None:
    """End a company's part: all its roles end today, its open invitations are withdrawn.

    Only its own alliance manager may. What its people made in the joint room stays there with
    their names; its own room stays too, and nobody can enter it.
    """
    demand(by, "alliances.leave", partner.alliance)
    seat = by.seat_in(partner.alliance_id)
    if seat is None or seat.partner_id != partner.pk:
        raise Refused(_("Only %(company)s itself can leave.") % {"company": partner.company})
    still_partner(hold(partner))
    today = timezone.now().date()
    close(by, Membership.objects.filter(partner=partner).exclude(until__lte=today))
    Invitation.objects.filter(
        partner=partner, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=timezone.now())
    partner.left_on = today
    partner.save(update_fields=["left_on"])
    record(
        "alliances.leave", by=by, kind="partner", object_id=partner.pk, label=partner.company.name,
        alliance_id=partner.alliance_id, room_id=joint_room(partner.alliance).pk,
    )  # fmt: skip
