"""How the targets were agreed: at the start all of them, and one that is under negotiation.

The dates, the offers and what was said to them are illustrative and marked so.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from functools import partial

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.scorecard.models import Offer, Reply, Target
from allied.scorecard.targets.services import agree_to, make_offer

from .stage import Stage

OFFERED_ON, COUNTERED_ON = date(2006, 11, 21), date(2006, 12, 12)
FROM = date(2007, 1, 1)
OFFER = "Half of what is left by the end of 2007, now that clinical supplies counts (illustrative)."
COUNTER = (
    "Monitoring visits cannot be joined before the summer; 15 % is what we can promise "
    "(illustrative)."
)

Event = tuple[date, Callable[[], object]]


def agree_targets(alliance: Alliance, other: Actor, day: date) -> None:
    """All joint targets in force are agreed by the other side, on the day."""
    waiting = Target.objects.in_use().filter(
        measure__alliance=alliance, measure__room__partner=None, agreed_at=None
    )
    for target in waiting.select_related("measure__alliance", "measure__room"):
        agree_to(by=other, subject=target)
    _date(alliance, day)


def negotiation(stage: Stage) -> Iterable[Event]:
    """An offer for the duplicated activities, and the counter-offer that waits for Solvay."""
    yield OFFERED_ON, partial(_offer, stage)
    yield COUNTERED_ON, partial(_counter, stage)


def _offer(stage: Stage) -> None:
    measure = stage.measures["duplicated"]
    values = {"baseline": 31, "target": 13}
    make_offer(
        by=stage.actor("s_manager"), measure=measure, valid_from=FROM, values=values, comment=OFFER
    )
    _date(stage.alliance, OFFERED_ON)


def _counter(stage: Stage) -> None:
    measure = stage.measures["duplicated"]
    make_offer(
        by=stage.actor("q_manager"), measure=measure, valid_from=FROM, comment=COUNTER,
        values={"baseline": 31, "target": 15},
        answers=Offer.objects.get(measure=measure, state=Offer.State.OPEN),
    )  # fmt: skip
    _date(stage.alliance, COUNTERED_ON)


def _date(alliance: Alliance, day: date) -> None:
    """What was offered, said and closed just now bears the day."""
    moment = datetime.combine(day, time(14), UTC)
    offers = Offer.objects.filter(alliance=alliance)
    offers.filter(made_at__gt=moment).update(made_at=moment)
    offers.filter(closed_at__gt=moment).update(closed_at=moment)
    Reply.objects.filter(offer__alliance=alliance, said_at__gt=moment).update(said_at=moment)
    for target in Target.objects.filter(measure__alliance=alliance, agreed_at__gt=moment):
        named = [(company, person) for company, person, _day in target.agreed_by]
        target.agreed_by = [[*both, day.isoformat()] for both in named]
        target.agreed_at = moment
        target.save(update_fields=["agreed_by", "agreed_at"])
