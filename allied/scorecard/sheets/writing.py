"""Carrying out a plan: the map by its own services, measures and readings in few statements."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Max, Model
from django.utils import timezone

from allied.alliances.models import Alliance
from allied.alliances.queries import current_room
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.foundation.audit.models import Entry
from allied.strategy.models import Objective, Perspective, Theme
from allied.strategy.services import add_objective, add_perspective, add_theme

from ..derived.feeding import feed_all
from ..models import Measure, Reading, Target
from ..services.standings import refresh_standings
from ..services.targets import supersede_targets
from .columns import TARGET_COLUMNS, field_of
from .drafts import ObjectiveDraft
from .plan import MeasurePlan, Plan
from .texts import folded

_BATCH: Final = 500


def carry_out(plan: Plan, by: Actor, alliance: Alliance) -> None:
    """Write all that the plan says. Part of the service, inside its transaction."""
    room = current_room(by, alliance)
    _add_to_map(plan, by, alliance)
    objectives = _objective_ids(plan, by, alliance)
    measures = _write_measures(plan, alliance, room, objectives)
    _write_targets(plan, by, measures)
    _write_readings(plan, by, measures)
    changed = [item for item in plan.measures if item.does_something]
    ids = {measures[id(item)] for item in changed}
    refresh_standings(ids | feed_all(alliance))
    _write_trail(plan, by, alliance, room, measures)


def _add_to_map(plan: Plan, by: Actor, alliance: Alliance) -> None:
    if not plan.objectives:
        return
    for name in plan.perspectives:
        add_perspective(by=by, alliance=alliance, name=name)
    for name in plan.themes:
        add_theme(by=by, alliance=alliance, name=name)
    here = {"alliance": alliance, "removed_at": None}
    bands = {row.name: row for row in Perspective.objects.visible_to(by).filter(**here)}
    strands = {row.name: row for row in Theme.objects.visible_to(by).filter(**here)}
    for draft in plan.objectives:
        add_objective(
            by=by, alliance=alliance, title=draft.title,
            perspective=bands[draft.perspective], theme=strands[draft.theme],
        )  # fmt: skip


def _objective_ids(plan: Plan, by: Actor, alliance: Alliance) -> dict[int, int]:
    """The id of each objective of the plan, by the identity of its draft."""
    rows = Objective.objects.visible_to(by).filter(alliance=alliance, removed_at=None)
    by_name = {folded(title): pk for pk, title in rows.values_list("pk", "title")}

    def pk_of(draft: ObjectiveDraft) -> int:
        return draft.known.pk if draft.known else by_name[folded(draft.title)]

    return {id(item.draft.objective): pk_of(item.draft.objective) for item in plan.measures}


def _write_measures(
    plan: Plan, alliance: Alliance, room: Room, objectives: dict[int, int]
) -> dict[int, int]:
    """The id of each measure of the plan, by the identity of its part of the plan."""
    ids = {id(item): item.draft.known.pk for item in plan.measures if item.draft.known}
    for item in plan.changed_measures:
        if item.changes and item.draft.known:
            measure = Measure(pk=item.draft.known.pk, **_fields(item.changes))
            names = [field_of(column) for column in item.changes]
            measure.save_over(item.draft.known.version, names)
    ends = _last_positions(set(objectives.values()))
    fresh: list[tuple[MeasurePlan, Measure]] = []
    for item in plan.new_measures:
        objective_id = objectives[id(item.draft.objective)]
        ends[objective_id] = ends.get(objective_id, -1) + 1
        measure = Measure(
            alliance=alliance, room=room, objective_id=objective_id, name=item.draft.name,
            position=ends[objective_id], **_fields(item.terms),
        )  # fmt: skip
        fresh.append((item, measure))
    Measure.objects.bulk_create([measure for _item, measure in fresh], batch_size=_BATCH)
    return ids | {id(item): measure.pk for item, measure in fresh}


def _fields(by_column: dict[str, Any]) -> dict[str, Any]:
    return {field_of(column): value for column, value in by_column.items()}


def _last_positions(objective_ids: set[int]) -> dict[int, int]:
    rows = Measure.objects.filter(objective_id__in=objective_ids).order_by()
    return dict(rows.values_list("objective_id").annotate(Max("position")))


def _write_targets(plan: Plan, by: Actor, measures: dict[int, int]) -> None:
    superseded = [pk for item in plan.measures for pk in item.supersedes]
    for some in _batches(superseded):
        supersede_targets(some)
    now = timezone.now()
    _insert(
        Target,
        ("measure_id", "valid_from", "set_by_id", "set_at", *TARGET_COLUMNS),
        (
            (
                measures[id(item)], version.valid_from, by.person_id, now,
                *(version.values[name] for name in TARGET_COLUMNS),
            )
            for item in plan.measures
            for version in item.versions
        ),
    )  # fmt: skip


def _write_readings(plan: Plan, by: Actor, measures: dict[int, int]) -> None:
    corrected = [
        reading.corrects
        for item in plan.measures
        for reading in item.readings
        if reading.corrects is not None
    ]
    for some in _batches(corrected):
        Reading.objects.filter(pk__in=some).update(is_current=False)
    now = timezone.now()
    _insert(
        Reading,
        ("measure_id", "period_start", "value", "note", "source", "author_id", "entered_at",
         "is_current"),
        (
            (measures[id(item)], reading.period_start, reading.value, reading.note,
             item.terms["source"], by.person_id, now, True)
            for item in plan.measures
            for reading in item.readings
        ),
    )  # fmt: skip


def _insert(model: type[Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert in one statement: for ten thousand rows the ORM takes ten times as long."""
    fields: list[Any] = [model._meta.get_field(column) for column in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    database = connections[DEFAULT_DB_ALIAS]  # the proxy would be asked a hundred thousand times
    prepared = [
        tuple(
            None if value is None else field.get_db_prep_save(value, database)
            for field, value in zip(fields, row, strict=True)
        )
        for row in rows
    ]
    with database.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})',  # noqa: S608
            prepared,
        )


