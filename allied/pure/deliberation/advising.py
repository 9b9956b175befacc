"""Whether an open question is one to decide now."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from allied.pure.scoring.explanations import Step

from .records import MODERATE, Question
from .wording import DeliberationRefusal


class Ground(Struct, frozen=True):
    """What is known of an open question: sensible options, and whether they are judged equal.

    ``reversible`` is none where nobody has said; ``has_all`` says that nothing is missing that the
    decision needs. Raises :class:`DeliberationRefusal` for a count below zero.
    """

    options: int
    equal: bool = False
    reversible: bool | None = None
    has_all: bool = False

    def __post_init__(self) -> None:
        if self.options < 0:
            raise DeliberationRefusal("options", "options", value=self.options)


class Advice(StrEnum):
    """What to do."""

    DECIDE_NOW = "decide_now"
    TAKE_TIME = "take_time"


class Advised(Struct, frozen=True):
    """The advice, whether the coin may be offered, and why: what speaks for it and against."""

    advice: Advice
    coin: bool
    speaks_for: tuple[Step, ...]
    speaks_against: tuple[Step, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The advice and its reasons, in order."""
        reasons = self.speaks_against or self.speaks_for
        return (Step(self.advice), *reasons, *((Step("coin"),) if self.coin else ()))


def advise(
    question: Question, ground: Ground, now: datetime, usual: Mapping[int, float]
) -> Advised:
    """Decide now, where nothing speaks against it.

    It is one to decide now if there are exactly two sensible options, or more that are judged
    equal; it can be undone; its importance is at most 4; and it has waited longer than the
    ``usual`` days of its importance (see :func:`usual_days`) or has all that it needs. The coin is
    offered between two options then. A question that is taken gets the advice as of then.
    """
    found = (
        _options(ground),
        _reversible(ground),
        _importance(question),
        _waited(question, ground, now, usual),
    )
    against = tuple(step for good, step in found if not good)
    return Advised(
        advice=Advice.TAKE_TIME if against else Advice.DECIDE_NOW,
        coin=not against and ground.options == 2,
        speaks_for=tuple(step for good, step in found if good),
        speaks_against=against,
    )


def _options(ground: Ground) -> tuple[bool, Step]:
    if ground.options < 2:
        return False, Step("too_few_options")
    if ground.options == 2:
        return True, Step("two_options")
    code = "equal_options" if ground.equal else "too_many_options"
    return ground.equal, Step(code, {"count": ground.options})


def _reversible(ground: Ground) -> tuple[bool, Step]:
    if ground.reversible is None:
        return False, Step("reversibility_unknown")
    return ground.reversible, Step("reversible" if ground.reversible else "irreversible")


def _importance(question: Question) -> tuple[bool, Step]:
    if question.importance > max(MODERATE):
        return False, Step("most_important")
    return True, Step("moderate", {"importance": question.importance})


def _waited(
    question: Question, ground: Ground, now: datetime, usual: Mapping[int, float]
) -> tuple[bool, Step]:
    days, most = question.days(now), usual.get(question.importance)
    if ground.has_all:
        return True, Step("has_all")
    if most is None:
        return False, Step("usual_unknown")
    code = "waited_long" if days > most else "still_waiting"
    return days > most, Step(code, {"days": days, "usual": most})
