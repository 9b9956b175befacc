"""Reads of one measure."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor

from ..models import Measure, Reading, Retirement, Target
from ..yardsticks import in_force


def measure_visible_to(actor: Actor, alliance: Alliance, pk: int) -> Measure:
    """The measure, or 404. A retired one can be read still; `was_retired`: it is, or was once."""
    retired = Retirement.objects.filter(measure=OuterRef("pk"))
    rows = Measure.objects.visible_to(actor).filter(alliance=alliance)
    rows = rows.annotate(was_retired=Exists(retired))
    joined = rows.select_related(
        "alliance", "room", "objective__theme", "owner__company", "standing__judged_by"
    )
    return get_object_or_404(joined, pk=pk)


def target_in_force(measure: Measure) -> Target | None:
    """The target that a reading of today is judged by."""
    targets = list(Target.objects.in_use().filter(measure=measure))
    return in_force(targets, measure.alliance.today())


def current_readings(measure_id: int, starts: Sequence[date]) -> Mapping[date, Reading]:
    """The current readings of these periods."""
    rows = Reading.objects.filter(measure_id=measure_id, period_start__in=starts, is_current=True)
    return {row.period_start: row for row in rows}
