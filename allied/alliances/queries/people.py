"""Reads of the people of an alliance: who is on it, who was, who is invited."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from msgspec import Struct, field

from allied.foundation.access.actor import Actor
from allied.foundation.accounts.models import User
from allied.people.models import Person, with_company

from ..models import Alliance, Invitation, Membership, MembershipQuerySet, Partner
from .alliances import partners_of


class Colleague(Struct, frozen=True):
    """One person of an alliance with all roles held now."""

    person_id: int
    name: str
    title: str
    partner_id: int
    company: str
    roles: tuple[str, ...]


def people_on(alliance: Alliance, actor: Actor) -> list[Colleague]:
    """Everyone with a role in force today, of all partners, by side and name."""
    rows = _memberships(actor, alliance).on(timezone.now().date())
    roles: dict[int, list[str]] = {}
    people: dict[int, Membership] = {}
    for row in rows:
        people.setdefault(row.person_id, row)
        roles.setdefault(row.person_id, []).append(row.role)
    return [
        Colleague(
            pk, row.person.name, row.person.title, row.partner_id, row.person.company.name,
            tuple(roles[pk]),
        )
        for pk, row in people.items()
    ]  # fmt: skip


class PersonOn(Struct, frozen=True):
    """A person's part in an alliance: roles in force or still to come, and roles that ended."""

    person_id: int
    name: str
    title: str
    partner_id: int
    company: str
    held: list[Membership] = field(default_factory=list)
    ended: list[Membership] = field(default_factory=list)

    @property
    def since(self) -> date:
        return min(row.since for row in (*self.held, *self.ended))

    @property
    def until(self) -> date | None:
        """The last role's end, for a former member."""
        return None if self.held else max(row.until for row in self.ended if row.until)


class Side(Struct, frozen=True):
    """One partner with its people, and the invitations that this actor may see."""

    partner: Partner
    is_own: bool
    people: list[PersonOn]
    former: list[PersonOn]
    invitations: list[Invitation]
    may_invite: bool


def sides_of(alliance: Alliance, actor: Actor, is_manager: bool) -> list[Side]:
    """Both sides with their people by name, in three queries.

    A manager may invite on the own side and, while another partner has nobody yet, that partner's
    first person.
    """
    people = _people(_memberships(actor, alliance))
    invitations = list(open_invitations(actor, alliance)) if is_manager else []
    seat = actor.seats.get(alliance.pk)
    sides = []
    for partner in partners_of(alliance):
        own = seat is not None and seat.partner_id == partner.pk
        members = [person for person in people if person.partner_id == partner.pk]
        sides.append(
            Side(
                partner=partner,
                is_own=own,
                people=[person for person in members if person.held],
                former=[person for person in members if not person.held],
                invitations=[i for i in invitations if i.partner_id == partner.pk],
                may_invite=is_manager and not partner.left_on and (own or not members),
            )
        )
    return sides


def open_invitations(actor: Actor, alliance: Alliance) -> QuerySet[Invitation]:
    """Neither accepted nor withdrawn; expired ones are among them, to be sent again."""
    rows = Invitation.objects.visible_to(actor)
    rows = rows.select_related("partner__company", "invited_by__company")
    return rows.filter(alliance=alliance, accepted_at__isnull=True, withdrawn_at__isnull=True)


def invitation_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Invitation | None:
    found = open_invitations(actor, alliance).filter(pk=pk)
    return found.select_related("partner__company", "alliance").first()


def person_on(alliance: Alliance, actor: Actor, person_id: int) -> PersonOn | None:
    """One person's part in the alliance, former members included."""
    found = _people(_memberships(actor, alliance).filter(person_id=person_id))
    return found[0] if found else None


def membership_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Membership | None:
    found = _memberships(actor, alliance).filter(pk=pk)
    return found.select_related("partner__alliance", "person__company").first()


def partner_and_person(
    actor: Actor, alliance: Alliance, person_id: int
) -> tuple[Partner, Person] | None:
    """A person who is or was on the alliance, and its side."""
    row = (
        _memberships(actor, alliance)
        .filter(person_id=person_id)
        .select_related("partner__alliance", "partner__company", "person__company")
        .first()
    )
    return (row.partner, row.person) if row else None


def own_partner(alliance: Alliance, actor: Actor) -> Partner:
    return (
        Partner.objects.visible_to(actor)
        .select_related("company", "alliance")
        .get(pk=actor.seats[alliance.pk].partner_id)
    )


def side_to_invite(alliance: Alliance, actor: Actor, wanted: str) -> Side | None:
    """The actor's own side or, where `wanted` names it, another one that has nobody yet."""
    sides = [side for side in sides_of(alliance, actor, is_manager=True) if side.may_invite]
    if not wanted:
        return next((side for side in sides if side.is_own), None)
    return next((side for side in sides if str(side.partner.pk) == wanted), None)


def has_account(email: str) -> bool:
    """Whether somebody can sign in with this address. Tell only who has the address."""
    return User.objects.filter(email=email).exists()


class Author(Struct, frozen=True):
    person_id: int
    user_id: int
    name: str
    company: str

    @property
    def with_company(self) -> str:
        return with_company(self.name, self.company)


def authors_on(alliance: Alliance, actor: Actor) -> list[Author]:
    """Everyone who has or had a part in the alliance and can sign in, by side and name."""
    rows = _memberships(actor, alliance).values_list(
        "person_id", "person__user_id", "person__name", "person__company__name"
    )
    return [Author(*row) for row in dict.fromkeys(rows) if row[1] is not None]


def _memberships(actor: Actor, alliance: Alliance) -> MembershipQuerySet:
    rows = Membership.objects.visible_to(actor).filter(alliance=alliance)
    return rows.select_related("person__company").order_by(
        "partner__position", "person__name", "person_id", "since", "id"
    )


def _people(rows: Iterable[Membership]) -> list[PersonOn]:
    today = timezone.now().date()
    found: dict[int, PersonOn] = {}
    for row in rows:
        person = row.person
        part = found.setdefault(
            person.pk,
            PersonOn(person.pk, person.name, person.title, row.partner_id, person.company.name),
        )
        (part.ended if row.until and row.until <= today else part.held).append(row)
    return list(found.values())
