"""Dissent of the minutes: whose it is, which decision it is about, and that it is counted there."""

from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.strategy.services.texts import one_line, same_name

from ...decisions.services import NotCarried, count_dissent
from ...models import Attendance, BodyMember, Decision, Meeting, MinuteEntry
from ..queries.attendance import members_on_the_day

TAKEN = Decision.State.TAKEN
AWAY = {Attendance.Presence.EXCUSED, Attendance.Presence.ABSENT}


def say_whose(by: Actor, row: MinuteEntry, whose: str, stand: str) -> None:
    """Put into the row whose dissent it is. Refused where it is nobody's who is there."""
    if row.kind != MinuteEntry.Kind.DISSENT:
        return
    named = one_line(whose, 140, "whose")
    if not named:
        raise Refused(_("Say whose dissent it is."), "whose")
    if stand not in {"", *MinuteEntry.Stand.values}:
        raise Refused(_("Choose one of those offered."), "stand")
    row.whose, row.stand = named, stand or MinuteEntry.Stand.AGAINST
    row.member = _member(by, row.meeting, named)


def recorded_under(row: MinuteEntry) -> Decision | None:
    """The last decision of the meeting under the same topic: what is said now is about that."""
    if row.kind != MinuteEntry.Kind.DISSENT:
        return None
    rows = Decision.objects.filter(meeting=row.meeting, topic=row.topic, state=TAKEN)
    found: Decision | None = rows.order_by("taken_at", "pk").last()
    return found


def of_meeting(row: MinuteEntry, about: Decision | None) -> Decision | None:
    if about is not None and (about.meeting_id != row.meeting_id or about.state != TAKEN):
        raise Refused(_("Choose a decision of this meeting."), "about")
    return about if row.kind == MinuteEntry.Kind.DISSENT else None


def count(by: Actor, row: MinuteEntry, *decisions: Decision | None, was: int | None = None) -> None:
    """Count anew what the dissent is about, and what it was about before. `was`: of which seat."""
    if row.member_id is None and was is None:
        return
    for pk in {each.pk for each in decisions if each is not None}:
        decision = _decision(pk)
        if decision is not None:
            _count(by, decision)


def _count(by: Actor, decision: Decision) -> None:
    try:
        count_dissent(by, decision)
    except NotCarried as refused:
        said = _(
            "Decision %(number)d would then not have been taken: take it back first, or have it "
            "decided otherwise."
        ) % {"number": decision.number}
        raise NotCarried(
            f"{said} {refused}", refused.body, None, refused.unseated
        ) from None  # fmt: skip


def _decision(pk: int) -> Decision | None:
    rows = Decision._base_manager.select_for_update(of=("self",)).filter(pk=pk, state=TAKEN)
    found: Decision | None = rows.select_related(
        "alliance", "room", "body__room", "meeting", "topic", "matter"
    ).first()
    return found


def _member(by: Actor, meeting: Meeting, named: str) -> BodyMember | None:
    """The member of that name who is there; none where it is a guest, whose stand counts nowhere.

    Refused for any other name: a stand that nobody can be given would not be counted.
    """
    rows = list(Attendance.objects.filter(meeting=meeting))
    presence = {row.member_id: row.presence for row in rows if row.member_id}
    seats = members_on_the_day(by, meeting, set(presence))
    found = [seat for seat in seats if seat.person_id and same_name(seat.who, named)]
    here = [seat for seat in found if presence.get(seat.pk) not in AWAY]
    if here:
        return here[0]
    if found:
        said = _("%(name)s is not marked as present. Mark that first.") % {"name": named}
        raise Refused(said, "whose")
    if not any(row.is_guest and same_name(row.name, named) for row in rows):
        said = _("Choose a member or a guest of this meeting, so that their stand is counted.")
        raise Refused(said, "whose")
    return None
