"""The derived measures of the first alliance: their formulas, as its people wrote them."""

from typing import Any

from allied.scorecard.derived.services import set_formula

from .stage import Stage, all_measures


def write_formulas(stage: Stage, told: dict[str, Any]) -> None:
    """Once all measures are there, since a formula names the others."""
    for _objective, maker, view, each in all_measures(told):
        if "formula" in each:
            measure = stage.measures[each.get("key", each["name"])]
            set_formula(by=stage.actor(maker, view), measure=measure, text=each["formula"])
