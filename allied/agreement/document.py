"""The frozen document of a version: plain JSON, read back without asking anything that lives on.

It holds what a reader agrees to: perspectives, themes, objectives, links, joint wins, the mission
and values lines, weights, and the places, so that an old version is drawn as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct, field

from allied.strategy.queries import MapData
from allied.strategy.weights import weight_on

FORMAT: Final = 1


class FrozenBand(Struct, frozen=True):
    """A perspective; in the document they stand from the bottom up."""

    id: int
    name: str
    question: str = ""
    weight: str = "1"


class FrozenTheme(Struct, frozen=True):
    id: int
    name: str
    statement: str = ""
    colour: int = 1
    weight: str = "1"


class FrozenWin(Struct, frozen=True):
    """What one partner hopes to win from an objective."""

    partner_id: int
    company: str
    text: str


class FrozenObjective(Struct, frozen=True):
    id: int
    title: str
    perspective_id: int
    theme_id: int
    description: str = ""
    weight: str = "1"
    pin: float | None = None
    wins: tuple[FrozenWin, ...] = ()

    def win_of(self, partner_id: int) -> str:
        return next((win.text for win in self.wins if win.partner_id == partner_id), "")


class FrozenMap(Struct, frozen=True):
    """A whole map as it was."""

    mission: str = ""
    values_line: str = ""
    perspectives: Sequence[FrozenBand] = ()
    themes: Sequence[FrozenTheme] = ()
    objectives: Sequence[FrozenObjective] = ()
    links: Sequence[tuple[int, int]] = ()
    placement: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def objective(self, pk: int) -> FrozenObjective | None:
        return next((row for row in self.objectives if row.id == pk), None)


def frozen_map(data: MapData, joint_room_id: int, today: date) -> FrozenMap:
    """The joint part of a map as it stands; whatever lives in a room of one side is left out."""
    perspectives = _joint(data.perspectives, joint_room_id)
    themes = _joint(data.themes, joint_room_id)
    objectives = _joint(data.objectives, joint_room_id)
    known = {row.pk for row in objectives}
    lines = data.strategy_map
    return FrozenMap(
        mission=lines.mission,
        values_line=lines.values_line,
        perspectives=[
            FrozenBand(row.pk, row.name, row.question, _weight(row, today)) for row in perspectives
        ],
        themes=[
            FrozenTheme(row.pk, row.name, row.statement, row.colour, _weight(row, today))
            for row in themes
        ],
        objectives=[
            FrozenObjective(
                row.pk, row.title, row.perspective_id, row.theme_id, row.description,
                _weight(row, today), row.pin,
                tuple(
                    FrozenWin(win.partner_id, win.partner.company.name, win.text)
                    for win in _joint(data.joint_wins.get(row.pk, ()), joint_room_id)
                ),
            )
            for row in objectives
        ],
        links=sorted(
            (link.cause_id, link.effect_id)
            for link in _joint(data.links, joint_room_id)
            if link.cause_id in known and link.effect_id in known
        ),
        placement=dict(lines.placement or {}),
    )  # fmt: skip


def _joint(rows: Iterable[Any], joint_room_id: int) -> list[Any]:
    return [row for row in rows if row.room_id == joint_room_id]


def _weight(row: Any, today: date) -> str:
    text = str(weight_on(row, today))
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def to_json(found: FrozenMap) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "mission": found.mission,
        "values": found.values_line,
        "perspectives": [
            {"id": row.id, "name": row.name, "question": row.question, "weight": row.weight}
            for row in found.perspectives
        ],
        "themes": [
            {
                "id": row.id, "name": row.name, "statement": row.statement, "colour": row.colour,
                "weight": row.weight,
            }
            for row in found.themes
        ],
        "objectives": [_objective_json(row) for row in found.objectives],
        "links": [list(link) for link in found.links],
        "placement": {key: list(keys) for key, keys in found.placement.items()},
    }  # fmt: skip


def _objective_json(row: FrozenObjective) -> dict[str, Any]:
    return {
        "id": row.id, "title": row.title, "perspective": row.perspective_id,
        "theme": row.theme_id, "description": row.description, "weight": row.weight,
        "pin": row.pin,
        "wins": [
            {"partner": win.partner_id, "company": win.company, "text": win.text}
            for win in row.wins
        ],
    }  # fmt: skip


def thawed(data: Mapping[str, Any]) -> FrozenMap:
    """The map of a version; what an older format did not hold is empty."""
    return FrozenMap(
        mission=data.get("mission", ""),
        values_line=data.get("values", ""),
        perspectives=[
            FrozenBand(row["id"], row["name"], row.get("question", ""), row.get("weight", "1"))
            for row in data.get("perspectives", ())
        ],
        themes=[
            FrozenTheme(
                row["id"], row["name"], row.get("statement", ""), row.get("colour", 1),
                row.get("weight", "1"),
            )
            for row in data.get("themes", ())
        ],
        objectives=[_objective(row) for row in data.get("objectives", ())],
        links=[(cause, effect) for cause, effect in data.get("links", ())],
        placement=data.get("placement", {}),
    )  # fmt: skip


def _objective(row: Mapping[str, Any]) -> FrozenObjective:
    return FrozenObjective(
        row["id"], row["title"], row["perspective"], row["theme"], row.get("description", ""),
        row.get("weight", "1"), row.get("pin"),
        tuple(
            FrozenWin(win["partner"], win["company"], win["text"]) for win in row.get("wins", ())
        ),
    )  # fmt: skip
