"""Offering, countering, agreeing, declining and withdrawing targets of joint measures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Partner, Room
from allied.alliances.queries import joint_room
from allied.foundation.access.actor import Actor, View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit

from ..models import Measure, Offer, Reply, Target
from ..services.standings import lock_measures, renew_standings
from ..services.targets import add_target, checked_target, says_the_same
from ..texts import clean_text
from ..yardsticks import in_force
from .asked import Subject, open_at, taken, who_agreed, without_reply

State = Offer.State


@transaction.atomic
def make_offer(
    *,
    by: Actor,
    measure: Measure,
    valid_from: date,
    values: Mapping[str, Any],
    comment: str = "",
    answers: Subject | None = None,
    draft: Offer | None = None,
    version: int | None = None,
    as_draft: bool = False,
) -> Offer:
    """Offer a target for the actor's own side, as a draft in our room or put forward at once.

    `answers`: the offer, or the target that one side set, to which it is a counter-offer. `draft`
    with its `version`: our draft that is changed thereby. Conflict where somebody else was first:
    the draft was changed, what is answered is not open any more, another offer from that day is.
    """
    demand(by, "scorecard.propose_targets", measure.alliance)
    _refuse_unless_joint(measure)
    lock_measures([measure.pk])
    offer = Offer(measure=measure, alliance=measure.alliance) if draft is None else draft
    if draft is not None:
        _hold_draft(by, draft, version)
        answers = answers or draft.answers or draft.target_set
    _fill(by, offer, valid_from, values, comment)
    if as_draft:
        return _keep_draft(by, offer, answers)
    return _put_forward(by, offer, answers)


@transaction.atomic
def put_forward(*, by: Actor, offer: Offer, version: int) -> Offer:
    """Show a draft of ours to the partners, as it stands: from now on it is theirs to answer."""
    demand(by, "scorecard.propose_targets", offer.alliance)
    lock_measures([offer.measure_id])
    _hold_draft(by, offer, version)
    values = {name: getattr(offer, name) for name in Offer.TERMS}
    checked_target(by=by, measure=offer.measure, valid_from=offer.valid_from, values=values)
    return _put_forward(by, offer, offer.answers or offer.target_set)


@transaction.atomic
def withdraw_offer(*, by: Actor, offer: Offer) -> None:
    """Take back what one's own side offered, or throw away its draft. Both stay on record."""
    demand(by, "scorecard.propose_targets", offer.alliance)
    lock_measures([offer.measure_id])
    stored = Offer.objects.visible_to(by).select_related("measure", "alliance").get(pk=offer.pk)
    if stored.partner_id is None or stored.partner_id != by.seats[stored.alliance_id].partner_id:
        raise Refused(_("Only the side that made an offer can withdraw it."))
    if stored.state not in {State.OPEN, State.DRAFT}:
        raise Conflict(stored)
    if stored.target_set_id is not None and stored.state == State.OPEN:
        raise Refused(_("This target is in force already: set or offer another one instead."))
    _close(stored, State.WITHDRAWN)
    _record("scorecard.withdraw_offer", by, stored)


@transaction.atomic
def agree_to(*, by: Actor, subject: Subject, comment: str = "") -> Offer:
    """Agree for the actor's own side. When all others have, the target is in force from its day."""
    offer = _answered(by, subject)
    _reply(by, offer, Reply.Verdict.AGREED, comment)
    if not without_reply(offer):
        _put_in_force(by, offer)
    return offer


@transaction.atomic
def decline(*, by: Actor, subject: Subject, comment: str = "") -> Offer:
    """Refuse for the actor's own side. A target in force already stays so, and proposed."""
    offer = _answered(by, subject)
    _reply(by, offer, Reply.Verdict.DECLINED, comment)
    _close(offer, State.DECLINED)
    return offer


def _answered(by: Actor, subject: Subject) -> Offer:
    demand(by, "scorecard.agree_targets", subject.measure.alliance)
    _refuse_unless_joint(subject.measure)
    lock_measures([subject.measure_id])
    return taken(by, subject)


def _refuse_unless_joint(measure: Measure) -> None:
    if not measure.room.is_joint:
        raise Refused(_("A measure of our own room needs nobody's agreement: set its target."))
    if measure.removed_at is not None:
        raise Refused(_("This measure is off the scorecard."))


