"""What is advised on an open question: where two ways are good enough, waiting costs the most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ..models import Decision, Importance, Option


@dataclass(frozen=True, slots=True)
class Advice:
    """Decide now: two sensible options, reversible, of moderate importance at most."""

    waits: int
    tossed: bool


def advice_on(decision: Decision, options: Sequence[Option], today: date) -> Advice | None:
    """None where there is nothing to advise."""
    is_plain = (
        decision.state == Decision.State.OPEN
        and len(options) == 2
        and decision.reversibility == Decision.Reversibility.REVERSIBLE
        and decision.importance <= Importance.MODERATE
    )
    if not is_plain:
        return None
    waits = (today - timezone.localdate(decision.raised_at)).days
    return Advice(max(waits, 0), bool(decision.toss))
