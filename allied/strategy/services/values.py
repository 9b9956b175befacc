"""Checks of single values; each answers the value as it is kept, or refuses in words."""

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance, Membership
from allied.foundation.access.refusal import Refused
from allied.people.models import Person
from allied.pure.periods import FIRST_YEAR, LAST_YEAR
from allied.pure.scoring import MissingPolicy, RollUpRule

from ..models import THEME_COLOURS, RolledUp
from ..weights import with_weight_from

HEAVIEST: Final = 1000
SCORING: Final = frozenset({"weight", "weight_from", "roll_up_rule", "missing_policy", "judgement"})


def weight(value: object) -> Decimal:
    """A weight from 0 (does not count) to 1,000, with up to three decimals."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= HEAVIEST:
        raise Refused(_("A weight is a number from 0 to 1,000."), "weight")
    return number.quantize(Decimal("0.001"))


def share(value: object, field: str) -> float | None:
    """A number from 0 to 1, or nothing."""
    if value is None:
        return None
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise Refused(_("Write a number from 0 to 1."), field)
    return number


def colour(value: object) -> int:
    if not isinstance(value, int) or not 1 <= value <= THEME_COLOURS:
        raise Refused(_("Choose one of the colours."), "colour")
    return value


def scoring(fields: Mapping[str, Any], row: RolledUp | None = None) -> dict[str, Any]:
    """How a node's score is made: those of the five fields that are given, checked together.

    With `weight_from` the weight holds from that day on, and earlier days keep theirs; without,
    it has held from the beginning.
    """
    kept: dict[str, Any] = {name: fields[name] for name in SCORING & set(fields)}
    if "weight" in kept:
        kept |= _weights(kept.pop("weight"), kept.get("weight_from"), row)
    kept.pop("weight_from", None)
    if "judgement" in kept:
        kept["judgement"] = share(kept["judgement"], "judgement")
    if kept.get("roll_up_rule", RollUpRule.WEIGHTED_MEAN) not in set(RollUpRule):
        raise Refused(_("Choose one of the rules."), "roll_up_rule")
    if kept.get("missing_policy", MissingPolicy.LEAVE_OUT) not in set(MissingPolicy):
        raise Refused(_("Choose one of the ways."), "missing_policy")
    rule = kept.get("roll_up_rule", row.roll_up_rule if row else None)
    judged = kept.get("judgement", row.judgement if row else None)
    if rule == RollUpRule.JUDGEMENT and judged is None:
        raise Refused(_("Write your own judgement as a score from 0 to 1."), "judgement")
    return kept


def _weights(given: object, day: date | None, row: RolledUp | None) -> dict[str, Any]:
    number = weight(given)
    if day is None or row is None or row.pk is None:
        return {"weight": number, "weights": []}
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(
            _("Enter a date between %(first)s and %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR},
            "weight_from",
        )
    return {"weights": with_weight_from(row, day, number)}


def member_id(
    person: Person | None, alliance: Alliance, field: str, kept: int | None
) -> int | None:
    """The id of somebody with a role on the alliance today, or who stands there already."""
    if person is None:
        return None
    today = timezone.now().date()
    of_alliance = Membership.objects.filter(alliance=alliance, person=person).on(today)
    if person.pk != kept and not of_alliance.exists():
        raise Refused(_("Choose somebody who works in this alliance."), field)
    return person.pk


def only(fields: Mapping[str, Any], known: frozenset[str]) -> None:
    """TypeError for a field that the record does not have: a mistake in the code."""
    if unknown := set(fields) - known:
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
