"""Who sits on a body, and who of them is there."""

from collections.abc import Collection, Sequence

from msgspec import Struct

from .vocabulary import Id
from .wording import VotingRefusal


class Member(Struct, frozen=True):
    """One person on a body. ``alternate_for`` is the person they stand in for, if they do.

    ``may_vote`` is whether they have a vote; an alternate votes where the member they stand in for
    has one, too. An adviser from outside, without a vote, may have no partner. A seat that is
    ``vacant`` is one that nobody holds: it is counted, and never filled.
    """

    person: Id
    partner: Id
    alternate_for: Id | None = None
    may_vote: bool = True
    vacant: bool = False


class Body(Struct, frozen=True):
    """The partners and members of a body; results name them in the order given here.

    The partners are all that the body decides for, whether anybody sits on it for them or not.
    ``chair`` is a member or none; ``heads`` the persons who speak for their partner where a rule
    says so. Raises :class:`VotingRefusal` where a person or partner stands twice, a partner is
    unknown, an alternate does not stand in for a member of their own partner, or the chair or a
    head is no member (an alternate is none).
    """

    partners: tuple[Id, ...]
    members: tuple[Member, ...]
    chair: Id | None = None
    heads: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        people = [member.person for member in self.members]
        if len(set(people)) < len(people):
            raise VotingRefusal("member_twice", "members", person=_first_twice(people))
        if len(set(self.partners)) < len(self.partners):
            raise VotingRefusal("partner_twice", "partners", partner=_first_twice(self.partners))
        full = {m.person: m.partner for m in self.members if m.alternate_for is None}
        for member in self.members:
            _check_member(member, full, self.partners)
        for field, person in [("chair", self.chair), *(("heads", head) for head in self.heads)]:
            if person is not None and person not in full:
                raise VotingRefusal("no_member", field, person=person)
        led = [full[head] for head in self.heads]
        if len(set(led)) < len(led):
            raise VotingRefusal("heads_twice", "heads", partner=_first_twice(led))


class Seat(Struct, frozen=True):
    """A member's place, who of the present fills it, and who votes for it: one person or nobody."""

    member: Member
    filled_by: Id | None
    voter: Id | None


def seats(body: Body, present: Collection[Id]) -> tuple[Seat, ...]:
    """One seat for each member that is not an alternate, in the order of the members.

    A member who is present fills their own seat; otherwise the first listed of their alternates
    who is present does, those with a vote before those without. A guest, and an alternate whose
    member is present, fills none.
    """
    here = frozenset(present)
    return tuple(_seat(member, body, here) for member in body.members if not _stands_in(member))


def unseated(body: Body) -> tuple[Id, ...]:
    """The partners for whom nobody could vote even if everybody came, in their order."""
    everybody = [member.person for member in body.members if not member.vacant]
    heard = {seat.member.partner for seat in seats(body, everybody) if seat.voter is not None}
    return tuple(partner for partner in body.partners if partner not in heard)


def _stands_in(member: Member) -> bool:
    return member.alternate_for is not None


def _seat(member: Member, body: Body, here: frozenset[Id]) -> Seat:
    stand_ins = [
        other
        for other in body.members
        if _stands_in(other) and other.alternate_for == member.person and other.person in here
    ]
    if member.person in here:
        sitting = member
    elif stand_ins:
        sitting = next((other for other in stand_ins if other.may_vote), stand_ins[0])
    else:
        return Seat(member, None, None)
    votes = member.may_vote and sitting.may_vote
    return Seat(member, sitting.person, sitting.person if votes else None)


def _check_member(member: Member, full: dict[Id, Id], partners: tuple[Id, ...]) -> None:
    adviser = member.partner is None and not member.may_vote
    if member.partner not in partners and not adviser:
        raise VotingRefusal(
            "partner_unknown", "members", person=member.person, partner=member.partner
        )
    if _stands_in(member) and full.get(member.alternate_for) != member.partner:
        raise VotingRefusal("alternate", "members", person=member.person)


def _first_twice(ids: Sequence[Id]) -> Id:
    return next(each for at, each in enumerate(ids) if each in ids[:at])
