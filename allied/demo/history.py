"""What happened in the first alliance after its start, in the order of its days."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import Max

from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.audit.models import Entry
from allied.notes.services import write_note
from allied.people.models import Person
from allied.pure.periods import Period, parse_period
from allied.scorecard.models import Reading
from allied.scorecard.reviews.services import freeze_review
from allied.scorecard.services import Entry as ReadingEntry
from allied.scorecard.services import lock_period, record_readings, set_status_by_hand

from .dating import dated
from .decisions import decisions
from .negotiating import negotiation
from .relationships import relationships
from .stage import CLOSED, FIRST, Stage, all_measures, by_period
from .versions import first_version, later_versions
from .work import work_done

REPORTED_AFTER = timedelta(days=12)
# From here on the visitor has not looked: it is what others changed.
LATELY = date(2006, 12, 1)

Event = tuple[date, Callable[[], object]]


def let_it_happen(stage: Stage, told: dict[str, Any]) -> None:
    first_version(stage)
    for day, act in sorted(_events(stage, told), key=lambda event: event[0]):
        with dated(day):
            act()
    _date_readings(stage.alliance)
    _let_have_looked(stage)


def _events(stage: Stage, told: dict[str, Any]) -> Iterable[Event]:
    """What happened after the start, to be put in the order of its days."""
    yield from _reports(stage, told)
    yield from later_versions(stage)
    yield from negotiation(stage)
    yield from decisions(stage)
    for each, view in (
        *((each, View.JOINT) for each in told["notes"]),
        *((each, View.OURS) for each in told["private"]),
    ):
        yield each["written_on"], partial(_write, stage, each, view)
    yield (
        date(2006, 2, 1),
        partial(
            lock_period, by=stage.actor("s_manager"), alliance=stage.alliance,
            period_start=CLOSED[0], period_end=CLOSED[1],
        ),
    )  # fmt: skip
    yield from work_done(stage, told)
    yield from relationships(stage)
    for each in told["reviews"]:
        yield each["held_on"], partial(_freeze, stage, each)
    yield (
        date(2006, 12, 12),
        partial(
            set_status_by_hand, by=stage.actor("s_manager"), measure=stage.measures["decisions"],
            status="on_track", until=date(2007, 3, 31),
            reason="Both late decisions were taken on 8 December (illustrative).",
        ),
    )  # fmt: skip


def _reports(stage: Stage, told: dict[str, Any]) -> Iterable[Event]:
    """History in three parts for each owner, at the closing and before each review."""
    batches: dict[tuple[date, str, View], list[ReadingEntry]] = defaultdict(list)
    for _objective, _maker, view, each in all_measures(told):
        measure = stage.measures[each.get("key", each["name"])]
        notes = {parse_period(text): note for text, note in each.get("notes", {}).items()}
        for period, value in by_period(measure.frequency, each["readings"]):
            entry = ReadingEntry(
                measure=measure, period=period, value=value, note=notes.get(period, ""),
                source="Illustrative",
            )  # fmt: skip
            batches[_reported_on(period), each["owner"], view].append(entry)
    for (day, owner, view), entries in batches.items():
        actor = stage.actor(owner, view)
        yield (
            day,
            partial(record_readings, by=actor, entries=entries, notes_required=False),
        )


def _reported_on(period: Period) -> date:
    if period.end <= CLOSED[1]:
        return date(2006, 1, 20)
    if period.end >= LATELY:
        return period.end + timedelta(days=1)
    return date(2006, 7, 12) if period.end < date(2006, 7, 1) else date(2006, 10, 12)


def _date_readings(alliance: Alliance) -> None:
    """Each reading came in some days after its period, except those that came in lately."""
    rows = Reading.objects.filter(measure__alliance=alliance, period_start__lt=date(2006, 10, 1))
    for frequency, first in FIRST.items():
        period = parse_period(first)
        while period.end < LATELY:
            moment = datetime.combine(period.end + REPORTED_AFTER, time(9), UTC)
            rows.filter(period_start=period.start, measure__frequency=frequency.value).update(
                entered_at=moment
            )
            period = period.next()


def _freeze(stage: Stage, each: dict[str, Any]) -> None:
    """A review of its day: the record is read as of then."""
    as_it_was = copy(stage.alliance)
    as_it_was.record_ends_on = each["held_on"]
    freeze_review(by=stage.actor("s_manager"), alliance=as_it_was, **each)


def _write(stage: Stage, each: dict[str, Any], view: View) -> None:
    kind = "objective" if each["on"] in stage.objectives else "measure"
    on = (stage.objectives if kind == "objective" else stage.measures)[each["on"]]
    write_note(
        by=stage.actor(each["by"], view), alliance=stage.alliance, kind=kind, object_id=on.pk,
        text=each["text"].strip(),
    )  # fmt: skip


def _let_have_looked(stage: Stage) -> None:
    """Everybody has seen what was done before LATELY."""
    early = Entry.objects.filter(
        alliance_id=stage.alliance.pk, at__lt=datetime.combine(LATELY, time(), UTC)
    )
    seen = early.aggregate(last=Max("pk"))["last"] or 0
    Person.objects.filter(pk__in=[person.pk for person in stage.people.values()]).update(
        seen_joint=seen, seen_ours=seen
    )