def _hold_draft(by: Actor, draft: Offer, version: int | None) -> None:
    stored = Offer.objects.visible_to(by).filter(pk=draft.pk).first()
    if stored is None or stored.state != State.DRAFT or stored.version != version:
        raise Conflict(stored or draft)


def _fill(by: Actor, offer: Offer, day: date, values: Mapping[str, Any], comment: str) -> None:
    target = checked_target(by=by, measure=offer.measure, valid_from=day, values=values)
    rows = list(Target.objects.in_use().filter(measure=offer.measure))
    now = in_force(rows, day)
    if now and now.agreed_at and now.valid_from <= day and says_the_same(now, target):
        raise Refused(_("This is what all partners have agreed to already."))
    offer.valid_from = day
    for name in Offer.TERMS:
        setattr(offer, name, getattr(target, name))
    offer.comment = clean_text(comment, 2000, "comment")
    offer.partner_id = by.seats[offer.measure.alliance_id].partner_id
    offer.person_id = by.person_id


def _keep_draft(by: Actor, offer: Offer, answers: Subject | None) -> Offer:
    if by.view is not View.OURS:
        raise Refused(_("A draft is kept in our room: change to the view of our room first."))
    room = Room.objects.get(pk=by.seats[offer.measure.alliance_id].own_room_id)
    clash = open_at(offer, room, State.DRAFT)
    if clash is not None:
        raise Conflict(clash)
    offer.answers = answers if isinstance(answers, Offer) else None
    offer.target_set = answers if isinstance(answers, Target) else None
    offer.state = State.DRAFT
    _save(offer, room)
    _record("scorecard.draft_offer", by, offer)
    return offer


def _put_forward(by: Actor, offer: Offer, answers: Subject | None) -> Offer:
    room = joint_room(offer.measure.alliance)
    if answers is not None:
        demand(by, "scorecard.agree_targets", offer.measure.alliance)
        offer.answers = taken(by, answers)
        _close(offer.answers, State.COUNTERED)
    clash = open_at(offer, room, State.OPEN)
    if clash is not None:
        if clash.partner_id != offer.partner_id:
            raise Conflict(clash)
        _close(clash, State.WITHDRAWN)
        offer.answers = offer.answers or clash
    offer.state, offer.target_set, offer.made_at = State.OPEN, None, timezone.now()
    _save(offer, room)
    act = "scorecard.offer_target" if answers is None else "scorecard.counter_target"
    _record(act, by, offer)
    if not without_reply(offer):
        _put_in_force(by, offer)
    return offer


def _save(offer: Offer, room: Room) -> None:
    offer.room = room
    if offer.pk is not None:
        offer.version += 1
    offer.save()


def _close(offer: Offer, state: str) -> None:
    offer.state, offer.closed_at = state, timezone.now()
    offer.version += 1
    offer.save(update_fields=["state", "closed_at", "version"])


def _reply(by: Actor, offer: Offer, verdict: str, comment: str) -> None:
    said = clean_text(comment, 2000, "comment")
    partner = Partner.objects.get(pk=by.seats[offer.alliance_id].partner_id)
    Reply.objects.create(
        offer=offer, partner=partner, person_id=by.person_id, verdict=verdict, comment=said
    )
    agreed = verdict == Reply.Verdict.AGREED
    _record("scorecard.agree_target" if agreed else "scorecard.decline_target", by, offer)


def _put_in_force(by: Actor, offer: Offer) -> None:
    """The offer becomes the target from its day, in the transaction of the last agreement."""
    offer.target_set = add_target(
        by=by, measure=offer.measure, valid_from=offer.valid_from,
        values={name: getattr(offer, name) for name in Offer.TERMS}, agreed_by=who_agreed(offer),
    )  # fmt: skip
    offer.state, offer.closed_at = State.AGREED, timezone.now()
    offer.version += 1
    offer.save(update_fields=["target_set", "state", "closed_at", "version"])
    renew_standings([offer.measure_id])


def _record(act: str, by: Actor, offer: Offer) -> None:
    audit.record(
        act, by=by, kind="measure", object_id=offer.measure_id, label=offer.measure.name,
        alliance_id=offer.alliance_id, room_id=offer.room_id, offer=offer.pk,
        valid_from=offer.valid_from.isoformat(),
    )  # fmt: skip
