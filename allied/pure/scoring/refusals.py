"""What scoring will not do, said in a sentence that tells what to do instead."""

from collections.abc import Mapping
from typing import Final

from .wording import Translate, fill, unchanged

REFUSALS: Final[dict[str, str]] = {
    "missing": "Give the %(name)s: this way of scoring needs it.",
    "not_finite": "The %(name)s must be a finite number.",
    "too_large": "The %(name)s lies beyond ±%(largest)s: use a larger unit.",
    "target_equals_baseline": (
        "The target equals the baseline (%(target)s), so there is no way to go: a maintain "
        "threshold is meant. Choose the threshold, at least or at most."
    ),
    "same_value": "The %(name)s and the %(other)s are both %(value)s: they must differ.",
    "must_be_above": "The %(name)s (%(value)s) must be above the %(other)s (%(other_value)s).",
    "must_be_above_as_higher_is_better": (
        "Higher is better, so the %(name)s (%(value)s) must be above the %(other)s "
        "(%(other_value)s)."
    ),
    "must_be_below_as_lower_is_better": (
        "Lower is better, so the %(name)s (%(value)s) must be below the %(other)s "
        "(%(other_value)s)."
    ),
    "direction": "This way of scoring does not go with “%(direction)s”: choose %(allowed)s.",
    "ratio_target": (
        "A ratio needs a target above zero, and this target is %(target)s: give a baseline, and "
        "the way from the baseline to the target is scored."
    ),
    "ratio_value": (
        "An uncapped ratio where lower is better has no score for a reading of %(value)s, which "
        "is not above zero: give a baseline and score the way from the baseline to the target, "
        "or cap the score."
    ),
    "negative": "The %(name)s (%(value)s) must not be below zero.",
    "not_a_share": "The %(name)s (%(value)s) must be between 0 and 1.",
    "caution_above_on_track": (
        "Caution starts at %(caution_from)s, above on track at %(on_track_from)s: caution must "
        "start at or below on track."
    ),
    "on_track_above_target": (
        "The target scores %(target_score)s, below on track at %(on_track_from)s, so that a "
        "reading equal to the target would not be on track: let on track start at "
        "%(target_score)s or lower."
    ),
    "yes_no_value": "A yes / no reading is 1 for yes or 0 for no, not %(value)s.",
    "dates": "The target's date (%(target_on)s) must come after the baseline's (%(baseline_on)s).",
    "tolerance": "The days until a reading is stale (%(days)s) must not be below zero.",
    "readings_overlap": (
        "Two readings cover the same days (%(first)s and %(second)s): pass one per period."
    ),
    "judgement_status": "A judgement is exceeds, on track, caution or off track, or a score.",
}
"""One English sentence for each refusal code."""


class ScoringRefusal(ValueError):
    """A yardstick, reading or child that cannot be scored.

    ``code`` is a key of :data:`REFUSALS`; ``field`` names the field that caused it, so that a form
    can show the sentence beside it; ``values`` fill the sentence.
    """

    def __init__(
        self, code: str, field: str | None = None, values: Mapping[str, object] | None = None
    ) -> None:
        self.code = code
        self.field = field
        self.values = dict(values or {})
        super().__init__(code, field, self.values)

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, translate: Translate = unchanged) -> str:
        """The sentence in the language of ``translate`` (English without)."""
        return fill(REFUSALS[self.code], self.values, translate)
