"""Why a score is what it is: a list of steps that can be stored, translated and read aloud."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from .wording import FormatNumber, Translate, fill, plain_number, unchanged

MESSAGES: Final[dict[str, str]] = {
    "no_reading": "There is no reading.",
    "reading": "The reading is %(value)s.",
    "ratio_higher": "Its ratio to the target %(target)s is %(ratio)s.",
    "ratio_lower": "The ratio of the target %(target)s to it is %(ratio)s.",
    "ratio_best": "Lower is better and it is not above zero, so it counts as on the target.",
    "ratio_by_baseline": (
        "The target %(target)s is not above zero, so the way from the baseline %(baseline)s is "
        "scored instead of the ratio."
    ),
    "anchors": "The anchors (value → score) are %(anchors)s.",
    "between": (
        "%(judged)s lies between %(left)s (score %(left_score)s) and %(right)s "
        "(score %(right_score)s): score %(score)s."
    ),
    "on_anchor": "%(judged)s is one of them: score %(score)s.",
    "capped_below": "%(judged)s lies below the first anchor, %(anchor)s: capped at %(score)s.",
    "capped_above": "%(judged)s lies above the last anchor, %(anchor)s: capped at %(score)s.",
    "continued_below": (
        "%(judged)s lies below the first anchor, %(anchor)s; along the same slope: score %(score)s."
    ),
    "continued_above": (
        "%(judged)s lies above the last anchor, %(anchor)s; along the same slope: score %(score)s."
    ),
    "at_least_met": "At least %(threshold)s is asked for, and met: score %(score)s.",
    "at_least_not_met": "At least %(threshold)s is asked for, and not met: score %(score)s.",
    "at_most_met": "At most %(threshold)s is asked for, and met: score %(score)s.",
    "at_most_not_met": "At most %(threshold)s is asked for, and not met: score %(score)s.",
    "yes": "The answer is yes: score %(score)s.",
    "no": "The answer is no: score %(score)s.",
    "progress": ("Progress from the baseline %(baseline)s to the target %(target)s: %(progress)s."),
    "exceeds_target": "It is beyond the %(field)s %(goal)s: exceeds.",
    "near_threshold": "It is within %(margin)s of the threshold: caution.",
    "at_or_above_on_track": "%(score)s is not below %(on_track_score)s: on track.",
    "at_or_above_caution": (
        "%(score)s is below %(on_track_score)s and not below %(caution_score)s: caution."
    ),
    "below_caution": "%(score)s is below %(caution_score)s: off track.",
    "status_no_data": "No data is a status, not a score of zero.",
    "status_stale": (
        "The reading was fresh until %(last_fresh)s and %(today)s is later: stale. Without that "
        "it would be %(without)s."
    ),
    "weighted_mean": "Weighted mean of %(count)s: %(parts)s: score %(score)s.",
    "worst_child": "The worst counts, %(key)s: score %(score)s.",
    "best_child": "The best counts, %(key)s: score %(score)s.",
    "most_frequent": (
        "%(count)s of %(total)s are %(status)s, more than have any other status; their weighted "
        "mean is the score: %(score)s."
    ),
    "most_frequent_tie": (
        "%(count)s of %(total)s are %(status)s, as many as have a better status, and the worse "
        "counts; their weighted mean is the score: %(score)s."
    ),
    "judged_score": "By judgement: score %(score)s.",
    "judged_status": (
        "By judgement %(status)s, counted as the middle of that band: score %(score)s."
    ),
    "no_judgement": "It is to be judged, and nobody has judged it.",
    "nothing_to_count": "There is nothing to count: no child has a weight above zero.",
    "nothing_with_data": "No child that counts has data.",
    "left_out": "Without data and left out: %(keys)s.",
    "strict_missing": "Without data, so that there is no score: %(keys)s.",
    "counted_as_zero": "Without data and counted as zero: %(keys)s.",
    "carried_forward": "Without data and counted with the previous score: %(keys)s.",
    "all_exceed": "All that count exceed their target: exceeds.",
    "status_of_child": "The status is that of %(key)s: %(status)s.",
    "coverage": "Coverage: %(coverage)s of the weight has data.",
}
"""English ``%(name)s`` templates by step code; translate these very texts."""


class Step(Struct, frozen=True):
    """One sentence of an explanation: a key of :data:`MESSAGES` and plain values for it."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class Explanation(Struct, frozen=True):
    """The steps from a reading, or from children, to a score and a status, in order."""

    steps: tuple[Step, ...] = ()

    def to_json(self) -> list[dict[str, object]]:
        """The steps as plain lists, dicts, strings, numbers and booleans."""
        return [{"code": step.code, "values": dict(step.values)} for step in self.steps]

    @staticmethod
    def from_json(data: object) -> "Explanation":
        """The explanation that :meth:`to_json` wrote.

        Unknown codes are kept, since a frozen result outlives the list of codes. Raises
        ``ValueError`` where the data has another form.
        """
        if not isinstance(data, Sequence) or isinstance(data, str):
            raise ValueError("An explanation is stored as a list of steps.")
        return Explanation(tuple(_step(item) for item in data))


def describe(
    explanation: Explanation,
    translate: Translate = unchanged,
    number: FormatNumber = plain_number,
    name: Translate = unchanged,
) -> str:
    """The explanation in sentences, in English unless ``translate`` does otherwise.

    ``translate`` is called with the texts of :data:`MESSAGES` and
    :data:`~allied.pure.scoring.WORDS`; ``number`` formats numbers (scores come rounded to four
    decimals); ``name`` turns a child's key into what it is called. A
    step whose code is not known any more stands as its code.
    """
    return " ".join(
        fill(MESSAGES[step.code], step.values, translate, number, name)
        if step.code in MESSAGES
        else step.code
        for step in explanation.steps
    )


def _step(item: object) -> Step:
    if isinstance(item, Mapping) and set(item) == {"code", "values"}:
        code, values = item["code"], item["values"]
        if isinstance(code, str) and isinstance(values, Mapping):
            return Step(code, dict(values))
    raise ValueError("A step is stored as its code and its values.")
