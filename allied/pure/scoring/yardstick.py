"""What one reading is judged against."""

from collections.abc import Mapping
from typing import Final, Protocol

from msgspec import Struct

from .vocabulary import Direction, Preset


class HasThresholds(Protocol):
    """Anything that says from which score a status starts."""

    @property
    def on_track_from(self) -> float: ...
    @property
    def caution_from(self) -> float: ...


class Thresholds(Struct, frozen=True, kw_only=True):
    """Scores (0 to 1) from which on track and caution start; a score on one has that status."""

    on_track_from: float = 2 / 3
    caution_from: float = 1 / 3


DEFAULT_THRESHOLDS: Final = Thresholds()


class Yardstick(Struct, frozen=True, kw_only=True):
    """Everything one reading is judged against, in the unit of the measure.

    Which fields a preset needs and may use stands in :data:`REQUIRED_FIELDS` and
    :data:`OPTIONAL_FIELDS`, which directions it takes in :data:`DIRECTIONS`. Other fields are
    ignored. The goal of the presets ``red_flag_goal`` and ``worst_best`` is ``target``. Build it
    freely; :func:`~allied.pure.scoring.check_yardstick` says whether it can be used.
    """

    preset: Preset
    direction: Direction = Direction.HIGHER
    baseline: float | None = None
    target: float | None = None
    stretch: float | None = None
    commit: float | None = None
    red_flag: float | None = None
    worst: float | None = None
    best: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    low: float | None = None
    high: float | None = None
    flat_low: float | None = None
    flat_high: float | None = None
    threshold: float | None = None
    margin: float | None = None
    capped: bool = True
    on_track_from: float = 2 / 3
    caution_from: float = 1 / 3


_EITHER_WAY: Final = (Direction.HIGHER, Direction.LOWER)

DIRECTIONS: Final[Mapping[Preset, tuple[Direction, ...]]] = {
    Preset.BASELINE_TARGET: _EITHER_WAY,
    Preset.RED_FLAG_GOAL: _EITHER_WAY,
    Preset.WORST_BEST: _EITHER_WAY,
    Preset.MINIMUM_MAXIMUM: _EITHER_WAY,
    Preset.ON_TARGET: (Direction.ON_TARGET,),
    Preset.COMMIT_STRETCH: _EITHER_WAY,
    Preset.YES_NO: _EITHER_WAY,
    Preset.THRESHOLD: (Direction.AT_LEAST, Direction.AT_MOST),
    Preset.RATIO: _EITHER_WAY,
}
"""The directions each preset takes; any other is refused."""

REQUIRED_FIELDS: Final[Mapping[Preset, tuple[str, ...]]] = {
    Preset.BASELINE_TARGET: ("baseline", "target"),
    Preset.RED_FLAG_GOAL: ("red_flag", "target"),
    Preset.WORST_BEST: ("worst", "red_flag", "target", "best"),
    Preset.MINIMUM_MAXIMUM: ("minimum", "maximum"),
    Preset.ON_TARGET: ("low", "target", "high"),
    Preset.COMMIT_STRETCH: ("baseline", "commit", "target", "stretch"),
    Preset.YES_NO: (),
    Preset.THRESHOLD: ("threshold",),
    Preset.RATIO: ("target",),
}
"""The fields each preset needs, from the worse to the better where higher is better."""

OPTIONAL_FIELDS: Final[Mapping[Preset, tuple[str, ...]]] = {
    Preset.BASELINE_TARGET: ("stretch",),
    Preset.RED_FLAG_GOAL: ("baseline", "stretch"),
    Preset.WORST_BEST: ("baseline", "stretch"),
    Preset.MINIMUM_MAXIMUM: ("baseline", "target"),
    Preset.ON_TARGET: ("baseline", "flat_low", "flat_high"),
    Preset.COMMIT_STRETCH: (),
    Preset.YES_NO: (),
    Preset.THRESHOLD: ("margin",),
    Preset.RATIO: ("baseline", "stretch"),
}
"""The fields each preset uses where they are given: ``baseline`` for the progress alone."""
