"""Each side agrees to the agenda; with the last agreement it goes out to the members."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct, field

from allied.agreement.queries import partners_asked
from allied.alliances.models import Partner
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.scorecard.models import Review
from allied.scorecard.reviews.payload import frozen_scorecard
from allied.scorecard.reviews.services import freeze_review

from ...models import AgendaAgreement, Meeting, Topic
from ...trail import trace
from ..mail import Delivery, send_agenda
from ..sending import keep_pack
from .held import COUNTED, count_invitation, fast, no_longer


class Agreed(Struct, frozen=True):
    """`missing`: whose agreement the agenda still waits for; none: it went out."""

    missing: list[Partner]
    delivery: Delivery = field(default_factory=Delivery)


@transaction.atomic
def agree_agenda(*, by: Actor, meeting: Meeting, seen: int, site: str = "") -> Agreed:
    """The actor's side agrees to the agenda as it was seen (`seen`: its tick).

    Conflict where it was changed since. With the last side the scorecard is frozen for the
    meeting, the pack is kept as it is, and the agenda goes to the members by mail with a calendar
    file.
    """
    demand(by, "governance.agree_agenda", meeting.alliance)
    found = fast(meeting)
    if not found.is_prepared:
        raise Refused(no_longer(found))
    if found.tick != seen:
        raise Conflict(found)
    if not found.topics.filter(removed_at=None, state=Topic.State.OPEN).exists():
        raise Refused(_("The agenda is empty: there is nothing to agree to yet."))
    asked = asked_of(found)
    own = by.seats[found.alliance_id].partner_id
    if own not in {partner.pk for partner in asked}:
        raise Refused(_("Your company is not asked about this agenda."))
    _made, is_new = AgendaAgreement.objects.get_or_create(
        meeting=found, partner_id=own, withdrawn_at=None,
        defaults={"person_id": by.person_id, "author": by.name},
    )  # fmt: skip
    if is_new:
        trace("agree_agenda", by, "meeting", found)
    missing = missing_of(found, asked)
    if missing or found.state == Meeting.State.AGREED:
        return Agreed(missing)
    return Agreed([], _send_out(by, found, site))


@transaction.atomic
def take_agreement_back(*, by: Actor, meeting: Meeting) -> None:
    """The actor's side does not agree any more; before the meeting begins."""
    demand(by, "governance.agree_agenda", meeting.alliance)
    found = fast(meeting)
    if not found.is_prepared:
        raise Refused(no_longer(found))
    own = by.seats[found.alliance_id].partner_id
    standing = AgendaAgreement.objects.filter(meeting=found, partner=own, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now()):
        Meeting.objects.filter(pk=found.pk).update(state=Meeting.State.PLANNED)
        trace("take_agreement_back", by, "meeting", found)


def asked_of(meeting: Meeting) -> list[Partner]:
    """Whose agreement the agenda needs: of a joint meeting every partner's, else the room's."""
    partners = partners_asked(meeting.alliance)
    room = meeting.room
    return [one for one in partners if room.partner_id in {None, one.pk}]


def missing_of(meeting: Meeting, asked: list[Partner]) -> list[Partner]:
    standing = AgendaAgreement.objects.filter(meeting=meeting, withdrawn_at=None)
    given = set(standing.values_list("partner", flat=True))
    return [partner for partner in asked if partner.pk not in given]


def _send_out(by: Actor, meeting: Meeting, site: str) -> Delivery:
    meeting.review = _frozen(by, meeting)
    count_invitation(meeting, meeting.sent_at is not None)
    meeting.sent_at = meeting.sent_at or timezone.now()
    meeting.state = Meeting.State.AGREED
    meeting.save(update_fields=["review", "sent_at", "state", *COUNTED])
    keep_pack(by, meeting)
    trace("send_agenda", by, "meeting", meeting)
    return send_agenda(meeting, site)


def _frozen(by: Actor, meeting: Meeting) -> Review:
    """The scorecard as the meeting's room sees it now; that frozen before where nothing moved."""
    view = View.JOINT if meeting.room.is_joint else View.OURS
    seen = by.looking_at(view)
    if meeting.review is not None:
        now = frozen_scorecard(meeting.alliance, seen)
        if {**now, "as_of": ""} == {**meeting.review.scorecard, "as_of": ""}:
            return meeting.review
    day = meeting.starts_at.astimezone(meeting.zone).date()
    return freeze_review(
        by=seen, alliance=meeting.alliance, name=_review_name(meeting, f"{day:%Y-%m-%d}"),
        held_on=day,
    )  # fmt: skip


def _review_name(meeting: Meeting, day: str) -> str:
    """That of the meeting with its day; counted on where the room has such a review."""
    stem = f"{meeting.title[:100].rstrip()}, {day}"
    taken = set(
        Review.objects.filter(room=meeting.room, name__startswith=stem[:60]).values_list(
            "name", flat=True
        )
    )
    name, number = stem, 2
    while name.casefold() in {one.casefold() for one in taken}:
        name, number = f"{stem} ({number})", number + 1
    return name
