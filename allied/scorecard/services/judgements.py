"""A status set by a person against the computed one."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.permissions import demand
from allied.foundation.access.refusal import Refused
from allied.foundation.audit import services as audit
from allied.pure.scoring import WORST_FIRST

from ..models import Measure, StatusByHand
from ..texts import clean_text
from .standings import lock_measures


@transaction.atomic
def set_status_by_hand(
    *, by: Actor, measure: Measure, status: str, reason: str, until: date
) -> StatusByHand:
    """Show this status until the day (included); the computed one stays beside it."""
    demand(by, "scorecard.edit_measures", measure.alliance)
    if status not in [item.value for item in WORST_FIRST]:
        raise Refused(_("Choose exceeds, on track, caution or off track."), "status")
    text = clean_text(reason, 500, "reason", required=True)
    today = measure.alliance.today()
    if not today <= until <= today + timedelta(days=366):
        raise Refused(_("Choose a day from today to a year from now."), "until")
    lock_measures([measure.pk])
    _end(measure)
    made = StatusByHand.objects.create(
        measure=measure, status=status, reason=text, until=until, set_by_id=by.person_id
    )
    _audit("scorecard.set_status_by_hand", by, measure, status, text)
    return made


@transaction.atomic
def end_status_by_hand(*, by: Actor, measure: Measure) -> None:
    """Show the computed status again."""
    demand(by, "scorecard.edit_measures", measure.alliance)
    if _end(measure):
        _audit("scorecard.end_status_by_hand", by, measure, "", "")


def _end(measure: Measure) -> int:
    live = StatusByHand.objects.filter(measure=measure, ended_at__isnull=True)
    return live.update(ended_at=timezone.now())


def _audit(act: str, by: Actor, measure: Measure, status: str, reason: str) -> None:
    audit.record(
        act, by=by, kind="measure", object_id=measure.pk, label=measure.name,
        alliance_id=measure.alliance_id, room_id=measure.room_id, status=status, reason=reason,
    )  # fmt: skip
