"""The people of the demo: who they are, how they sign in, who may be offered at the door."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from msgspec import Struct

from allied.alliances.models import Membership, Role
from allied.foundation.accounts.models import User
from allied.people.models import Company, Person

from .agencies import AGENCIES
from .story import story

UNSET = "!"  # no password fits it
FIRST_AT_THE_DOOR = {Role.ALLIANCE_MANAGER, Role.SPONSOR}


def demo_password() -> str:
    """One password for all, made from this installation's secret key and kept nowhere."""
    digest = salted_hmac("allied.demo", "accounts", algorithm="sha256").hexdigest()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))


def address_of(name: str, domain: str) -> str:
    """`Quintiles, alliance manager` at quintiles.example: alliance.manager@quintiles.example."""
    return f"{slugify(name.partition(', ')[2]).replace('-', '.')}@{domain}"


def addresses() -> list[str]:
    """The addresses of the whole cast, in their order."""
    told = story()
    domains = {company["key"]: company["domain"] for company in told["companies"]}
    people = [(each["name"], domains[each["company"]]) for each in told["people"]]
    for pair in AGENCIES:
        people += [(each.name, agency.domain) for agency in pair.sides for each in agency.people]
    return list(dict.fromkeys(address_of(*each) for each in people))


def company_of(name: str, description: str = "") -> Company:
    found = Company.objects.filter(name=name).first()
    return found or Company.objects.create(
        name=name, slug=slugify(name)[:60], description=description
    )


def hire(company: Company, name: str, title: str, domain: str, time_zone: str) -> Person:
    """The person of this name at the company, with a login that still wants its password."""
    address = address_of(name, domain)
    found = Person.objects.filter(user__email=address).first()
    if found:
        return found
    user = User.objects.create(email=address, password=UNSET)
    return Person.objects.create(
        company=company, name=name, title=title, user=user, timezone=time_zone
    )


def let_sign_in() -> None:
    """Give the whole cast the password, hashed once; again where the secret key is another."""
    users = User.objects.filter(email__in=addresses())
    password = demo_password()
    if any(kept == UNSET or not check_password(password, kept) for kept in set(_hashes(users))):
        users.update(password=make_password(password))


def _hashes(users: Any) -> Iterable[str]:
    return users.values_list("password", flat=True)


class Player(Struct, frozen=True):
    """One of the cast as the door offers it."""

    person_id: int
    user_id: int
    email: str
    name: str
    title: str
    company: str
    roles: tuple[str, ...]
    is_first: bool
    has_left: bool

    @property
    def role(self) -> str:
        """The name without the company: “alliance manager”."""
        return self.name.partition(", ")[2] or self.name

    @property
    def in_story(self) -> bool:
        """Of the first alliance, which is told with rooms, notes and years of readings."""
        return any(self.name == each["name"] for each in story()["people"])


def cast() -> list[Player]:
    """The cast in its order, in two queries."""
    order = {address: place for place, address in enumerate(addresses())}
    people = Person.objects.filter(user__email__in=order).select_related("company", "user")
    roles = _roles(person.pk for person in people)
    made = [_player(person, roles.get(person.pk, [])) for person in people]
    return sorted(made, key=lambda player: order[player.email])


def _player(person: Person, roles: list[Membership]) -> Player:
    assert person.user is not None
    held = [role for role in roles if role.until is None]
    return Player(
        person.pk, person.user.pk, person.user.email, person.name, person.title,
        person.company.name, tuple(str(role.get_role_display()) for role in held),
        any(role.role in FIRST_AT_THE_DOOR for role in held), not held,
    )  # fmt: skip


def _roles(person_ids: Iterable[int]) -> Mapping[int, list[Membership]]:
    found: dict[int, list[Membership]] = {}
    for row in Membership.objects.filter(person_id__in=list(person_ids)).order_by("pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def companies_of() -> list[tuple[str, list[Player]]]:
    """The cast by company, in its order; those who have left last of their company."""
    found: dict[str, list[Player]] = {}
    for each in sorted(cast(), key=lambda player: player.has_left):
        found.setdefault(each.company, []).append(each)
    return list(found.items())


def player(person_id: int) -> User | None:
    """The login of one of the cast; None for anybody else."""
    return User.objects.filter(person=person_id, email__in=addresses(), is_active=True).first()
