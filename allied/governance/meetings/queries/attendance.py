"""Who sits on the body that day, who of them is there, who else."""

from datetime import date

from msgspec import Struct, field

from allied.alliances.models import Partner
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor
from allied.foundation.access.zones import zone_of

from ...bodies.queries import in_order
from ...models import Attendance, BodyMember, Meeting, Office
from .quorum import Told, quorum_told


class Seat(Struct, frozen=True):
    """A member with what is known of their presence: "" where nobody said."""

    member: BodyMember
    presence: str

    @property
    def is_vacant(self) -> bool:
        """A role nobody holds yet is never there."""
        return self.member.person_id is None

    @property
    def office(self) -> str:
        """Chair and the like; a plain member needs no word."""
        member = self.member
        return "" if member.office == Office.MEMBER else str(Office(member.office).label)


class Side(Struct, frozen=True):
    """The seats of one partner, or those of no partner."""

    name: str
    seats: list[Seat] = field(default_factory=list)


class Present(Struct, frozen=True):
    sides: list[Side]
    guests: list[Attendance]
    quorum: Told

    @property
    def seats(self) -> list[Seat]:
        return [seat for side in self.sides for seat in side.seats]

    @property
    def there(self) -> int:
        return sum(seat.presence == Attendance.Presence.PRESENT for seat in self.seats)

    @property
    def is_marked(self) -> bool:
        """Whether anybody is: before that a quorum that is not there says nothing."""
        return any(seat.presence for seat in self.seats)

    @property
    def unmarked(self) -> int:
        return sum(not seat.presence and not seat.is_vacant for seat in self.seats)

    @property
    def people(self) -> list[str]:
        """Those whose dissent may be noted: present, or not marked yet."""
        here = [s.member.who for s in self.seats if s.presence in {"", Attendance.Presence.PRESENT}]
        return [*here, *(guest.name for guest in self.guests)]


def attendance_of(actor: Actor, meeting: Meeting) -> Present:
    """Three queries, however many are there."""
    partners = [p for p in partners_of(meeting.alliance) if _takes_part(p, meeting)]
    rows = list(
        Attendance.objects.visible_to(actor).filter(meeting=meeting)
        .select_related("partner__company")
    )  # fmt: skip
    marked = {row.member_id: row.presence for row in rows if row.member_id}
    members = members_on_the_day(actor, meeting, set(marked))
    sides = {partner.pk: Side(partner.company.name) for partner in partners}
    others = Side("")
    for member in members:
        side = sides.get(member.partner_id or 0, others)
        side.seats.append(Seat(member, marked.get(member.pk, "")))
    present = [pk for pk, presence in marked.items() if presence == Attendance.Presence.PRESENT]
    quorum = quorum_told(meeting.body, members, present, partners)
    shown = [side for side in (*sides.values(), others) if side.seats]
    return Present(shown, [row for row in rows if row.is_guest], quorum)


def members_on_the_day(actor: Actor, meeting: Meeting, marked: set[int]) -> list[BodyMember]:
    """Seats in force on the day of the meeting where it is held, and whoever was marked already."""
    day = meeting.starts_at.astimezone(zone_of(meeting.timezone)).date()
    rows = BodyMember.objects.visible_to(actor).filter(body=meeting.body_id)
    rows = rows.select_related("person", "alternate_for__person", "partner")
    return in_order(row for row in rows if _in_force(row, day) or row.pk in marked)


def _in_force(row: BodyMember, day: date) -> bool:
    return row.since <= day and (row.until is None or row.until > day)


def _takes_part(partner: Partner, meeting: Meeting) -> bool:
    """In a partner's own room that partner alone."""
    if meeting.room.partner_id is not None:
        return bool(partner.pk == meeting.room.partner_id)
    return partner.left_on is None
