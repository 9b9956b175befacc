"""The measures that have outlived their use, with the reasons; and those that are retired."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.audit.models import Entry
from allied.strategy.models import MapChange

from ..models import Formula, Measure, Retirement
from ..queries.standings import last_statuses
from ..yardsticks import period_label
from . import grounds
from .reasons import GREEN_PERIODS, UNREPORTED_PERIODS, UNTOUCHED_YEARS, Facts, Reason, reasons_of


class Outlived(Struct, frozen=True):
    """A measure with the sentences why it is named."""

    measure: Measure
    reasons: Sequence[str]
    is_ours: bool


class OutlivedPage(Struct, frozen=True):
    """What the page shows. `retired` are the retirements that hold, the latest first."""

    outlived: Sequence[Outlived]
    retired: Sequence[Retirement]
    looked_at: int


def outlived_page(alliance: Alliance, actor: Actor) -> OutlivedPage:
    """All of it, in eight queries for any number of measures."""
    rows = Measure.objects.visible_to(actor).filter(
        alliance=alliance, removed_at=None, objective__removed_at=None
    )
    measures = list(
        rows.select_related("objective", "owner", "room").order_by("objective__position", "pk")
    )
    gone = Retirement.objects.visible_to(actor).filter(
        measure__alliance=alliance, ended_on=None, measure__removed_at__isnull=False
    )
    joined = gone.select_related("measure__objective", "measure__room", "retired_by")
    return OutlivedPage(_outlived(alliance, actor, measures), list(joined), len(measures))


def retirements_of(actor: Actor, measure: Measure) -> list[Retirement]:
    """Every retirement of a measure, the latest first. `measure` as `measure_visible_to` has it."""
    if not measure.was_retired:  # type: ignore[attr-defined]
        return []
    rows = Retirement.objects.visible_to(actor).filter(measure=measure)
    return list(rows.select_related("retired_by", "ended_by"))


def _outlived(alliance: Alliance, actor: Actor, measures: Sequence[Measure]) -> list[Outlived]:
    today, ids = alliance.today(), [measure.pk for measure in measures]
    joint = actor.seats[alliance.pk].joint_room_id
    known = last_statuses(ids, GREEN_PERIODS, today)
    touched, changed = _touched(alliance, ids), _objective_changes(alliance, actor)
    more, found = grounds.told(actor, alliance, ids), []
    for measure in measures:
        last, statuses = known.get(measure.pk, (None, ()))
        made = timezone.localdate(measure.created_at)
        # A joint measure is held against the joint map alone, whatever we change in our room.
        rooms = {joint, measure.room_id}
        facts = Facts(
            measure.frequency, alliance.fiscal_start_month, made,
            max(made, touched.get(measure.pk, made)),
            max(_days(changed, rooms, measure.objective_id), default=None),
            last, statuses,
        )  # fmt: skip
        said = [_said(reason, facts) for reason in reasons_of(facts, today)]
        said += more.get(measure.pk, [])
        if said:
            found.append(Outlived(measure, said, measure.room_id != joint))
    return found


def _days(
    changed: Mapping[tuple[int, int], date], rooms: Iterable[int], objective_id: int
) -> list[date]:
    return [changed[room, objective_id] for room in rooms if (room, objective_id) in changed]


def _touched(alliance: Alliance, ids: Collection[int]) -> Mapping[int, date]:
    """The day of the last change of each measure's definition or formula."""
    edits = Entry.objects.filter(
        Q(act="scorecard.edit_measure") | Q(act="scorecard.stop_formula"),
        alliance_id=alliance.pk, kind="measure",
    ).order_by()  # fmt: skip
    formulas = Formula.objects.filter(measure__in=ids).order_by()
    found: dict[int, date] = {}
    for pk, at in (
        *_latest(edits.values_list("object_id"), "at"),
        *_latest(formulas.values_list("measure_id"), "set_at"),
    ):
        day = timezone.localdate(at)
        found[pk] = max(day, found.get(pk, day))
    return found


def _latest(rows: Any, stamp: str) -> Iterable[tuple[int, datetime]]:
    found: Iterable[tuple[int, datetime]] = rows.annotate(last=Max(stamp))
    return found


def _objective_changes(alliance: Alliance, actor: Actor) -> Mapping[tuple[int, int], date]:
    """The day each objective was last edited or moved, by room of the change and objective."""
    rows = MapChange.objects.visible_to(actor).filter(
        alliance=alliance, act__in=("strategy.edit_objective", "strategy.move_objective")
    )
    found: dict[tuple[int, int], date] = {}
    for room, at, steps in rows.order_by("at").values_list("room_id", "at", "operations"):
        for step in steps:
            if step.get("model") == "objective":
                found[room, step["pk"]] = timezone.localdate(at)
    return found


def _said(reason: Reason, facts: Facts) -> str:
    if reason is Reason.UNREPORTED and facts.last_period is None:
        return _("Never reported.")
    if reason is Reason.UNREPORTED:
        assert facts.last_period is not None
        label = period_label(facts.frequency, facts.last_period, facts.fiscal_start_month)
        return _("Not reported for %(count)s periods or more; last for %(period)s.") % {
            "count": UNREPORTED_PERIODS, "period": label,
        }  # fmt: skip
    if reason is Reason.UNTOUCHED:
        return _(
            "Its definition has stood for %(years)s years or more; its objective has changed since."
        ) % {"years": UNTOUCHED_YEARS}
    return _("Green in each of its last %(count)s readings: it no longer asks for anything.") % {
        "count": GREEN_PERIODS
    }
