"""Retiring a measure with a reason, and bringing it back."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit
from allied.pure.periods import FIRST_YEAR

from ..derived.feeding import feed_all, with_all_derived
from ..models import Measure, PeriodLock, Retirement
from ..texts import clean_text
from .standings import lock_measures, renew_standings


@transaction.atomic
def retire_measure(
    *, by: Actor, measure: Measure, version: int, reason: str, since: date | None = None
) -> Retirement:
    """Take the measure off the scorecard from a day on, today where none is given.

    From that day on it is neither asked for nor counted; on days before it counts still. Its
    readings are kept. Conflict where it is no longer at `version`.
    """
    demand(by, "scorecard.edit_measures", measure.alliance)
    lock_measures(with_all_derived([measure.pk], measure.alliance))
    stored = Measure.objects.visible_to(by).select_related("alliance", "room").get(pk=measure.pk)
    if stored.version != version or stored.removed_at is not None:
        raise Conflict(stored)
    made = Retirement(
        measure=stored, since=since or stored.alliance.today(), retired_by_id=by.person_id,
        reason=clean_text(reason, 500, "reason", required=True),
    )  # fmt: skip
    _check_day(made)
    stored.removed_at = timezone.now()
    stored.save_over(version, ["removed_at"])
    made.save()
    renew_standings(feed_all(stored.alliance))
    _audit("scorecard.retire_measure", by, stored, reason=made.reason)
    return made


@transaction.atomic
def bring_back_measure(*, by: Actor, measure: Measure, version: int) -> None:
    """Put it on the scorecard again from today on; Conflict where it is no longer at `version`."""
    demand(by, "scorecard.edit_measures", measure.alliance)
    lock_measures(with_all_derived([measure.pk], measure.alliance))
    stored = Measure.objects.visible_to(by).select_related("alliance", "objective").get(
        pk=measure.pk
    )  # fmt: skip
    if stored.version != version or stored.removed_at is None:
        raise Conflict(stored)
    if stored.objective.removed_at is not None:
        raise Refused(_("Its objective is no longer on the map."))
    stored.removed_at = None
    try:
        with transaction.atomic():
            stored.save_over(version, ["removed_at"])
    except IntegrityError:
        raise Refused(_("Its objective has another measure of that name now.")) from None
    Retirement.objects.filter(measure=stored, ended_on=None).update(
        ended_on=stored.alliance.today(), ended_by=by.person_id
    )
    renew_standings({stored.pk, *feed_all(stored.alliance)})
    _audit("scorecard.bring_back_measure", by, stored)


def _check_day(made: Retirement) -> None:
    measure, day = made.measure, made.since
    if day > measure.alliance.today():
        raise Refused(_("Give today or a day before."), "since")
    if day.year < FIRST_YEAR:
        raise Refused(_("Give a day from %(year)s on.") % {"year": FIRST_YEAR}, "since")
    if Retirement.objects.filter(measure=measure, ended_on__gt=day).exists():
        raise Refused(_("On that day it was retired already: give a later one."), "since")
    locked = PeriodLock.objects.filter(
        room_id=measure.room_id, reopened_at=None, period_end__gte=day
    )
    if locked.exists():
        said = _("That would change the score of a locked period: give a later day.")
        raise Refused(said, "since")


def _audit(act: str, by: Actor, measure: Measure, **details: str) -> None:
    audit.record(
        act, by=by, kind="measure", object_id=measure.pk, label=measure.name,
        alliance_id=measure.alliance_id, room_id=measure.room_id, **details,
    )  # fmt: skip
