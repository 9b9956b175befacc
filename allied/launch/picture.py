"""A template as a small picture: its bands, its objectives in their themes' colours, its links."""

from typing import Final

from msgspec import Struct

from allied.strategy.plan import MapPlan

WIDTH: Final = 240.0
BAND: Final = 30.0
GAP: Final = 3.0
BOX: Final = 12.0
WIDEST: Final = 44.0


class Shape(Struct, frozen=True):
    """A rectangle; numbers as text, so that no language can put a comma into them."""

    x: str
    y: str
    width: str
    height: str
    theme: str = ""


class Picture(Struct, frozen=True):
    """Drawn by `launch/picture.html`."""

    height: str
    bands: list[Shape]
    boxes: list[Shape]
    links: list[str]


def picture(plan: MapPlan) -> Picture:
    """The picture of a plan; of an empty one, an empty frame."""
    bands, boxes = [], []
    middle: dict[str, tuple[float, float]] = {}
    themes = {theme.key: f"theme-{theme.colour}" for theme in plan.themes}
    for place, band in enumerate(reversed(plan.perspectives)):
        top = place * (BAND + GAP)
        bands.append(_shape(0, top, WIDTH, BAND))
        held = [each for each in plan.objectives if each.perspective == band.key]
        slot = WIDTH / max(len(held), 1)
        width = min(slot - 5, WIDEST)
        for number, objective in enumerate(held):
            x = (number + 0.5) * slot
            middle[objective.key] = (x, top + BAND / 2)
            y = top + (BAND - BOX) / 2
            boxes.append(_shape(x - width / 2, y, width, BOX, themes[objective.theme]))
    links = [
        _curve(middle[objective.key], middle[effect])
        for objective in plan.objectives
        for effect in objective.leads_to
    ]
    return Picture(f"{max(len(bands) * (BAND + GAP) - GAP, 4 * BAND):.0f}", bands, boxes, links)


def _shape(x: float, y: float, width: float, height: float, theme: str = "") -> Shape:
    return Shape(f"{x:.1f}", f"{y:.1f}", f"{width:.1f}", f"{height:.1f}", theme)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    half = (start[1] + end[1]) / 2
    return (
        f"M{start[0]:.1f} {start[1]:.1f}C{start[0]:.1f} {half:.1f} {end[0]:.1f} {half:.1f} "
        f"{end[0]:.1f} {end[1]:.1f}"
    )
