"""Reads of the poster: the map in force, or the working map, as plain data."""

from collections.abc import Mapping
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from msgspec import Struct

from allied.agreement.document import FrozenMap
from allied.agreement.queries import Named, lines_with_versions
from allied.alliances.models import Alliance
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor, View
from allied.pure.maplayout import Link
from allied.reporting.posters.content import PosterMap, PosterObjective, PosterTheme, PosterWin
from allied.reporting.sheets.sheet import PAPERS
from allied.scorecard.queries import scorecard_of
from allied.scorecard.queries.scorecard import MapNodes
from allied.strategy.models import StrategyMap
from allied.strategy.placement import nodes_of, order_of
from allied.strategy.queries import MapData, map_of

from ..versions.drawn import map_data

LARGEST = 400
"""Objectives that a poster takes; more could not be read on any paper."""

IN_FORCE: Final = "in_force"
WORKING: Final = "working"
OURS: Final = "ours"
"""The working map with what our room shows, marked as confidential."""

Wins = Mapping[int, tuple[PosterWin, ...]]


class Choices(Struct, frozen=True):
    """What a person asked for. `map`: one of the three above."""

    lights: bool = True
    paper: str = "a3"
    map: str = WORKING

    @property
    def as_query(self) -> str:
        return f"lights={int(self.lights)}&paper={self.paper}&map={self.map}"


class Asked(Struct, frozen=True):
    """What was chosen, the map itself, and the version in force where there is one."""

    choices: Choices
    content: PosterMap
    in_force: Named | None


def asked_for(given: Mapping[str, str], alliance: Alliance, actor: Actor) -> Asked:
    """From the address. What it does not say, or says wrongly, is as usual: the map in force."""
    joint = actor.looking_at(View.JOINT) if actor.view is View.OURS else actor
    lines, beside = lines_with_versions(alliance, joint)
    version = beside.in_force if beside.in_force and beside.in_force.map else None
    choices = choices_of(given, actor, has_version=version is not None)
    if choices.map == IN_FORCE and version is not None and version.map is not None:
        content = _in_force(alliance, joint, version, version.map, lights=choices.lights)
    else:
        seen_by = actor if choices.map == OURS else joint
        edition = _("Working map") if version else ""
        content = _working(alliance, seen_by, lines, choices, edition)
    return Asked(choices, content, version)


def choices_of(given: Mapping[str, str], actor: Actor, *, has_version: bool) -> Choices:
    paper, which = given.get("paper", "a3"), given.get("map", "")
    maps = {WORKING} | ({IN_FORCE} if has_version else set())
    maps |= {OURS} if actor.view is View.OURS else set()
    return Choices(
        lights=given.get("lights") != "0",
        paper=paper if paper in PAPERS else "a3",
        map=which if which in maps else IN_FORCE if has_version else WORKING,
    )


def _in_force(
    alliance: Alliance, actor: Actor, version: Named, found: FrozenMap, *, lights: bool
) -> PosterMap:
    """The map as it was agreed, with the lights of today."""
    wins = {
        row.id: tuple(PosterWin(win.company, win.text) for win in row.wins)
        for row in found.objectives
    }
    said = _("Version %(number)d, in force since %(day)s")
    edition = said % {"number": version.number, "day": date_format(localtime(version.at))}
    statuses = _statuses(alliance, actor, None) if lights else {}
    return _poster(alliance, map_data(found), wins, statuses, edition=edition)


def _working(
    alliance: Alliance, actor: Actor, lines: StrategyMap, choices: Choices, edition: str
) -> PosterMap:
    """The map as it stands."""
    data = map_of(alliance, actor, with_undo=False, with_people=False, lines=lines)
    said = _("Our room of %(company)s – confidential") % {"company": actor.company_name}
    return _poster(
        alliance, data, _wins(data), _statuses(alliance, actor, data) if choices.lights else {},
        edition=edition, confidential=said if choices.map == OURS else "",
    )  # fmt: skip


def drawn_of(alliance: Alliance, data: MapData, statuses: Mapping[int, str]) -> PosterMap:
    """The working map that was read already, with the status of each objective."""
    return _poster(alliance, data, _wins(data), statuses)


def _wins(data: MapData) -> Wins:
    return {
        pk: tuple(PosterWin(str(win.partner), win.text) for win in rows)
        for pk, rows in data.joint_wins.items()
    }


def _poster(
    alliance: Alliance, data: MapData, wins: Wins, statuses: Mapping[int, str], *,
    edition: str = "", confidential: str = "",
) -> PosterMap:  # fmt: skip
    order = order_of(data.strategy_map.placement, data.perspectives)
    places = {row.pk: place for place, row in enumerate(data.themes)}
    return PosterMap(
        name=alliance.name,
        partners=tuple(str(partner) for partner in partners_of(alliance)),
        day=alliance.today(),
        mission=data.strategy_map.mission,
        values_line=data.strategy_map.values_line,
        bands=tuple(row.name for row in reversed(data.perspectives)),
        themes=tuple(PosterTheme(row.name, row.colour) for row in data.themes),
        objectives={
            row.pk: PosterObjective(
                row.title, places[row.theme_id], statuses.get(row.pk, "no_data"),
                wins.get(row.pk, ()),
            )
            for row in data.objectives
        },
        nodes=nodes_of(data.perspectives, data.themes, data.objectives),
        links=tuple(Link(link.cause_id, link.effect_id) for link in data.links),
        order=None if order is None else tuple(tuple(map(int, keys)) for keys in order),
        edition=edition,
        confidential=confidential,
        language=get_language() or "en",
    )  # fmt: skip


def _statuses(alliance: Alliance, actor: Actor, nodes: MapNodes | None) -> dict[int, str]:
    scores = scorecard_of(alliance, actor, nodes=nodes, with_initiatives=False)
    return {pk: score.status for pk, score in scores.objectives.items()}
