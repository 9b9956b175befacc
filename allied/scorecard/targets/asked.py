"""What is asked of the partners about one target: whose it is, who has not answered yet.

Asked inside a transaction that holds the measure's lock.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Partner, Room
from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused

from ..models import Offer, Reply, Target

Subject = Offer | Target
"""What can be agreed to: an offer, or a target in force that one side set."""


def taken(by: Actor, subject: Subject) -> Offer:
    """The open offer that the actor's side may answer now; Conflict where it is settled."""
    offer = _offer_of(subject) if isinstance(subject, Target) else _stored(subject)
    own = by.seats[offer.alliance_id].partner_id
    if offer.state != Offer.State.OPEN or offer.replies.filter(partner=own).exists():
        raise Conflict(offer)
    if offer.partner_id == own:
        raise Refused(_("This is the offer of your own side: the other partner answers it."))
    return offer


def _stored(offer: Offer) -> Offer:
    rows = Offer.objects.select_related("measure__alliance", "measure__room", "partner__company")
    return rows.get(pk=offer.pk)


def _offer_of(target: Target) -> Offer:
    """The offer that a target set by one side amounts to, written down when it is first answered.

    Conflict where it is not in force any more, or where it was answered before.
    """
    stored = Target.objects.select_related("measure__alliance", "measure__room").get(pk=target.pk)
    if stored.superseded_at is not None or stored.agreed_at is not None:
        raise Conflict(stored)
    before = Offer.objects.filter(target_set=stored, room=stored.measure.room).last()
    if before is not None:
        return _stored(before)
    offer = Offer(
        measure=stored.measure, alliance=stored.measure.alliance, room=stored.measure.room,
        valid_from=stored.valid_from, made_at=stored.set_at, target_set=stored,
        person_id=stored.set_by_id, partner=partner_that_set(stored),
    )  # fmt: skip
    for name in Offer.TERMS:
        setattr(offer, name, getattr(stored, name))
    clash = open_at(offer, offer.room, Offer.State.OPEN)
    if clash is not None:
        raise Conflict(clash)
    offer.save()
    return offer


def partner_that_set(target: Target) -> Partner | None:
    """The side that set a target; none where it was set on the server."""
    if target.set_by_id is None:
        return None
    rows = Partner.objects.filter(alliance=target.measure.alliance_id)
    return rows.filter(company__people=target.set_by_id).first()


def open_at(offer: Offer, room: Room, state: str) -> Offer | None:
    """Another offer in the room in this state for the same measure from the same day."""
    rows = Offer.objects.filter(
        measure=offer.measure, valid_from=offer.valid_from, room=room, state=state
    )
    others = rows.exclude(pk=offer.pk) if offer.pk else rows
    return others.select_related("measure__alliance", "partner__company", "person").first()


def without_reply(offer: Offer) -> list[Partner]:
    """The partners of today that have still to agree."""
    rows = Partner.objects.filter(alliance=offer.alliance_id).select_related("company")
    said = Reply.objects.filter(offer=offer, verdict=Reply.Verdict.AGREED).values("partner")
    asked = rows.exclude(pk=offer.partner_id or 0).exclude(pk__in=said)
    today = timezone.localdate()
    return [partner for partner in asked if is_partner_on(partner, today)]


def is_partner_on(partner: Partner, day: date) -> bool:
    return partner.left_on is None or partner.left_on > day


def who_agreed(offer: Offer) -> list[list[str]]:
    """Company, person and day of each side, first of the one that offered."""
    said = []
    if offer.partner is not None:
        person = offer.person.name if offer.person else ""
        said.append([offer.partner.company.name, person, _day(offer.made_at)])
    rows = offer.replies.filter(verdict=Reply.Verdict.AGREED)
    for reply in rows.select_related("partner__company", "person"):
        person = reply.person.name if reply.person else ""
        said.append([reply.partner.company.name, person, _day(reply.said_at)])
    return said or [["", "", _day(timezone.now())]]


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()
