"""Reads of the pages of versions, put together for their templates."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from allied.agreement.document import FrozenMap, FrozenObjective, thawed
from allied.agreement.models import WHOLE, MapVersion, Stance, State
from allied.agreement.queries import (
    Stances,
    Tally,
    partners_asked,
    stances_of,
    tallies_of,
    tally,
    versions_of,
)
from allied.alliances.models import Alliance, Partner
from allied.alliances.queries import partners_of
from allied.foundation.access.actor import Actor
from allied.scorecard.queries import scorecard_of
from allied.scorecard.reviews.payload import FrozenNode, frozen_node

from ..map.drawn import Drawing
from .drawn import NO_LIGHTS, Lights, drawing_of, themes_named
from .sentences import answer_of, answer_of_all

MARK = {True: "agreed", False: "objected"}


class Side(Struct, frozen=True):
    """What one partner says to one subject. `sign`: agreed, objected or waiting."""

    partner: Partner
    stance: Stance | None
    earlier: Sequence[Stance]
    win: str = ""

    @property
    def sign(self) -> str:
        return MARK[self.stance.agrees] if self.stance else "waiting"


class SubjectRow(Struct, frozen=True):
    """An objective, or the whole (`objective` None), with what each partner says."""

    objective: FrozenObjective | None
    theme: str
    colour: int
    sides: Sequence[Side]

    @property
    def sign(self) -> str:
        """Agreed by all, objected to by one, or still waiting."""
        found = {side.sign for side in self.sides}
        return next((s for s in ("objected", "waiting") if s in found), "agreed")


class Band(Struct, frozen=True):
    name: str
    rows: Sequence[SubjectRow]


class VersionPage(Struct, frozen=True):
    answer: str
    map: FrozenMap
    drawing: Drawing
    legend: Sequence[tuple[str, int, str]]
    whole: SubjectRow
    bands: Sequence[Band]
    tallies: Sequence[Tally]
    of_lights: str
    own_waits: int

    @property
    def columns(self) -> str:
        return str(len(self.tallies) + 1)


class ListPage(Struct, frozen=True):
    answer: str
    rows: Sequence[tuple[MapVersion, Sequence[Tally]]]
    partners: Sequence[Partner]
    has_in_force: bool
    own_waits: int

    @property
    def columns(self) -> str:
        return str(len(self.partners) + 3)


def list_page(alliance: Alliance, actor: Actor) -> ListPage:
    """All versions with who agreed."""
    versions = versions_of(alliance, actor)
    partners = partners_asked(alliance) if versions else []
    tallies = tallies_of(versions, partners, actor) if versions else {}
    proposed = next((tallies[row.pk] for row in versions if row.is_open), [])
    return ListPage(
        answer_of_all(versions, proposed),
        [(row, tallies[row.pk]) for row in versions],
        partners,
        any(row.state == State.IN_FORCE for row in versions),
        _own_waits(proposed, alliance, actor),
    )


def _own_waits(tallies: Sequence[Tally], alliance: Alliance, actor: Actor) -> int:
    """How many answers the actor's own side has still to give."""
    own = actor.seats[alliance.pk].partner_id
    return sum(row.waits for row in tallies if row.partner.pk == own)


def version_page(version: MapVersion, alliance: Alliance, actor: Actor) -> VersionPage:
    found, partners = thawed(version.document), sides_of(version, alliance)
    stances = stances_of(version, actor)
    rows = {row.id: _row(found, row, partners, stances) for row in found.objectives}
    lights = _lights(version, alliance, actor)
    signs = None if lights else {pk: (row.sign,) for pk, row in rows.items()}
    drawing = drawing_of(found, signs=signs, lights=lights or NO_LIGHTS)
    tallies = [tally(version, partner, stances) for partner in partners]
    return VersionPage(
        answer=answer_of(version, tallies),
        map=found,
        drawing=drawing,
        legend=themes_named(found),
        whole=SubjectRow(None, "", 0, _sides(WHOLE, partners, stances)),
        bands=bands_of(found, rows, [int(box.id) for box in drawing.boxes]),
        tallies=tallies,
        of_lights=version.state if lights else "",
        own_waits=_own_waits(tallies, alliance, actor) if version.is_open else 0,
    )


def sides_of(version: MapVersion, alliance: Alliance) -> list[Partner]:
    """Who is asked; of a version that is decided all partners there are, left or not."""
    if version.is_open:
        return partners_asked(alliance)
    return partners_of(alliance)


def bands_of(found: FrozenMap, rows: dict[int, Any], order: Sequence[int]) -> list[Band]:
    """From the top band down, in the order in which the boxes stand."""
    place = {row.id: row.perspective_id for row in found.objectives}
    return [
        Band(band.name, [rows[pk] for pk in order if place[pk] == band.id])
        for band in reversed(found.perspectives)
    ]


def _row(
    found: FrozenMap, row: FrozenObjective, partners: Sequence[Partner], stances: Stances
) -> SubjectRow:
    theme = next(each for each in found.themes if each.id == row.theme_id)
    return SubjectRow(row, theme.name, theme.colour, _sides(row.id, partners, stances, row))


def _sides(
    subject: int,
    partners: Sequence[Partner],
    stances: Stances,
    row: FrozenObjective | None = None,
) -> list[Side]:
    return [
        Side(
            partner, stances.of(subject, partner), stances.before(subject, partner),
            row.win_of(partner.pk) if row else "",
        )
        for partner in partners
    ]  # fmt: skip


def _lights(version: MapVersion, alliance: Alliance, actor: Actor) -> Lights | None:
    """In force: the scores of today. Superseded: those it was superseded with. Else none."""
    if version.state == State.IN_FORCE:
        scores = scorecard_of(alliance, actor, with_initiatives=False)
        return Lights(scores.objectives, scores.perspectives)
    if version.state == State.SUPERSEDED and version.scorecard:
        return Lights(
            _nodes(version.scorecard["objectives"]), _nodes(version.scorecard["perspectives"])
        )
    return None


def _nodes(rows: Sequence[dict[str, Any]]) -> dict[int, FrozenNode]:
    return {row["id"]: frozen_node(row["score"]) for row in rows}
