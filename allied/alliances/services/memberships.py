"""Appointing people to roles and ending them, with dates."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.services import record
from allied.people.models import Person

from ..models import Membership, Partner, Role
from ..queries import joint_room


def _own_side(by: Actor, partner: Partner) -> None:
    """Each side looks after its own people only."""
    demand(by, "alliances.manage_people", partner.alliance)
    seat = by.seat_in(partner.alliance_id)
    if seat is None or seat.partner_id != partner.pk:
        raise Refused(_("Only %(company)s appoints its own people.") % {"company": partner.company})


@transaction.atomic
def appoint(
    *, by: Actor | None, partner: Partner, person: Person, role: str, since: date | None = None
) -> Membership:
    """Give a person of the partner's company a role. `by` None: the system, while founding."""
    if by is not None:
        _own_side(by, partner)
    if person.company_id != partner.company_id:
        raise Refused(
            _("Only people of %(company)s can join its side.") % {"company": partner.company}
        )
    if Membership.objects.filter(
        alliance=partner.alliance, person=person, role=role, until__isnull=True
    ).exists():
        raise Refused(_("%(person)s already has this role.") % {"person": person}, "role")
    membership = Membership.objects.create(
        alliance=partner.alliance, partner=partner, person=person, role=role,
        since=since or timezone.now().date(),
    )  # fmt: skip
    _record("alliances.appoint", by, membership)
    return membership


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership, on: date | None = None) -> None:
    """End a role. From `on` (today where not said) the person has no access by it."""
    _own_side(by, membership.partner)
    last_manager = membership.role == Role.ALLIANCE_MANAGER and not (
        Membership.objects.filter(
            partner=membership.partner, role=Role.ALLIANCE_MANAGER, until__isnull=True
        )
        .exclude(pk=membership.pk)
        .exists()
    )
    if last_manager:
        raise Refused(_("Appoint another alliance manager first: each side keeps at least one."))
    membership.until = max(on or timezone.now().date(), membership.since)
    membership.save(update_fields=["until"])
    _record("alliances.end_membership", by, membership)


def _record(act: str, by: Actor | None, membership: Membership) -> None:
    record(
        act, by=by or Actor(), kind="membership", object_id=membership.pk,
        label=membership.person.name, alliance_id=membership.alliance_id,
        room_id=joint_room(membership.alliance).pk, role=membership.role,
    )  # fmt: skip
