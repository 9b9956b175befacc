"""Reads of what is offered: what waits for the actor's side, its own offers, the thread."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor
from allied.foundation.access.keys import number_in
from allied.foundation.access.permissions import allowed

from ..formats import full_text, number_text
from ..models import Measure, Offer, Reply, Target, TargetTerms
from ..yardsticks import in_force
from .asked import Subject

PAGE: Final = 20
"""Targets that one page asks about."""
_MEASURE: Final = ("measure__alliance", "measure__room", "measure__objective")


class Asked(Struct, frozen=True):
    """One target that waits for the actor's side: `now` is what is in force from that day."""

    key: str
    subject: Subject
    company: str
    person: str
    now: Target | None

    @property
    def measure(self) -> Measure:
        return self.subject.measure

    @property
    def values(self) -> list[tuple[str, str]]:
        return told(self.subject, self.measure)

    @property
    def values_now(self) -> list[tuple[str, str]]:
        return told(self.now, self.measure) if self.now else []

    @property
    def is_in_force(self) -> bool:
        """It judges already: one side set it before the other agreed."""
        return isinstance(self.subject, Target) or self.subject.target_set_id is not None

    @property
    def comment(self) -> str:
        return "" if isinstance(self.subject, Target) else self.subject.comment

    @property
    def at(self) -> Any:
        return self.subject.set_at if isinstance(self.subject, Target) else self.subject.made_at


class Told(Struct, frozen=True):
    """One offer of a thread with what was said to it."""

    offer: Offer
    values: Sequence[tuple[str, str]]
    is_own: bool
    is_answered: bool
    """Whether the reader's side has said something to it."""


class Thread(Struct, frozen=True):
    """Everything offered for one measure, the latest first, and what waits for our answer."""

    told: Sequence[Told]
    asked: Sequence[Asked]
    missing: Sequence[str]
    """Companies whose agreement to the target in force is missing."""


def told(terms: TargetTerms, measure: Measure) -> list[tuple[str, str]]:
    """The values of a target with their names, as they are read."""
    found = [
        (_named(name), full_text(value, measure.kind, measure.unit, measure.currency))
        for name in Target.VALUES
        if (value := getattr(terms, name)) is not None
    ]
    if terms.weight != 1:
        found.append((_named("weight"), number_text(float(terms.weight))))
    for name in ("baseline_on", "target_on"):
        if day := getattr(terms, name):
            found.append((_named(name), date_format(day)))
    return found


