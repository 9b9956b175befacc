"""How all alliances of a person stand: two queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from django.db.models import FilteredRelation, Q

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.pure.scoring import Status
from allied.scorecard.formats import score_text
from allied.scorecard.models import Measure
from allied.scorecard.queries import MeasureRow, NodeScore
from allied.scorecard.queries.rollups import Nodes, roll_up_nodes
from allied.strategy.models import Objective

_COLUMNS: Final = (
    "pk", "alliance_id", "room_id", "objective_id", "name", "owner_id", "is_leading",
    "is_illustrative", "standing__weight", "standing__score", "standing__previous_score",
    "standing__status", "standing__stale_after", "hand__status", "hand__until",
)  # fmt: skip


@dataclass(slots=True)
class Measured:
    """What a roll-up and a line of my work need of a measure."""

    id: int
    alliance: Alliance
    objective_id: int
    name: str
    owner_id: int | None
    is_ours: bool
    is_leading: bool
    is_illustrative: bool
    weight: float
    score: float | None
    previous_score: float | None
    status: str
    is_stale: bool

    @property
    def counted_score(self) -> float | None:
        return None if self.is_stale else self.score


@dataclass(frozen=True, slots=True)
class AllianceStanding:
    alliance: Alliance
    score: NodeScore
    measures: Sequence[Measured]

    @property
    def score_text(self) -> str:
        """The score as it is read; empty where there is none."""
        return "" if self.score.score is None else score_text(self.score.score)

    def of(self, person_id: int | None) -> list[Measured]:
        """The person's own measures that are off track or in caution, the worst first."""
        wanted = (Status.OFF_TRACK.value, Status.CAUTION.value)
        found = [m for m in self.measures if m.owner_id == person_id and m.status in wanted]
        return sorted(found, key=lambda row: (wanted.index(row.status), row.score or 0))


def standings_of(actor: Actor, alliances: Sequence[Alliance]) -> list[AllianceStanding]:
    """Each alliance with its score as the joint scorecard has it, and its measures."""
    objectives: dict[int, list[Objective]] = defaultdict(list)
    for objective in (
        Objective.objects.visible_to(actor)
        .filter(removed_at=None, perspective__removed_at=None)
        .select_related("perspective")
        .defer("description")
    ):
        objectives[objective.alliance_id].append(objective)
    measures: dict[int, list[Measured]] = defaultdict(list)
    for measure in _measures(actor, {alliance.pk: alliance for alliance in alliances}):
        measures[measure.alliance.pk].append(measure)
    return [
        AllianceStanding(
            alliance,
            _score(actor, alliance, objectives[alliance.pk], measures[alliance.pk]),
            measures[alliance.pk],
        )
        for alliance in alliances
    ]


def _score(
    actor: Actor, alliance: Alliance, objectives: list[Objective], measures: list[Measured]
) -> NodeScore:
    perspectives = {o.perspective_id: o.perspective for o in objectives}
    nodes = Nodes(
        list(perspectives.values()), [], objectives, actor.seats[alliance.pk].joint_room_id
    )
    by_objective: dict[int, list[Measured]] = defaultdict(list)
    for measure in measures:
        by_objective[measure.objective_id].append(measure)
    rows = cast("Mapping[int, Sequence[MeasureRow]]", by_objective)
    return roll_up_nodes(alliance.name, nodes, rows, alliance.today()).alliance


def _measures(actor: Actor, alliances: Mapping[int, Alliance]) -> Iterable[Measured]:
    """Each measure once: beside a status by hand in force another may stand that has run out."""
    days = {pk: alliance.today() for pk, alliance in alliances.items()}
    live = Q(statuses_by_hand__ended_at=None) & Q(
        statuses_by_hand__until__gte=min(days.values(), default=date.max)
    )
    rows = Measure.objects.visible_to(actor).filter(removed_at=None, objective__removed_at=None)
    found: dict[int, Measured] = {}
    for row in rows.annotate(hand=FilteredRelation("statuses_by_hand", condition=live)).values_list(
        *_COLUMNS
    ):
        made = _measured(row, actor, alliances[row[1]], days[row[1]])
        if made.id not in found or _by_hand(row, days[row[1]]):
            found[made.id] = made
    return found.values()


def _by_hand(row: tuple[Any, ...], day: date) -> str:
    status, until = row[-2:]
    return status if status and until >= day else ""


def _measured(row: tuple[Any, ...], actor: Actor, alliance: Alliance, day: date) -> Measured:
    (pk, _alliance, room, objective, name, owner, leading, illustrative, weight, score,
     previous, status, fresh_until, _hand, _until) = row  # fmt: skip
    is_stale = score is not None and fresh_until is not None and day > fresh_until
    computed = Status.STALE.value if is_stale else status or Status.NO_DATA.value
    return Measured(
        pk, alliance, objective, name, owner,
        room != actor.seats[alliance.pk].joint_room_id, leading, illustrative,
        1.0 if weight is None else weight, score, previous, _by_hand(row, day) or computed,
        is_stale,
    )  # fmt: skip
