"""The templates an alliance can start from: read from `starters/*.toml`, whose text is English."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from allied.strategy.plan import MapPlan, PlannedObjective, PlannedPerspective, PlannedTheme

FOLDER: Final = Path(__file__).parent / "starters"
EMPTY: Final = "empty"


class PlannedMeasure(Struct, frozen=True):
    """A measure to begin with. It has no target until the partners agree one."""

    objective: str
    name: str
    fields: dict[str, Any]


class Starter(Struct, frozen=True):
    """One template: what it is, whom it suits, the map and the measures."""

    key: str
    position: int
    title: str
    summary: str
    suits: str
    plan: MapPlan
    measures: tuple[PlannedMeasure, ...]


@lru_cache(maxsize=1)
def starters() -> tuple[Starter, ...]:
    """All templates in their order."""
    return tuple(sorted(map(_read, FOLDER.glob("*.toml")), key=lambda each: each.position))


def starter(key: str) -> Starter | None:
    return next((each for each in starters() if each.key == key), None)


def keys() -> list[str]:
    """The names by which a command calls the templates."""
    return [each.key for each in starters()]


def _read(path: Path) -> Starter:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    objectives = data.get("objectives", [])
    return Starter(
        key=path.stem,
        position=data["position"],
        title=data["title"],
        summary=data["summary"],
        suits=data["suits"],
        plan=_plan(data, objectives),
        measures=tuple(
            _measure(objective["key"], dict(measure))
            for objective in objectives
            for measure in objective.get("measures", [])
        ),
    )


def _plan(data: dict[str, Any], objectives: list[dict[str, Any]]) -> MapPlan:
    return MapPlan(
        perspectives=tuple(PlannedPerspective(**each) for each in data.get("perspectives", [])),
        themes=tuple(PlannedTheme(**each) for each in data.get("themes", [])),
        objectives=tuple(_objective(each) for each in objectives),
        mission=data.get("mission", ""),
        values_line=data.get("values", ""),
    )


def _objective(given: dict[str, Any]) -> PlannedObjective:
    own = {name: value for name, value in given.items() if name != "measures"}
    return PlannedObjective(**own | {"leads_to": tuple(own.get("leads_to", ()))})


def _measure(objective: str, given: dict[str, Any]) -> PlannedMeasure:
    fields = {name: value for name, value in given.items() if name not in {"name", "leading"}}
    fields["is_leading"] = bool(given.get("leading"))
    return PlannedMeasure(objective, given["name"], fields)
