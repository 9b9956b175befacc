"""What of an alliance is known before a sheet is read: the map, the measures, their values.

Only what the actor sees in the present view. Plain rows, in a number of statements that does not
grow with the sheet.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct, field

from allied.alliances.models import Alliance, Membership
from allied.alliances.queries import current_room, people_on
from allied.alliances.rooms import Room
from allied.foundation.access.actor import Actor
from allied.strategy.models import Objective, Perspective, Theme

from ..models import Formula, Measure, Reading, Target
from ..queries.locks import locks_of, who_can_reopen
from .columns import MEASURE_COLUMNS, TARGET_COLUMNS, field_of
from .texts import folded, presentable

_CHUNK: Final = 500
_MEASURE_FIELDS: Final = tuple(field_of(column) for column in MEASURE_COLUMNS)


class KnownObjective(Struct, frozen=True):
    pk: int
    title: str
    perspective: str
    theme: str


class KnownMeasure(Struct, frozen=True):
    """A measure with the values of its columns (`owner` as an id)."""

    pk: int
    name: str
    objective_id: int
    room_id: int
    version: int
    values: dict[str, Any]


class Version(Struct, frozen=True):
    """What readings are judged against from a day on. `pk` None: from the sheet."""

    valid_from: date
    values: dict[str, Any]
    pk: int | None = None
    is_agreed: bool = False


class KnownReading(Struct, frozen=True):
    pk: int
    value: Decimal
    note: str


class Names:
    """Records by name: as written, else by what a reader would take for the same name."""

    def __init__(self, records: Iterable[tuple[str, Any]]) -> None:
        self._exact: dict[str, list[Any]] = {}
        self._folded: dict[str, list[Any]] = {}
        for name, record in records:
            self._exact.setdefault(name, []).append(record)
            self._folded.setdefault(folded(name), []).append(record)

    def find(self, name: str) -> list[Any]:
        """Those of that name; more than one is ambiguous."""
        return self._exact.get(name) or self._folded.get(folded(name), [])

    def __len__(self) -> int:
        return sum(len(found) for found in self._exact.values())


class Known(Struct):
    """All that a sheet is compared with."""

    alliance: Alliance
    actor: Actor
    room: Room
    today: date
    perspectives: Names
    themes: Names
    objectives: Names
    measures: dict[int, Names]
    locks: list[tuple[date, date]]
    timelines: dict[int, list[Version]] = field(default_factory=dict)
    readings: dict[tuple[int, date], KnownReading] = field(default_factory=dict)
    computed: set[int] = field(default_factory=set)
    """Measures that a formula computes; a sheet says nothing of their readings."""
    _openers: str | None = None
    _people: dict[str, set[int]] | None = None
    _on_alliance: set[int] = field(default_factory=set)

    @property
    def is_ours(self) -> bool:
        """Whether what is new will live in our own room."""
        return not self.room.is_joint

    def owners(self, name: str) -> tuple[set[int], set[int]]:
        """Everybody of that name or address who was ever on the alliance, and who may own now."""
        if self._people is None:
            self._people = self._load_people()
        found = self._people.get(folded(name), set())
        return found, found & self._on_alliance

    def _load_people(self) -> dict[str, set[int]]:
        people: dict[str, set[int]] = {}
        rows = Membership.objects.visible_to(self.actor).filter(alliance=self.alliance)
        for pk, name, email in rows.values_list("person_id", "person__name", "person__user__email"):
            for text in (name, email or ""):
                people.setdefault(folded(text), set()).add(pk)
        people.pop("", None)
        self._on_alliance = {
            colleague.person_id
            for colleague in people_on(self.alliance, self.actor)
            if self.room.is_joint or colleague.partner_id == self.room.partner_id
        }
        return people

    def who_can_open(self) -> str:
        if self._openers is None:
            self._openers = who_can_reopen(self.alliance, self.actor)
        return self._openers


def load_known(alliance: Alliance, actor: Actor) -> Known:
    """The map and the measures. Targets and readings come with :func:`load_values`."""
    room = current_room(actor, alliance)
    objectives = [
        KnownObjective(*values)
        for values in Objective.objects.visible_to(actor)
        .filter(alliance=alliance, removed_at__isnull=True)
        .values_list("pk", "title", "perspective__name", "theme__name")
    ]
    measures: dict[int, list[tuple[str, KnownMeasure]]] = {}
    for measure in _measures(alliance, actor):
        measures.setdefault(measure.objective_id, []).append((measure.name, measure))
    return Known(
        alliance=alliance,
        actor=actor,
        room=room,
        today=alliance.today(),
        perspectives=_named(Perspective, alliance, actor),
        themes=_named(Theme, alliance, actor),
        objectives=Names((item.title, item) for item in objectives),
        measures={pk: Names(found) for pk, found in measures.items()},
        locks=locks_of([room.pk]).get(room.pk, []),
    )


def _named(model: type[Perspective | Theme], alliance: Alliance, actor: Actor) -> Names:
    rows = model.objects.visible_to(actor).filter(alliance=alliance, removed_at__isnull=True)
    return Names((name, name) for name in rows.values_list("name", flat=True))


def _measures(alliance: Alliance, actor: Actor) -> Iterable[KnownMeasure]:
    rows = Measure.objects.visible_to(actor).filter(alliance=alliance, removed_at__isnull=True)
    for pk, name, objective_id, room_id, version, *values in rows.values_list(
        "pk", "name", "objective_id", "room_id", "version", *_MEASURE_FIELDS
    ):
        by_column = dict(zip(MEASURE_COLUMNS, values, strict=True))
        yield KnownMeasure(pk, presentable(name), objective_id, room_id, version, by_column)


def load_values(known: Known, measure_ids: Sequence[int], first: date, last: date) -> None:
    """Targets of these measures, and their current readings of periods from `first` to `last`."""
    for at in range(0, len(measure_ids), _CHUNK):
        ids = measure_ids[at : at + _CHUNK]
        known.timelines.update(timelines_of(ids))
        formulas = Formula.objects.in_use().filter(measure_id__in=ids)
        known.computed.update(formulas.values_list("measure_id", flat=True))
        rows = Reading.objects.filter(measure_id__in=ids, is_current=True)
        span = rows.filter(period_start__range=(first, last)).order_by()
        for pk, measure_id, start, value, note in span.values_list(
            "pk", "measure_id", "period_start", "value", "note"
        ):
            known.readings[measure_id, start] = KnownReading(pk, value, note)


def timelines_of(measure_ids: Collection[int]) -> dict[int, list[Version]]:
    """The targets in use of each measure, by the day they are valid from."""
    found: dict[int, list[Version]] = {}
    rows = Target.objects.in_use().filter(measure_id__in=measure_ids).order_by("valid_from")
    for pk, measure_id, valid_from, agreed_at, *values in rows.values_list(
        "pk", "measure_id", "valid_from", "agreed_at", *TARGET_COLUMNS
    ):
        by_column = dict(zip(TARGET_COLUMNS, values, strict=True))
        found.setdefault(measure_id, []).append(
            Version(valid_from, by_column, pk, agreed_at is not None)
        )
    return found


def locked_readings(known: Known, measure_ids: Sequence[int]) -> dict[int, list[date]]:
    """First days of the readings of these measures that lie in locked spans."""
    found: dict[int, list[date]] = {}
    for opening, closing in known.locks:
        for at in range(0, len(measure_ids), _CHUNK):
            rows = Reading.objects.filter(
                measure_id__in=measure_ids[at : at + _CHUNK], is_current=True,
                period_start__range=(opening, closing),
            )  # fmt: skip
            for measure_id, start in rows.order_by().values_list("measure_id", "period_start"):
                found.setdefault(measure_id, []).append(start)
    return found


def has_readings(measure_id: int) -> bool:
    return Reading.objects.filter(measure_id=measure_id).exists()
