"""The weight of a node on a day: the one it began with, until another was agreed from a day on."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

Dated = Sequence[Sequence[str]]
"""Pairs of a day (2024-01-01) and the weight from that day on (2.000), by day."""


class Weighted(Protocol):
    """What has a weight: `weight` until the first of `weights`."""

    weight: Any
    weights: Any


def weight_on(node: Weighted, day: date) -> Decimal | float | str:
    """The weight in force on the day, as it is stored."""
    found, text = node.weight, day.isoformat()
    for valid_from, weight in node.weights or ():
        if valid_from > text:
            break
        found = weight
    return found


def with_weight_from(node: Weighted, day: date, weight: Decimal) -> list[list[str]]:
    """The dated weights with another one from the day on; the same where it is in force already."""
    dated = [list(pair) for pair in node.weights or ()]
    if Decimal(str(weight_on(node, day))) == weight:
        return dated
    others = [pair for pair in dated if pair[0] != day.isoformat()]
    return sorted([*others, [day.isoformat(), f"{weight:.3f}"]])
