"""Where work and result part: milestones green, measure red; and a measure nothing is to move.

Everything is told from what the reader sees in the present view, so that nothing of one partner's
own room shows, counts or hints in the joint room.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Generic, Protocol, TypeVar

from msgspec import Struct

from allied.pure.scoring import Status

from ..models import Initiative
from .progress import Light, Progress

RED: Final = Status.OFF_TRACK.value
WORKED_ON: Final = frozenset({Initiative.State.UNDER_WAY.value, Initiative.State.DONE.value})
TO_COME: Final = frozenset({Initiative.State.UNDER_WAY.value, Initiative.State.PLANNED.value})


class Work(Protocol):
    """What the rule asks of an initiative."""

    @property
    def state(self) -> str: ...
    @property
    def progress(self) -> Progress: ...
    @property
    def measure_ids(self) -> Sequence[int]: ...


class Judged(Protocol):
    """What the rule asks of a measure."""

    id: int

    @property
    def status(self) -> str: ...


W = TypeVar("W", bound=Work)
M = TypeVar("M", bound=Judged)


class GreenButRed(Struct, Generic[W, M], frozen=True):
    """An initiative whose milestones are green, with its measures that are off track."""

    initiative: W
    measures: Sequence[M]


class Tensions(Struct, Generic[W, M], frozen=True):
    """`unserved`: measures off track that no initiative, planned or under way, is to move."""

    green_but_red: Sequence[GreenButRed[W, M]]
    unserved: Sequence[M]


def tensions_of(initiatives: Iterable[W], measures: Iterable[M]) -> Tensions[W, M]:
    """Both tensions among these initiatives and measures, as the reader sees them."""
    red = {measure.id: measure for measure in measures if measure.status == RED}
    parted, served = [], set[int]()
    for item in initiatives:
        if item.state in TO_COME:
            served.update(item.measure_ids)
        if item.state in WORKED_ON and item.progress.light is Light.GREEN:
            found = [red[pk] for pk in item.measure_ids if pk in red]
            if found:
                parted.append(GreenButRed(item, found))
    return Tensions(parted, [measure for pk, measure in red.items() if pk not in served])
