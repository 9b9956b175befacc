"""The plain rows that pages, sheets and commands show of a scorecard."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from msgspec import Struct, field

from allied.pure.scoring import Explanation, Status

from ..initiatives.progress import Progress

BETTER: Final = {"up": True, "down": False}


class NodeScore(Struct):
    """The score of an objective, theme, perspective or of the alliance.

    `score` 0 to 1 or None for no data; `coverage` the share of the weight with fresh data;
    `trend` up (better), down (worse), flat or "". Leading and lagging measures apart.
    """

    name: str
    score: float | None
    status: str
    coverage: float
    trend: str
    explanation: Explanation
    weight: float = 1.0
    previous: float | None = None
    leading: float | None = None
    lagging: float | None = None
    has_leading: bool = False
    has_lagging: bool = False

    @property
    def better(self) -> bool | None:
        """Whether the trend is for the better; None where it is flat or unknown."""
        return BETTER.get(self.trend)


class MeasureRow(Struct):
    """One measure with what is kept of it. Numbers are floats in the unit of the measure.

    `is_proposed`: its target is in force, and not every partner has agreed to it.
    """

    id: int
    objective_id: int
    name: str
    unit: str
    kind: str
    currency: str
    direction: str
    preset: str
    frequency: str
    is_leading: bool
    is_illustrative: bool
    is_ours: bool
    owner_id: int | None
    owner_name: str
    period_start: date | None
    period: str
    stale_after: date | None
    value: float | None
    baseline: float | None
    target: float | None
    weight: float
    progress: float | None
    score: float | None
    previous_score: float | None
    computed_status: str
    status_by_hand: str
    by_hand_until: date | None
    by_hand_reason: str
    is_stale: bool
    spark: Sequence[float]
    trend: str
    better: bool | None
    judged_by_id: int | None
    is_proposed: bool
    _explain: Callable[[int], Explanation]

    @property
    def status(self) -> str:
        """What is shown: the status set by hand where one is in force, else the computed one."""
        return self.status_by_hand or self.computed_status

    @property
    def counted_score(self) -> float | None:
        """The score that counts in a roll-up: none where the reading is stale."""
        return None if self.is_stale else self.score

    @property
    def explanation(self) -> Explanation:
        """How the score was made. The first one asked for costs one query for all rows."""
        return self._explain(self.id)

    @property
    def needs_attention(self) -> bool:
        return self.status in {Status.OFF_TRACK, Status.CAUTION}


class InitiativeRow(Struct, frozen=True):
    """One initiative on an objective."""

    id: int
    objective_id: int
    name: str
    state: str
    state_label: str
    owner_name: str
    starts_on: date | None
    ends_on: date | None
    is_ours: bool
    is_illustrative: bool
    progress: Progress
    owner_id: int | None = None
    measure_ids: list[int] = field(default_factory=list)
