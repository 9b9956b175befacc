"""Who is there: members and alternates by their seat, guests by name."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from allied.alliances.models import Partner
from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line, same_name

from ...models import Attendance, BodyMember, Meeting
from ...trail import trace
from .recording import Held, changed, hold

MOST_GUESTS = 100


@transaction.atomic
def mark_attendance(
    *, by: Actor, meeting: Meeting, members: Collection[BodyMember], presence: str
) -> Held:
    """Present, excused or absent, of one seat or of several at once."""
    held = hold(by, meeting)
    if presence not in Attendance.Presence.values:
        raise Refused(_("Choose present, excused or absent."), "presence")
    if any(member.body_id != held.meeting.body_id for member in members):
        raise Refused(_("Choose a member of this body."), "member")
    if any(member.person_id is None for member in members):
        raise Refused(_("Nobody holds this seat yet."), "member")
    known = {row.member_id: row for row in Attendance.objects.filter(meeting=held.meeting)}
    moved = [m for m in members if m.pk not in known or known[m.pk].presence != presence]
    for member in moved:
        _mark(held.meeting, member, known.get(member.pk), presence)
    if moved:
        changed(by, held)
        names = [member.who for member in moved]
        trace("mark_attendance", by, "meeting", held.meeting, presence=presence, names=names)
    return held


@transaction.atomic
def add_guest(*, by: Actor, meeting: Meeting, name: str, partner: Partner | None = None) -> Held:
    """Somebody without a seat. The same name twice stays one guest."""
    held = hold(by, meeting)
    if partner is not None and partner.alliance_id != held.meeting.alliance_id:
        raise Refused(_("Choose a partner of this alliance."), "partner")
    called = one_line(name, 140, "name", required=True)
    guests = Attendance.objects.filter(meeting=held.meeting, is_guest=True)
    if any(same_name(called, guest.name) for guest in guests):
        return held
    if len(guests) >= MOST_GUESTS:
        raise Refused(_("That is more guests than a meeting has."), "name")
    Attendance.objects.create(meeting=held.meeting, name=called, partner=partner, is_guest=True)
    changed(by, held)
    trace("add_guest", by, "meeting", held.meeting, name=called)
    return held


@transaction.atomic
def remove_guest(*, by: Actor, guest: Attendance) -> Held:
    """Entered by mistake."""
    held = hold(by, guest.meeting)
    found = Attendance.objects.filter(meeting=held.meeting, pk=guest.pk, is_guest=True)
    if found.delete()[0]:
        changed(by, held)
        trace("remove_guest", by, "meeting", held.meeting, name=guest.name)
    return held


def _mark(meeting: Meeting, member: BodyMember, row: Attendance | None, presence: str) -> None:
    if row is not None:
        row.presence = presence
        row.save_over(row.version, ["presence"])
        return
    Attendance.objects.create(
        meeting=meeting, member=member, person_id=member.person_id, partner_id=member.partner_id,
        name=member.who[:140], presence=presence,
    )  # fmt: skip
