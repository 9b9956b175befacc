"""Keeping the order in which the map stands, with every change that can move something."""

from collections.abc import Collection

from allied.alliances.models import Alliance
from allied.pure.maplayout import Link as Arrow
from allied.pure.maplayout import order_bands

from ..models import Link, StrategyMap
from ..placement import Placement, nodes_of, order_of
from .limits import live_objectives, live_perspectives, live_themes
from .operations import Step

PLACES = {"perspective_id", "pin", "removed_at", "position"}


def moves(steps: list[Step]) -> bool:
    """Whether something may stand elsewhere after these steps."""
    return any(
        step["model"] == "link"
        or (
            step["model"] in {"objective", "perspective"}
            and (None in (step["before"], step["after"]) or PLACES & set(step["after"]))
        )
        for step in steps
    )


def let_go(steps: list[Step]) -> set[int]:
    """Objectives whose pin was taken away: the map finds their best place anew."""
    return {
        step["pk"]
        for step in steps
        if step["model"] == "objective"
        and step["before"] is not None
        and (step["after"] or {}).get("pin", 0) is None
    }


def without(placement: Placement, gone: Collection[int]) -> Placement:
    return {band: [pk for pk in row if pk not in gone] for band, row in placement.items()}


def placement_now(alliance: Alliance, stood: Placement | None = None) -> Placement:
    """Where the objectives stand now, after where they stood; nothing for an empty map."""
    objectives = live_objectives(alliance)
    if not objectives:
        return {}
    bands = live_perspectives(alliance)
    nodes = nodes_of(bands, live_themes(alliance), objectives)
    known = {row.pk for row in objectives}
    links = Link.objects.filter(alliance=alliance, cause__in=known, effect__in=known)
    arrows = [Arrow(*pair) for pair in links.values_list("cause_id", "effect_id")]
    before = order_of(stood or {}, bands)
    order = order_bands(nodes, arrows, bands=len(bands), before=before)
    rows = zip(reversed(bands), order, strict=True)
    return {str(band.pk): [int(key) for key in keys] for band, keys in rows}


def keep_placement(strategy_map: StrategyMap, placement: Placement) -> None:
    """Write it beside the map's version: two people who write the lines do not meet over it."""
    strategy_map.placement = dict(placement)
    StrategyMap.objects.filter(pk=strategy_map.pk).update(placement=strategy_map.placement)
