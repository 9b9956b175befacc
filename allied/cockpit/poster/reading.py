"""Reads of the poster: the map of an alliance as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor, View
from allied.pure.maplayout import Link
from allied.reporting.posters.content import PosterMap, PosterObjective, PosterTheme, PosterWin
from allied.reporting.sheets.sheet import PAPERS
from allied.scorecard.queries import scorecard_of
from allied.strategy.placement import nodes_of, order_of
from allied.strategy.queries import MapData, map_of

LARGEST = 400
"""Objectives that a poster takes; more could not be read on any paper."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person asked for. `ours`: with what our room shows, marked as confidential."""

    lights: bool = True
    paper: str = "a3"
    ours: bool = False

    @property
    def as_query(self) -> str:
        room = "ours" if self.ours else "joint"
        return f"lights={int(self.lights)}&paper={self.paper}&room={room}"


def choices_of(given: dict[str, str], actor: Actor) -> Choices:
    """From the address. What it does not say, or says wrongly, is as usual."""
    paper = given.get("paper", "a3")
    return Choices(
        lights=given.get("lights") != "0",
        paper=paper if paper in PAPERS else "a3",
        ours=actor.view is View.OURS and given.get("room") == "ours",
    )


def poster_of(alliance: Alliance, actor: Actor, choices: Choices) -> PosterMap:
    """The map as it stands: of the joint room, unless our room was chosen."""
    if actor.view is View.OURS and not choices.ours:
        actor = actor.looking_at(View.JOINT)
    data = map_of(alliance, actor, with_undo=False, with_people=False)
    said = _("Our room of %(company)s – confidential") % {"company": actor.company_name}
    statuses = _statuses(alliance, actor, data, lights=choices.lights)
    return drawn_of(alliance, data, statuses, confidential=said if choices.ours else "")


def drawn_of(
    alliance: Alliance, data: MapData, statuses: Mapping[int, str], *, confidential: str = ""
) -> PosterMap:
    """A map that was read already, with the status of each objective, as a poster takes it."""
    order = order_of(data.strategy_map.placement, data.perspectives)
    return PosterMap(
        name=alliance.name,
        partners=tuple(str(partner) for partner in partners_of(alliance)),
        day=alliance.today(),
        mission=data.strategy_map.mission,
        values_line=data.strategy_map.values_line,
        bands=tuple(row.name for row in reversed(data.perspectives)),
        themes=tuple(PosterTheme(row.name, row.colour) for row in data.themes),
        objectives=_objectives(data, statuses),
        nodes=nodes_of(data.perspectives, data.themes, data.objectives),
        links=tuple(Link(link.cause_id, link.effect_id) for link in data.links),
        order=None if order is None else tuple(tuple(map(int, keys)) for keys in order),
        confidential=confidential,
        language=get_language() or "en",
    )


def _statuses(alliance: Alliance, actor: Actor, data: MapData, *, lights: bool) -> dict[int, str]:
    """The status of each objective, where it is asked for."""
    if not lights:
        return {}
    scores = scorecard_of(alliance, actor, nodes=data, with_initiatives=False)
    return {pk: score.status for pk, score in scores.objectives.items()}


def _objectives(data: MapData, statuses: Mapping[int, str]) -> dict[int, PosterObjective]:
    places = {row.pk: place for place, row in enumerate(data.themes)}
    return {
        row.pk: PosterObjective(
            title=row.title,
            theme=places[row.theme_id],
            status=statuses.get(row.pk, "no_data"),
            wins=tuple(
                PosterWin(str(win.partner), win.text) for win in data.joint_wins.get(row.pk, ())
            ),
        )
        for row in data.objectives
    }
