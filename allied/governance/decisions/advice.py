"""What `pure/deliberation` advises on an open question."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from allied.foundation.access.actor import Actor
from allied.pure import deliberation
from allied.pure.deliberation import Advice, Advised, Ground, Question
from allied.pure.sentences import sentence

from ..models import Decision, Option
from .queries.deliberation import moment_of, questions_of
from .saying import show

REVERSIBLE: Mapping[str, bool] = {"reversible": True, "costly": False, "final": False}


class Counsel(Struct, frozen=True):
    """The advice, with its reasons in sentences, and whether the coin was laid or tossed."""

    advised: Advised
    tossed: bool

    @property
    def now(self) -> bool:
        return self.advised.advice is Advice.DECIDE_NOW

    @property
    def coin(self) -> bool:
        return self.advised.coin

    @property
    def sentences(self) -> list[str]:
        reasons = self.advised.speaks_for if self.now else self.advised.speaks_against
        return [sentence(deliberation.MESSAGES, step, _, show) for step in reasons]


def advice_on(actor: Actor, decision: Decision, options: Sequence[Option]) -> Counsel:
    """One query: what time is usual for its importance.

    All that it needs is there where the situation is told and something is said for or against
    each of the options.
    """
    asked = questions_of(actor, decision.alliance)
    question = Question(decision.pk, decision.importance, decision.raised_at)
    told = bool(decision.situation) and all(each.for_it or each.against_it for each in options)
    ground = Ground(
        len(options), reversible=REVERSIBLE[decision.reversibility], has_all=told and bool(options)
    )
    found = deliberation.advise(
        question, ground, moment_of(decision.alliance), deliberation.usual_days(asked)
    )
    return Counsel(found, bool(decision.toss))
