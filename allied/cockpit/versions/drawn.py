"""A frozen map as a drawing: pure, from the document and what is to be said of each objective."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from allied.agreement.compare import ADDED, REMOVED, Comparison
from allied.agreement.document import FrozenMap
from allied.strategy.models import Link, Objective, Perspective, StrategyMap, Theme
from allied.strategy.queries import MapData

from ..map.boxes import geometry_for
from ..map.drawing import draw
from ..map.drawn import BandFace, Drawing, Face, Win
from ..map.layouts import layout_of

Signs = Mapping[int, tuple[str, ...]]
Arrow = tuple[int, int]


class Light(Protocol):
    """How a node stood or stands."""

    @property
    def status(self) -> str: ...
    @property
    def trend(self) -> str: ...
    @property
    def better(self) -> bool | None: ...


class Lights(Struct, frozen=True):
    """The scores shown on a version, by the ids of its nodes."""

    objectives: Mapping[int, Light]
    perspectives: Mapping[int, Light]


NO_LIGHTS = Lights({}, {})


def drawing_of(
    found: FrozenMap,
    *,
    signs: Signs | None = None,
    lights: Lights = NO_LIGHTS,
    link_signs: Mapping[Arrow, str] = {},
) -> Drawing:
    """The map with a sign at each box, or where there are none with its light."""
    data = map_data(found)
    faces = [face_of(found, row.pk, signs, lights) for row in data.objectives]
    bands = [
        BandFace(row.pk, row.name, _status(lights.perspectives, row.pk) if signs is None else "")
        for row in reversed(data.perspectives)
    ]
    layout = layout_of(data, geometry_for(faces))
    ids = {link: place for place, link in enumerate(found.links, start=1)}
    return draw(layout, faces, bands, link_ids=ids, link_signs=link_signs)


def face_of(found: FrozenMap, pk: int, signs: Signs | None, lights: Lights) -> Face:
    row = next(each for each in found.objectives if each.id == pk)
    theme = next(each for each in found.themes if each.id == row.theme_id)
    light = lights.objectives.get(pk)
    return Face(
        id=pk,
        title=row.title,
        theme=theme.colour,
        theme_name=theme.name,
        status="" if signs is not None else light.status if light else "no_data",
        trend=light.trend if light and signs is None else "",
        better=light.better if light and signs is None else None,
        wins=tuple(Win(win.company, win.text) for win in row.wins),
        signs=(signs or {}).get(pk, ()),
    )


def _status(lights: Mapping[int, Light], pk: int) -> str:
    return lights[pk].status if pk in lights else "no_data"


def map_data(found: FrozenMap) -> MapData:
    """The document as rows that were never saved, for what draws and lays out."""
    known = {row.id for row in found.objectives}
    return MapData(
        strategy_map=StrategyMap(
            mission=found.mission, values_line=found.values_line, placement=found.placement
        ),
        perspectives=[
            Perspective(pk=row.id, name=row.name, question=row.question)
            for row in found.perspectives
        ],
        themes=[Theme(pk=row.id, name=row.name, colour=row.colour) for row in found.themes],
        objectives=[
            Objective(
                pk=row.id, title=row.title, perspective_id=row.perspective_id,
                theme_id=row.theme_id, pin=row.pin,
            )
            for row in found.objectives
        ],
        links=[
            Link(cause_id=cause, effect_id=effect)
            for cause, effect in found.links
            if cause in known and effect in known
        ],
    )  # fmt: skip


# Two on one sheet


def both(before: FrozenMap, after: FrozenMap) -> FrozenMap:
    """The later map with what is gone from the earlier one still in its place."""
    kept = {row.id for row in after.objectives}
    bands = list(after.perspectives)
    for place, band in enumerate(before.perspectives):
        if band.id not in {row.id for row in bands}:
            bands.insert(min(place, len(bands)), band)
    themes = {row.id: row for row in (*after.themes, *before.themes, *after.themes)}
    return replace(
        after,
        perspectives=bands,
        themes=list(themes.values()),
        objectives=[*after.objectives, *(row for row in before.objectives if row.id not in kept)],
        links=sorted({*before.links, *after.links}),
    )


def compared_drawing(before: FrozenMap, after: FrozenMap, found: Comparison) -> Drawing:
    """Both on one sheet: each change with its sign, what is the same without one."""
    return drawing_of(
        both(before, after),
        signs={row.id: row.acts for row in found.objectives},
        link_signs={
            (link.cause_id, link.effect_id): link.act
            for link in found.links
            if link.act in {ADDED, REMOVED}
        },
    )


def themes_named(found: FrozenMap) -> Sequence[tuple[str, int, str]]:
    """Name, colour and statement for the legend."""
    return [(row.name, row.colour, row.statement) for row in found.themes]
