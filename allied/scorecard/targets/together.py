"""Answers to many targets, saved together or not at all."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from msgspec import Struct, field

from allied.foundation.access.actor import Actor
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused

from ..models import Offer
from ..services.standings import lock_measures
from .asked import Subject
from .services import agree_to, decline, make_offer


class Answer(Struct, frozen=True):
    """`verdict`: agree, decline, or counter with `values` from `valid_from` on."""

    key: str
    subject: Subject
    verdict: str
    comment: str = ""
    valid_from: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


class AnswersRefused(Exception):
    """Nothing was saved. `faults`: why not, by the key of the answer."""

    def __init__(self, faults: dict[str, Refused | Conflict]) -> None:
        super().__init__("some answers were refused")
        self.faults = faults

    @property
    def is_lost_race(self) -> bool:
        return any(isinstance(fault, Conflict) for fault in self.faults.values())


@transaction.atomic
def answer_all(*, by: Actor, answers: Sequence[Answer]) -> int:
    """Save all answers, or none: AnswersRefused with every fault. How many were saved."""
    lock_measures(sorted({answer.subject.measure_id for answer in answers}))
    faults: dict[str, Refused | Conflict] = {}
    for answer in answers:
        try:
            with transaction.atomic():
                _give(by, answer)
        except (Refused, Conflict) as fault:
            faults[answer.key] = fault
    if faults:
        raise AnswersRefused(faults)
    return len(answers)


def _give(by: Actor, answer: Answer) -> Offer:
    if answer.verdict == "agree":
        return agree_to(by=by, subject=answer.subject, comment=answer.comment)
    if answer.verdict == "decline":
        return decline(by=by, subject=answer.subject, comment=answer.comment)
    return make_offer(
        by=by, measure=answer.subject.measure, answers=answer.subject, comment=answer.comment,
        valid_from=answer.valid_from or answer.subject.valid_from, values=answer.values,
    )  # fmt: skip
