"""What a charter may say, field by field: within bounds, and holding together."""

import zoneinfo
from typing import Any

from django.utils.translation import gettext as _

from allied.foundation.access.refusal import Refused
from allied.pure.periods import FIRST_YEAR, LAST_YEAR
from allied.strategy.services.texts import one_line, paragraphs

from ..models import Body, BodyKind, CadenceUnit, DecisionRule, MajorityOf

EDITABLE = (
    "parent", "kind", "kind_name", "name", "theme", "purpose", "quorum_members",
    "quorum_each_partner", "quorum_percent", "quorum_needs_chair", "rule", "majority_of",
    "majority_numerator", "majority_denominator", "majority_by_partner", "final_say",
    "cadence_unit", "cadence_every", "cadence_from", "cadence_weekday_of_month", "meets_at",
    "meets_minutes", "timezone",
)  # fmt: skip
BOUNDS = {
    "quorum_members": (1, 500), "quorum_each_partner": (0, 100), "quorum_percent": (1, 100),
    "majority_numerator": (0, 99), "majority_denominator": (1, 100), "cadence_every": (1, 52),
    "meets_minutes": (5, 1440),
}  # fmt: skip
CODES = {
    "kind": BodyKind, "rule": DecisionRule, "majority_of": MajorityOf, "cadence_unit": CadenceUnit,
}  # fmt: skip


def charter_values(row: Body, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they are kept. Refused where one is out of bounds, or they contradict."""
    kept = {name: _kept(name, value) for name, value in fields.items()}
    will = {name: kept.get(name, getattr(row, name)) for name in EDITABLE}
    _hold_together(will)
    return kept


def _kept(name: str, value: Any) -> Any:
    if name in {"name", "kind_name"}:
        limit = 140 if name == "name" else 80
        return one_line(value or "", limit, name, required=name == "name")
    if name == "purpose":
        return paragraphs(value or "", 4000, name)
    if name == "timezone" and value not in zoneinfo.available_timezones():
        raise Refused(_("Choose a time zone."), name)
    if name in CODES and value not in CODES[name].values:
        raise Refused(_("Choose one of the list."), name)
    if name in BOUNDS and value is not None:
        least, most = BOUNDS[name]
        if not least <= value <= most:
            raise Refused(
                _("Enter a whole number from %(least)d to %(most)d.")
                % {"least": least, "most": most},
                name,
            )
    if name == "cadence_from" and value and not FIRST_YEAR <= value.year <= LAST_YEAR:
        words = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refused(_("Enter a date between %(first)s and %(last)s.") % words, name)
    return value


def _hold_together(will: dict[str, Any]) -> None:
    if will["kind"] == BodyKind.OTHER and not will["kind_name"]:
        raise Refused(_("Say what kind of body it is."), "kind_name")
    if will["rule"] == DecisionRule.FINAL_SAY and will["final_say"] is None:
        raise Refused(_("Choose the partner who has the final say."), "final_say")
    share = will["majority_numerator"], will["majority_denominator"]
    if share[0] >= share[1] or share[0] * 2 < share[1]:
        raise Refused(
            _("A majority is at least a half and less than the whole."), "majority_numerator"
        )
