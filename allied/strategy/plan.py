"""A whole map as plain data, before it is laid out in an alliance: what a template holds."""

from msgspec import Struct


class PlannedPerspective(Struct, frozen=True):
    """A band. `key` names it within the plan."""

    key: str
    name: str
    question: str = ""
    operational: bool = False


class PlannedTheme(Struct, frozen=True):
    key: str
    name: str
    statement: str = ""
    colour: int = 1


class PlannedObjective(Struct, frozen=True):
    """An objective with the keys of its perspective, its theme and what it leads to."""

    key: str
    title: str
    perspective: str
    theme: str
    description: str = ""
    leads_to: tuple[str, ...] = ()


class MapPlan(Struct, frozen=True):
    """Perspectives from the bottom up, themes, objectives, and the lines above and below."""

    perspectives: tuple[PlannedPerspective, ...] = ()
    themes: tuple[PlannedTheme, ...] = ()
    objectives: tuple[PlannedObjective, ...] = ()
    mission: str = ""
    values_line: str = ""