def _named(name: str) -> str:
    return str(Target._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def waiting_for(actor: Actor, alliance: Alliance) -> tuple[list[Asked], int]:
    """The first targets that wait for the actor's side, and how many there are. Four queries."""
    offers, targets = _offers_asked(actor, [alliance.pk]), _targets_asked(actor, [alliance.pk])
    shown: list[Subject] = list(offers.select_related(*_MEASURE, "partner__company", "person"))
    some = targets.select_related(*_MEASURE, "set_by__company").order_by("measure_id", "valid_from")
    rest = max(0, PAGE - len(shown))
    found = list(some[: rest + 1])
    total = len(shown) + (len(found) if len(found) <= rest else targets.count())
    return _asked([*shown, *found[:rest]][:PAGE]), total


def may_agree_in(actor: Actor) -> list[int]:
    """The alliances in which the actor may agree to a target."""
    permitted = "scorecard.agree_targets"
    return [pk for pk in actor.alliance_ids if allowed(actor, permitted, Alliance(pk=pk))]


def waiting_in(actor: Actor, ids: Sequence[int]) -> Combinable:
    """To annotate alliances with: how many targets wait there for the actor's side.

    `ids`: those in which the actor may agree.
    """
    if not ids:
        return Value(0)
    offers = _offers_asked(actor, ids).filter(alliance=OuterRef("pk"))
    targets = _targets_asked(actor, ids).filter(measure__alliance=OuterRef("pk"))
    return _count(offers, "alliance_id") + _count(targets, "measure__alliance_id")


def _count(rows: QuerySet[Any], path: str) -> Coalesce:
    counted = rows.order_by().values(path).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def own_offers(actor: Actor, alliance: Alliance) -> list[Offer]:
    """Open offers and visible drafts of the actor's side. One query."""
    rows = Offer.objects.visible_to(actor).filter(
        alliance=alliance, partner=_side(actor, alliance), measure__removed_at=None,
        state__in=[Offer.State.OPEN, Offer.State.DRAFT],
    )  # fmt: skip
    return list(rows.select_related(*_MEASURE, "partner__company", "person"))


def thread_of(actor: Actor, measure: Measure) -> Thread:
    """All offers of a measure that the actor may see, with what was said to them."""
    own = _side(actor, measure.alliance)
    rows = Offer.objects.visible_to(actor).filter(measure=measure)
    offers = rows.select_related("partner__company", "person", "answers").prefetch_related(
        "replies__partner__company", "replies__person"
    )
    found = list(offers.order_by("-made_at", "-pk"))
    targets = list(
        Target.objects.in_use().filter(measure=measure).select_related("set_by__company")
    )
    answered = {o.pk: own in {r.partner_id for r in o.replies.all()} for o in found}
    asked: list[Subject] = [
        o for o in found
        if o.state == Offer.State.OPEN and o.partner_id != own and not answered[o.pk]
    ]  # fmt: skip
    settled = {o.target_set_id for o in found if o.room_id == measure.room_id}
    days = {o.valid_from for o in found if o.state == Offer.State.OPEN}
    asked += [
        t for t in targets
        if not t.agreed_at and t.pk not in settled and t.valid_from not in days
        and (t.set_by is None or t.set_by.company_id != actor.company_id)
    ]  # fmt: skip
    for subject in (*asked, *found):
        subject.measure = measure
    now = in_force(targets, measure.alliance.today())
    return Thread(
        [Told(o, told(o, measure), o.partner_id == own, answered[o.pk]) for o in found],
        _asked(asked, targets) if measure.room.is_joint and not measure.removed_at else [],
        _missing(measure, now) if measure.room.is_joint else [],
    )


def _missing(measure: Measure, now: Target | None) -> list[str]:
    if now is None or now.agreed_at:
        return []
    said = {now.set_by.company_id} if now.set_by else set()
    rows = partners_of(measure.alliance)
    return [row.company.name for row in rows if not row.left_on and row.company_id not in said]


def subject_of(actor: Actor, alliance: Alliance, key: str) -> Subject:
    """The offer (`o12`) or the target (`t12`) that a key names; 404 where there is none to see."""
    rows: dict[str, QuerySet[Any]] = {
        "o": Offer.objects.visible_to(actor).exclude(state=Offer.State.DRAFT),
        "t": Target.objects.visible_to(actor),
    }
    kind, number = key[:1], number_in(key[1:])
    if kind not in rows or number is None:
        raise Http404
    found: Subject = get_object_or_404(
        rows[kind].select_related(*_MEASURE).filter(measure__alliance=alliance), pk=number
    )
    return found


def offer_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Offer:
    rows = Offer.objects.visible_to(actor).filter(alliance=alliance).select_related(*_MEASURE)
    return get_object_or_404(rows.select_related("answers__measure", "target_set__measure"), pk=pk)


def draft_of(actor: Actor, measure: Measure, number: str) -> Offer:
    """A draft of ours of this measure; 404."""
    pk = number_in(number)
    if pk is None:
        raise Http404
    found = offer_visible_to(actor, measure.alliance, pk)
    if found.measure_id != measure.pk or found.state != Offer.State.DRAFT:
        raise Http404
    return found


def _side(actor: Actor, alliance: Alliance) -> int:
    return actor.seats[alliance.pk].partner_id


def _offers_asked(actor: Actor, alliance_ids: Sequence[int]) -> QuerySet[Any]:
    own = [seat.partner_id for seat in actor.seats.values()]
    replied = Reply.objects.filter(offer=OuterRef("pk"), partner__in=own)
    return Offer.objects.visible_to(actor).filter(
        ~Exists(replied), ~Q(partner__in=own) | Q(partner=None), alliance_id__in=alliance_ids,
        state=Offer.State.OPEN, measure__removed_at=None, measure__objective__removed_at=None,
    )  # fmt: skip


def _targets_asked(actor: Actor, alliance_ids: Sequence[int]) -> QuerySet[Any]:
    """Targets in force that another side, or nobody, set and nobody has answered."""
    answered = Offer.objects.filter(target_set=OuterRef("pk"), room=OuterRef("measure__room"))
    live = Offer.objects.filter(
        measure=OuterRef("measure"), valid_from=OuterRef("valid_from"), state=Offer.State.OPEN
    )
    rows = Target.objects.visible_to(actor).in_use()
    return rows.filter(
        ~Exists(answered), ~Exists(live), measure__alliance_id__in=alliance_ids,
        measure__room__partner=None, measure__removed_at=None,
        measure__objective__removed_at=None, agreed_at=None,
    ).exclude(set_by__company=actor.company_id)  # fmt: skip


def _asked(subjects: Sequence[Subject], given: Sequence[Target] | None = None) -> list[Asked]:
    targets: dict[int, list[Target]] = {}
    rows = given
    if rows is None:
        ids = [subject.measure_id for subject in subjects]
        rows = list(Target.objects.in_use().filter(measure_id__in=ids)) if ids else []
    for row in sorted(rows, key=lambda row: row.valid_from):
        targets.setdefault(row.measure_id, []).append(row)
    return [_one(subject, targets.get(subject.measure_id, [])) for subject in subjects]


def _one(subject: Subject, targets: Sequence[Target]) -> Asked:
    if isinstance(subject, Target):
        person = subject.set_by
        company = person.company.name if person else ""
        others = [row for row in targets if row.pk != subject.pk]
        key = f"t{subject.pk}"
    else:
        person, key = subject.person, f"o{subject.pk}"
        company = subject.partner.company.name if subject.partner else ""
        others = [row for row in targets if row.pk != subject.target_set_id]
    now = in_force(others, subject.valid_from)
    earlier = now if now and now.valid_from <= subject.valid_from else None
    return Asked(key, subject, company, person.name if person else "", earlier)
