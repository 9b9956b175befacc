"""The permanent cast of the tests.

Quintiles and Solvay keep one alliance; Quintiles keeps another with Merck. Nobody of Merck may
learn anything of the first, and the two sides of the first nothing of each other's own room.
"""

from datetime import timedelta

from django.utils import timezone
from msgspec import Struct

from allied.alliances.actors import actor_of
from allied.alliances.models import Alliance, Membership, Partner, Role, Room
from allied.alliances.services import appoint, found_alliance
from allied.foundation.access.actor import Actor, View
from allied.foundation.accounts.models import User
from allied.people.models import Company, Person

PASSWORD = "a long password of the cast"


class Cast(Struct, dict=True):
    """Two companies with all roles; a test may seat more people beside them."""

    alliance: Alliance
    rival_alliance: Alliance
    quintiles: Partner
    solvay: Partner
    joint: Room
    quintiles_room: Room
    solvay_room: Room
    quintiles_manager: Person
    solvay_manager: Person
    quintiles_sponsor: Person
    solvay_sponsor: Person
    theme_leader: Person
    measure_owner: Person
    member: Person
    reader: Person
    former_member: Person
    outsider: Person

    def actor(self, who: str, view: View = View.OURS) -> Actor:
        """The actor of one of the cast, by the name of the field."""
        return actor_of(getattr(self, who), view)


def person(company: Company, name: str) -> Person:
    address = name.lower().replace(" ", ".") + f"@{company.slug}.example"
    return Person.objects.create(
        company=company, name=name, user=User.objects.create_user(address, PASSWORD)
    )


def make_cast() -> Cast:
    quintiles, solvay, merck = (
        Company.objects.create(name=name, slug=name.lower())
        for name in ("Quintiles", "Solvay", "Merck")
    )
    nobody = Actor(name="system")
    alliance = found_alliance(by=nobody, name="Solvay Quintiles", companies=[solvay, quintiles])
    rival = found_alliance(by=nobody, name="Merck Quintiles", companies=[merck, quintiles])
    sides = {partner.company_id: partner for partner in alliance.partners.all()}
    ours, theirs = sides[quintiles.pk], sides[solvay.pk]

    def hired(side: Partner, name: str, role: Role) -> Person:
        someone = person(side.company, name)
        appoint(by=None, partner=side, person=someone, role=role)
        return someone

    former = person(quintiles, "Former member")
    long_ago = timezone.now().date() - timedelta(days=400)
    Membership.objects.create(
        alliance=alliance, partner=ours, person=former, role=Role.ALLIANCE_MANAGER,
        since=long_ago, until=timezone.now().date() - timedelta(days=1),
    )  # fmt: skip
    outsider = person(merck, "Outsider")
    appoint(
        by=None, partner=rival.partners.get(company=merck), person=outsider,
        role=Role.ALLIANCE_MANAGER,
    )  # fmt: skip
    return Cast(
        alliance=alliance,
        rival_alliance=rival,
        quintiles=ours,
        solvay=theirs,
        joint=Room.objects.get(alliance=alliance, partner=None),
        quintiles_room=ours.room,
        solvay_room=theirs.room,
        quintiles_manager=hired(ours, "Quintiles manager", Role.ALLIANCE_MANAGER),
        solvay_manager=hired(theirs, "Solvay manager", Role.ALLIANCE_MANAGER),
        quintiles_sponsor=hired(ours, "Quintiles sponsor", Role.SPONSOR),
        solvay_sponsor=hired(theirs, "Solvay sponsor", Role.SPONSOR),
        theme_leader=hired(theirs, "Theme leader", Role.THEME_LEADER),
        measure_owner=hired(ours, "Measure owner", Role.MEASURE_OWNER),
        member=hired(ours, "Member", Role.MEMBER),
        reader=hired(theirs, "Reader", Role.READER),
        former_member=former,
        outsider=outsider,
    )
