"""Closing a span of days to readings, and opening it again."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import joint_room
from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit
from allied.pure.periods import FIRST_YEAR, LAST_YEAR

from ..derived.feeding import feed_all, with_all_derived
from ..models import Measure, PeriodLock
from ..texts import clean_text
from .standings import lock_measures, renew_standings


@transaction.atomic
def lock_period(
    *, by: Actor, alliance: Alliance, period_start: date, period_end: date
) -> PeriodLock:
    """No reading of a joint measure for a period that touches these days is taken any more."""
    demand(by, "scorecard.lock_periods", alliance)
    for name, day in (("period_start", period_start), ("period_end", period_end)):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refused(_("Enter a date between 1900 and 2200."), name)
    if period_end < period_start:
        raise Refused(_("The last day must not be before the first."), "period_end")
    if period_start > alliance.today():
        raise Refused(_("This period has not begun yet."), "period_start")
    # Writers in the middle of a reading finish first; the next ones see the lock.
    lock_measures(Measure.objects.filter(alliance=alliance).values_list("pk", flat=True))
    room = joint_room(alliance)
    live = PeriodLock.objects.filter(room=room, reopened_at__isnull=True)
    if live.filter(period_start__lte=period_start, period_end__gte=period_end).exists():
        raise Refused(_("These days are locked already."), "period_start")
    lock = PeriodLock.objects.create(
        alliance=alliance, room=room, period_start=period_start, period_end=period_end,
        locked_by_id=by.person_id,
    )  # fmt: skip
    _audit("scorecard.lock_period", by, lock)
    return lock


@transaction.atomic
def reopen_period(*, by: Actor, lock: PeriodLock, reason: str) -> PeriodLock:
    """Take readings for these days again. The reason stays in the record."""
    demand(by, "scorecard.lock_periods", lock.alliance)
    text = clean_text(reason, 300, "reason", required=True)
    lock_measures(with_all_derived((), lock.alliance))
    opened = PeriodLock.objects.filter(pk=lock.pk, reopened_at__isnull=True).update(
        reopened_at=timezone.now(), reopened_by_id=by.person_id, reason=text
    )
    lock.refresh_from_db()
    if not opened:
        raise Refused(_("Somebody has reopened it already."))
    renew_standings(feed_all(lock.alliance))
    _audit("scorecard.reopen_period", by, lock, reason=text)
    return lock


def _audit(act: str, by: Actor, lock: PeriodLock, **details: str) -> None:
    audit.record(
        act, by=by, kind="period_lock", object_id=lock.pk, label=str(lock),
        alliance_id=lock.alliance_id, room_id=lock.room_id, **details,
    )  # fmt: skip