def _batches(ids: list[int]) -> Iterable[list[int]]:
    return (ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH))


def _write_trail(
    plan: Plan, by: Actor, alliance: Alliance, room: Room, measures: dict[int, int]
) -> None:
    """One entry for the import and one for each measure that it made or changed."""
    place = {
        "user_id": by.user_id, "author": by.name or "system", "alliance_id": alliance.pk,
        "room_id": room.pk,
    }  # fmt: skip
    summary = Entry(
        act="scorecard.import_sheet", kind="alliance", object_id=alliance.pk,
        label=alliance.name, details=counts(plan), **place,
    )  # fmt: skip
    entries = [
        Entry(
            act="scorecard.add_measure" if item.is_new else "scorecard.edit_measure",
            kind="measure", object_id=measures[id(item)], label=item.draft.name[:300],
            details=_details(item), **place,
        )
        for item in (*plan.new_measures, *plan.changed_measures)
    ]  # fmt: skip
    Entry.objects.bulk_create([summary, *entries], batch_size=_BATCH)


def counts(plan: Plan) -> dict[str, int]:
    """How many of each the plan makes, by plain names."""
    return {
        "objectives": len(plan.objectives),
        "measures": len(plan.new_measures),
        "changed_measures": len(plan.changed_measures),
        "readings": plan.new_readings,
        "corrections": plan.corrections,
        "unchanged": plan.unchanged,
    }


def _details(item: MeasurePlan) -> dict[str, Any]:
    details: dict[str, Any] = {"sheet": True}
    if item.draft.known and item.changes:
        before = item.draft.known.values
        details["changes"] = {
            name: [str(before[name]), str(value)] for name, value in item.changes.items()
        }
    if item.versions:
        details["targets_from"] = [str(version.valid_from) for version in item.versions][:50]
    return details
