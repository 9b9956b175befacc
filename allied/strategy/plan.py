"""A whole map as plain data, before it is laid out in an alliance: what a template holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlannedPerspective:
    """A band. `key` names it within the plan."""

    key: str
    name: str
    question: str = ""
    operational: bool = False


@dataclass(frozen=True, slots=True)
class PlannedTheme:
    key: str
    name: str
    statement: str = ""
    colour: int = 1


@dataclass(frozen=True, slots=True)
class PlannedObjective:
    """An objective with the keys of its perspective, its theme and what it leads to."""

    key: str
    title: str
    perspective: str
    theme: str
    description: str = ""
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapPlan:
    """Perspectives from the bottom up, themes, objectives, and the lines above and below."""

    perspectives: tuple[PlannedPerspective, ...] = ()
    themes: tuple[PlannedTheme, ...] = ()
    objectives: tuple[PlannedObjective, ...] = ()
    mission: str = ""
    values_line: str = ""
