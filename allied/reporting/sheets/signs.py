"""The colours of the house on paper, and the signs of a status."""

from xml.etree import ElementTree as Tree

from allied.foundation.ui.marks import STATUS_SHAPES

from .outlines import steps_of
from .sheet import Area, Shape, Steps, rounded

INK, MUTED, LINE, BAND = "#23211d", "#615c53", "#878177", "#f3f1ec"
RULE = "#d5d1c7"
OURS_BAR, OURS_INK = "#f0e3b9", "#5f4600"
THEMES = {
    1: "#203761", 2: "#c95b0a", 3: "#006660", 4: "#a14da7",
    5: "#6a4d15", 6: "#638465", 7: "#611c27", 8: "#5c1faa",
}  # fmt: skip
STATUSES = {
    "exceeds": "#1b5e96",
    "on_track": "#1f6b3a",
    "caution": "#8a5300",
    "off_track": "#b0261e",
    "no_data": "#615c53",
    "stale": "#615c53",
}
TINT = 0.14  # of the colour of a theme on white
SIGN = 16.0  # units that a sign is drawn in


def tint(colour: str) -> str:
    """A colour thinned on white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * TINT):02x}" for part in parts)


def sign(status: str, x: float, y: float, size: float) -> list[Shape]:
    """The shape of a status, in its colour; x and y: its upper left corner."""
    colour, scale = STATUSES[status], size / SIGN
    found = []
    for element in Tree.fromstring(f"<g>{STATUS_SHAPES[status]}</g>"):  # noqa: S314  our own
        steps = tuple(
            (name, tuple(each * scale + (y if i % 2 else x) for i, each in enumerate(points)))
            for name, points in _outline(element)
        )
        dash = tuple(float(each) * scale for each in element.get("stroke-dasharray", "").split())
        kind = element.get("class")
        if kind == "mark-shape":
            found.append(Shape(steps, fill=colour))
        else:
            stroke = "#ffffff" if kind == "mark-sign" else colour
            found.append(Shape(steps, stroke=stroke, line=1.8 * scale, dash=dash))
    return found


def _outline(element: Tree.Element) -> Steps:
    if element.tag == "path":
        return steps_of(element.get("d", ""))
    number = {name: float(value) for name, value in element.items() if name in _SIZES}
    if element.tag == "circle":
        r = number["r"]
        return rounded(Area(number["cx"] - r, number["cy"] - r, 2 * r, 2 * r, r))
    return rounded(Area(number["x"], number["y"], number["width"], number["height"], number["rx"]))


_SIZES = frozenset({"x", "y", "width", "height", "rx", "cx", "cy", "r"})
