"""Invitations: a link by mail that lets one address join one side of one alliance in one role.

Only the SHA-256 of a link's token is stored: who reads the database cannot accept an invitation.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.admission import every_room
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.accounts.models import User
from allied.foundation.audit.services import record
from allied.people.models import Person
from allied.people.services import hire

from ..mail import send_invitation
from ..models import Invitation, Membership, Partner, Role
from ..queries import joint_room
from .memberships import has_role, hold, own_side, place, still_partner

LIFE = timedelta(days=14)
LinkTo = Callable[[str], str]


@transaction.atomic
def invite(
    *, by: Actor, partner: Partner, email: str, name: str, role: str, link_to: LinkTo
) -> Invitation:
    """Invite an address to a role. The mail leaves after commit; `link_to(token)` is its link."""
    _may_invite(by, partner, role)
    email = _checked_address(email)
    if not name.strip():
        raise Refused(_("Say who is invited."), "name")
    if _waiting(hold(partner)).filter(email=email, role=role).exists():
        raise Refused(_("This address is invited already. Send that invitation again."), "email")
    person = Person.objects.filter(user__email=email, company_id=partner.company_id).first()
    if person and has_role(partner, person, role):
        raise Refused(_("%(person)s already has this role.") % {"person": person}, "role")
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        alliance=partner.alliance, partner=partner, email=email, name=name.strip(), role=role,
        token_hash=_hash(token), invited_by_id=by.person_id, expires_at=timezone.now() + LIFE,
    )  # fmt: skip
    _record("alliances.invite", by, invitation)
    send_invitation(invitation, by.name, link_to(token))
    return invitation


@transaction.atomic
def resend_invitation(*, by: Actor, invitation: Invitation, link_to: LinkTo) -> Invitation:
    """Send it again with a new link and fourteen new days; the old link is worth nothing."""
    _may_invite(by, invitation.partner, invitation.role)
    invitation = _locked(invitation)
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.expires_at = _hash(token), timezone.now() + LIFE
    invitation.save(update_fields=["token_hash", "expires_at"])
    _record("alliances.resend_invitation", by, invitation)
    send_invitation(invitation, by.name, link_to(token))
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: Actor, invitation: Invitation) -> None:
    _may_invite(by, invitation.partner, invitation.role)
    invitation = _locked(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    _record("alliances.withdraw_invitation", by, invitation)


def find_invitation(token: str) -> Invitation | None:
    """The invitation that can be accepted by this link now, or None without saying why not."""
    found = Invitation.objects.filter(
        token_hash=_hash(token), accepted_at__isnull=True, withdrawn_at__isnull=True,
        expires_at__gt=timezone.now(), partner__left_on__isnull=True,
    )  # fmt: skip
    return found.select_related("alliance", "partner__company", "invited_by__company").first()


def accepted_by(token: str, email: str) -> Invitation | None:
    """What the login of this address accepted by this link before."""
    found = Invitation.objects.filter(
        token_hash=_hash(token), accepted_at__isnull=False, email=email.lower()
    )
    return found.select_related("alliance").first()


@every_room("whoever accepts gets a seat only by it")
@transaction.atomic
def accept_invitation(
    *,
    invitation: Invitation,
    user: User | None = None,
    name: str = "",
    password: str = "",
    confirmed: bool = False,
) -> User:
    """Join: as the login of the invited address, or with a new login of name and password.

    Whoever was named by the other side confirms to work for the company (`confirmed`).
    """
    invitation = _locked(invitation)
    if invitation.is_by_other_side and not confirmed:
        raise Refused(
            _("Confirm that you work for %(company)s.") % {"company": invitation.partner.company},
            "confirmed",
        )
    if user is None:
        user, person = _join_as_new(invitation, name, password)
    else:
        person = _join_as_known(invitation, user)
    if not has_role(invitation.partner, person, invitation.role):
        place(invitation.partner, person, invitation.role)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    actor = Actor(user.pk, person.pk, person.company_id, person.name)
    told = {"invited_by": invitation.invited_by.name} if invitation.invited_by else {}
    _record(
        "alliances.accept_invitation", actor, invitation,
        company=invitation.partner.company.name, **told,
    )  # fmt: skip
    return user


def _join_as_new(invitation: Invitation, name: str, password: str) -> tuple[User, Person]:
    user = User(email=invitation.email)
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages), "password") from fault
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as clash:
        raise Refused(
            _("There is an account for this address. Sign in with it to accept.")
        ) from clash
    return user, hire(company=invitation.partner.company, name=name, user=user)


def _join_as_known(invitation: Invitation, user: User) -> Person:
    if user.email.lower() != invitation.email:
        raise Refused(_("This invitation is for another address. Sign in with that one."))
    person = Person.objects.filter(user=user).select_related("company").first()
    if person is None:
        return hire(company=invitation.partner.company, name=invitation.name, user=user)
    if person.company_id != invitation.partner.company_id:
        raise Refused(
            _("You belong to %(yours)s, and this invitation is to the side of %(theirs)s.")
            % {"yours": person.company, "theirs": invitation.partner.company}
        )
    return person


def _may_invite(by: Actor, partner: Partner, role: str) -> None:
    """One's own side; or a partner's first person, as its alliance manager, while it has nobody."""
    demand(by, "alliances.manage_people", partner.alliance)
    still_partner(partner)
    if role not in Role.values:
        raise Refused(_("Choose one of the roles."), "role")
    seat = by.seat_in(partner.alliance_id)
    if seat is not None and seat.partner_id == partner.pk:
        return
    if Membership.objects.filter(partner=partner).exists():
        own_side(by, partner)  # refuses, in words
    if role != Role.ALLIANCE_MANAGER:
        raise Refused(
            _("The first person of %(company)s is its alliance manager, who invites the others.")
            % {"company": partner.company}, "role",
        )  # fmt: skip


def _waiting(partner: Partner) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        partner=partner, accepted_at__isnull=True, withdrawn_at__isnull=True
    )


def _locked(invitation: Invitation) -> Invitation:
    """The row as it stands, if it is still open; nobody else can close it meanwhile."""
    rows = Invitation.objects.select_for_update(of=("self",))
    near = ("alliance", "partner__company", "invited_by__company")
    kept = rows.select_related(*near).get(pk=invitation.pk)
    if kept.accepted_at or kept.withdrawn_at:
        raise Refused(_("This invitation has been used or withdrawn meanwhile."))
    return kept


def _checked_address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as fault:
        raise Refused(_("This is no e-mail address."), "email") from fault
    return email


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _record(act: str, by: Actor, invitation: Invitation, **told: Any) -> None:
    """Whom a company invites is its own affair until they join; then everybody sees it."""
    seat = by.seat_in(invitation.alliance_id)
    own = seat is not None and seat.partner_id == invitation.partner_id
    room_id = seat.own_room_id if own and seat else joint_room(invitation.alliance).pk
    record(
        act, by=by, kind="invitation", object_id=invitation.pk, label=invitation.name,
        alliance_id=invitation.alliance_id, room_id=room_id, role=invitation.role, **told,
    )  # fmt: skip
