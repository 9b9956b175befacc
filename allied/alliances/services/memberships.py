"""Appointing people to roles and ending them, with dates."""

from collections.abc import Iterable
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


def own_side(by: Actor, partner: Partner) -> None:
    """Each side looks after its own people only."""
    demand(by, "alliances.manage_people", partner.alliance)
    seat = by.seat_in(partner.alliance_id)
    if seat is None or seat.partner_id != partner.pk:
        raise Refused(_("Only %(company)s appoints its own people.") % {"company": partner.company})


def still_partner(partner: Partner) -> None:
    if partner.left_on is not None:
        raise Refused(_("%(company)s has left this alliance.") % {"company": partner.company})


@transaction.atomic
def appoint(
    *,
    by: Actor | None,
    partner: Partner,
    person: Person,
    role: str,
    since: date | None = None,
    founder: Actor | None = None,
) -> Membership:
    """Give a person of the partner's company a role.

    `by` None: the system, or the `founder`, who takes the first role of the own side.
    """
    if by is not None:
        own_side(by, partner)
    if has_role(hold(partner), person, role):
        raise Refused(_("%(person)s already has this role.") % {"person": person}, "role")
    membership = place(partner, person, role, since)
    took = founder is not None and founder.person_id == person.pk
    _record("alliances.take_role" if took else "alliances.appoint", by or founder, membership)
    return membership


def hold(partner: Partner) -> Partner:
    """The partner's row, kept from others until commit: changes of its people come one by one."""
    return Partner.objects.select_for_update(of=("self",)).select_related("company").get(
        pk=partner.pk
    )  # fmt: skip


def place(partner: Partner, person: Person, role: str, since: date | None = None) -> Membership:
    """Give the role, having asked nobody, and leave the trace to the caller."""
    still_partner(partner)
    if person.company_id != partner.company_id:
        raise Refused(
            _("Only people of %(company)s can join its side.") % {"company": partner.company}
        )
    if role not in Role.values:
        raise Refused(_("Choose one of the roles."), "role")
    return Membership.objects.create(
        alliance=partner.alliance, partner=partner, person=person, role=role,
        since=since or timezone.now().date(),
    )  # fmt: skip


def has_role(partner: Partner, person: Person, role: str) -> bool:
    """Whether the person holds the role without an end."""
    return Membership.objects.filter(
        partner=partner, person=person, role=role, until__isnull=True
    ).exists()


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership, on: date | None = None) -> None:
    """End a role. From `on` (today where not said) the person has no access by it."""
    own_side(by, membership.partner)
    _end(by, membership.partner, [membership], on)


@transaction.atomic
def end_person(*, by: Actor, partner: Partner, person: Person) -> None:
    """End every role of a person from today: no access any more, also in an open session.

    What the person wrote keeps its author.
    """
    own_side(by, partner)
    rows = Membership.objects.filter(partner=partner, person=person).exclude(
        until__lte=timezone.now().date()
    )
    _end(by, partner, list(rows), None)


def _end(by: Actor, partner: Partner, memberships: list[Membership], on: date | None) -> None:
    hold(partner)  # or two managers could end each other at once
    _keep_a_manager(partner, memberships)
    close(by, memberships, on)


def close(by: Actor | None, memberships: Iterable[Membership], on: date | None = None) -> None:
    """End roles without asking whether a manager is left; each leaves its trace."""
    for membership in memberships:
        membership.until = max(on or timezone.now().date(), membership.since)
        membership.save(update_fields=["until"])
        _record("alliances.end_membership", by, membership)


def _keep_a_manager(partner: Partner, leaving: list[Membership]) -> None:
    managers = Membership.objects.filter(
        partner=partner, role=Role.ALLIANCE_MANAGER, until__isnull=True
    )
    held = {row.pk for row in managers if row.since <= timezone.now().date()}
    going = {row.pk for row in leaving}
    if held & going and not held - going:
        raise Refused(_("Appoint another alliance manager first: each side keeps at least one."))


def _record(act: str, by: Actor | None, membership: Membership) -> None:
    record(
        act, by=by or Actor(), kind="membership", object_id=membership.pk,
        label=membership.person.name, alliance_id=membership.alliance_id,
        room_id=joint_room(membership.alliance).pk, role=membership.role,
    )  # fmt: skip
