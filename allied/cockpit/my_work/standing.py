"""How all alliances of a person stand: two queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, cast

from django.db.models import FilteredRelation, Q, QuerySet
from msgspec import Struct

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.prepared import Prepared, day_of, list_of
from allied.pure.scoring import Status
from allied.scorecard.formats import score_text
from allied.scorecard.models import Measure
from allied.scorecard.queries import MeasureRow, NodeScore
from allied.scorecard.queries.nodes import ROLL_UP, Nodes, ObjectiveRow, PerspectiveRow
from allied.scorecard.queries.rollups import roll_up_nodes
from allied.strategy.models import Objective

_COLUMNS: Final = (
    "pk", "alliance_id", "room_id", "objective_id", "name", "owner_id", "is_leading",
    "is_illustrative", "standing__weight", "standing__score", "standing__previous_score",
    "standing__status", "standing__stale_after", "hand__status", "hand__until",
)  # fmt: skip


class Measured(Struct):
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


class AllianceStanding(Struct, frozen=True):
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
    nodes = _nodes(actor)
    measures: dict[int, list[Measured]] = defaultdict(list)
    for measure in _measures(actor, {alliance.pk: alliance for alliance in alliances}):
        measures[measure.alliance.pk].append(measure)
    return [
        AllianceStanding(
            alliance,
            _score(alliance, nodes[alliance.pk], measures[alliance.pk]),
            measures[alliance.pk],
        )
        for alliance in alliances
    ]


def _nodes(actor: Actor) -> dict[int, Nodes]:
    """The objectives of each alliance with the perspectives they stand in."""
    objectives: dict[int, list[ObjectiveRow]] = defaultdict(list)
    perspectives: dict[int, dict[int, PerspectiveRow]] = defaultdict(dict)
    for alliance, theme, position, *row in _OBJECTIVES.rows(actor):
        band = PerspectiveRow(*_node(row[len(_NODE) :], ""))
        perspectives[alliance].setdefault(band.pk, band)
        own = _node(row[: len(_NODE)], band.pk, theme, position)
        objectives[alliance].append(ObjectiveRow(*own))
    return {
        pk: Nodes(
            list(perspectives[pk].values()), [], objectives[pk],
            actor.seats[pk].joint_room_id,
        )
        for pk in actor.seats
    }  # fmt: skip


def _node(values: list[Any], *more: Any) -> list[Any]:
    weights = values[_WEIGHTS]
    values[_WEIGHTS] = [] if weights == "[]" else list_of(weights)
    return [*values, *more]


def _objectives(actor: Actor) -> QuerySet[Any, Any]:
    rows = Objective.objects.visible_to(actor).filter(removed_at=None, perspective__removed_at=None)
    above = (f"perspective__{name}" for name in (*ROLL_UP, "name"))
    return rows.values_list("alliance_id", "theme_id", "position", *_NODE, *above)


_NODE: Final = (*ROLL_UP, "title")
_WEIGHTS: Final = ROLL_UP.index("weights")
_OBJECTIVES: Final = Prepared(_objectives)


def _score(alliance: Alliance, nodes: Nodes, measures: list[Measured]) -> NodeScore:
    by_objective: dict[int, list[Measured]] = defaultdict(list)
    for measure in measures:
        by_objective[measure.objective_id].append(measure)
    rows = cast("Mapping[int, Sequence[MeasureRow]]", by_objective)
    return roll_up_nodes(alliance.name, nodes, rows, alliance.today()).alliance


def _measures(actor: Actor, alliances: Mapping[int, Alliance]) -> Iterable[Measured]:
    """Each measure once: beside a status by hand in force another may stand that has run out."""
    days = {pk: alliance.today() for pk, alliance in alliances.items()}
    joint = {seat.joint_room_id for seat in actor.seats.values()}
    found: dict[int, Measured] = {}
    for row in _MEASURES.rows(actor, first=min(days.values(), default=date.max)):
        day = days[row[1]]
        by_hand = _by_hand(row, day)
        if row[0] not in found or by_hand:
            found[row[0]] = _measured(row, row[2] not in joint, alliances[row[1]], day, by_hand)
    return found.values()


def _of_measures(actor: Actor, *, first: date) -> QuerySet[Any, Any]:
    live = Q(statuses_by_hand__ended_at=None, statuses_by_hand__until__gte=first)
    rows = Measure.objects.visible_to(actor).filter(removed_at=None, objective__removed_at=None)
    hand = FilteredRelation("statuses_by_hand", condition=live)
    return rows.annotate(hand=hand).values_list(*_COLUMNS)


_MEASURES: Final = Prepared(_of_measures)


def _by_hand(row: tuple[Any, ...], day: date) -> str:
    status, until = row[-2], day_of(row[-1])
    return status if status and until and until >= day else ""


def _measured(
    row: tuple[Any, ...], is_ours: bool, alliance: Alliance, day: date, by_hand: str
) -> Measured:
    (pk, _alliance, _room, objective, name, owner, leading, illustrative, weight, score,
     previous, status, stale_after, _hand, _until) = row  # fmt: skip
    fresh_until = day_of(stale_after)
    is_stale = score is not None and fresh_until is not None and day > fresh_until
    computed = Status.STALE.value if is_stale else status or Status.NO_DATA.value
    return Measured(
        pk, alliance, objective, name, owner, is_ours, bool(leading), bool(illustrative),
        1.0 if weight is None else weight, score, previous, by_hand or computed, is_stale,
    )  # fmt: skip
