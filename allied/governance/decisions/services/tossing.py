"""The coin, for those who want it: laid, then tossed once, in the record. It decides nothing.

`pure/deliberation` says how the side falls and how anybody can compute it again. The bits are drawn
when the coin is laid and are shown to nobody before it is tossed.
"""

from collections.abc import Sequence
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused
from allied.pure.deliberation import DeliberationRefusal, Laid, Sides, lay, toss
from allied.strategy.services.texts import one_line

from ...models import Decision, Option
from ...trail import trace
from .editing import held_open


@transaction.atomic
def lay_coin(*, by: Actor, decision: Decision, version: int) -> dict[str, Any]:
    """Heads is the first option, tails the second; the seal of the hidden bits is shown from now.

    Conflict where anything was changed since `version`. Refused where there are not two options,
    or where a coin was laid for these two already.
    """
    row = held_open(by, decision, "governance.record_decisions", version)
    options = list(row.options.all())
    if len(options) != 2:
        raise Refused(_("A coin needs two options."))
    if coin_for(row, options) is not None:
        raise Refused(_("The coin was laid for these options already. There is one toss."))
    try:
        laid = lay(Sides(options[0].title, options[1].title), SystemRandom())
    except DeliberationRefusal as refusal:
        raise Refused(refusal.sentence(_)) from None
    made = {
        "options": [option.pk for option in options], "heads": laid.sides.heads,
        "tails": laid.sides.tails, "seal": laid.seal, "bits": laid.bits,
        "laid_at": timezone.now().isoformat(), "laid_by": by.name,
    }  # fmt: skip
    _keep(row, version, [*coins_of(row), made])
    trace("lay_coin", by, "decision", row)
    return made


@transaction.atomic
def toss_coin(
    *, by: Actor, decision: Decision, version: int, words: Sequence[str] = ()
) -> dict[str, Any]:
    """Toss the coin that is laid, once. `words`: of those who would not trust the machine alone."""
    row = held_open(by, decision, "governance.record_decisions", version)
    coin = coin_for(row, list(row.options.all()))
    if coin is None:
        raise Refused(_("Get the coin ready first, so that each side is known."))
    if "face" in coin:
        raise Refused(_("The coin was tossed for these options already. It is not tossed twice."))
    said = [one_line(word, 100, "words") for word in words if word.strip()][:10]
    fallen = toss(Laid(Sides(coin["heads"], coin["tails"]), coin["bits"]), said)
    made = {
        **coin, "words": said, "face": str(fallen.face), "option": fallen.option,
        "at": timezone.now().isoformat(), "who": by.name, "person": by.person_id,
    }  # fmt: skip
    _keep(row, version, [made if each is coin else each for each in coins_of(row)])
    trace("toss_coin", by, "decision", row, face=made["face"])
    return made


def coins_of(decision: Decision) -> list[dict[str, Any]]:
    """All coins; more than one only where the options were changed in between."""
    return list(decision.toss.get("coins", ()))


def coin_for(decision: Decision, options: Sequence[Option]) -> dict[str, Any] | None:
    """The coin of these very options, as they now read."""
    now = [(option.pk, option.title) for option in options]
    for coin in coins_of(decision):
        sides = list(zip(coin["options"], (coin["heads"], coin["tails"]), strict=True))
        if sides == now or sides == now[::-1]:
            return coin
    return None


def _keep(row: Decision, version: int, coins: list[dict[str, Any]]) -> None:
    row.toss = {"coins": coins}
    row.save_over(version, ["toss"])
