"""The coin, for those who want it: two options, one toss, in the record. It decides nothing."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allied.foundation.access.actor import Actor
from allied.foundation.access.refusal import Refused

from ...models import Decision, Option
from ...trail import trace
from .editing import held_open

HEADS, TAILS = "heads", "tails"


@transaction.atomic
def toss_coin(*, by: Actor, decision: Decision, version: int) -> dict[str, Any]:
    """Toss once. Heads is the first option, tails the second, as the page said before.

    The last of the 64 bits says the side: 0 is heads. Conflict where anything was changed since
    `version`. Refused where there are not two options, or where these two were tossed for already.
    """
    row = held_open(by, decision, "governance.record_decisions", version)
    options = list(row.options.all())
    if len(options) != 2:
        raise Refused(_("A coin needs two options."))
    sides = _sides(options)
    if any(each["options"] == sides for each in tosses_of(row)):
        raise Refused(_("The coin was tossed for these options already. It is not tossed twice."))
    bits = secrets.randbits(64)
    made = {
        "options": sides,
        "bits": f"{bits:064b}",
        "side": TAILS if bits & 1 else HEADS,
        "chosen": sides[bits & 1]["id"],
        "at": timezone.now().isoformat(),
        "who": by.name,
        "person": by.person_id,
    }
    row.toss = {"tosses": [*tosses_of(row), made]}
    row.save_over(version, ["toss"])
    trace("toss_coin", by, "decision", row, side=made["side"])
    return made


def tosses_of(decision: Decision) -> list[dict[str, Any]]:
    """All tosses; more than one only where the options were changed in between."""
    return list(decision.toss.get("tosses", ()))


def _sides(options: list[Option]) -> list[dict[str, Any]]:
    return [{"id": option.pk, "title": option.title} for option in options]
