"""The map of a pack in shapes of the slide: boxes with their titles, lines that follow them."""

from allied.foundation.ui.marks import STATUS_WORDS
from allied.reporting.letters.faces import BOLD, REGULAR, letter
from allied.reporting.letters.setting import line_of, set_text
from allied.reporting.posters.boxes import Frame, light
from allied.reporting.posters.content import PosterObjective
from allied.reporting.posters.drawing import (
    Placed,
    band_name,
    frame_at,
    grounds,
    place_map,
    theme_areas,
)
from allied.reporting.posters.sizes import LEADING, WIN_GAP, lines_in, win_size
from allied.reporting.sheets.sheet import Area, Shape, Words
from allied.reporting.sheets.signs import LINE, MUTED, THEMES

from .drawn import SHRINK, region_of, shrunk
from .paper import MapAt, name
from .slide_shapes import Canvas

Boxes = dict[int, tuple[int, Area]]


def map_shapes(canvas: Canvas, part: MapAt) -> None:
    """From the back to the front: grounds, lines, boxes, lights."""
    poster = part.poster
    if not poster.bands:
        return
    placed = place_map(poster, region_of(part))
    for area in (*grounds(placed), *theme_areas(poster, placed)):
        canvas.item(shrunk(area, part.x, part.y))
    _names(canvas, part, placed)
    lines = canvas.add(canvas.area(Area(part.x, part.y, 0, 0)))  # marks where lines go
    boxes: Boxes = {}
    order = sorted(placed.layout.boxes.items(), key=lambda entry: (entry[1].y, entry[1].x))
    for key, box in order:
        frame = frame_at(placed, box.x, box.y)
        _box(canvas, part, int(key), frame, boxes)
    for key, box in order:
        _light(canvas, part, poster.objectives[int(key)], frame_at(placed, box.x, box.y))
    for link in poster.links:
        ends = boxes.get(int(link.cause)), boxes.get(int(link.effect))
        if ends[0] and ends[1]:
            canvas.link(ends[0], ends[1], Shape((), stroke=LINE, line=0.9), lines)
    canvas.tree.remove(lines)


def _names(canvas: Canvas, part: MapAt, placed: Placed) -> None:
    for stripe, text in zip(placed.layout.bands, part.poster.bands, strict=True):
        lines = [
            shrunk(item, part.x, part.y)
            for item in band_name(text, placed, stripe.y, stripe.height)
        ]
        words = [line for line in lines if isinstance(line, Words)]
        if not words:
            continue
        top, size = min(line.y for line in words) - words[0].size, words[0].size
        area = Area(part.x + 4, top, placed.region.label / SHRINK - 8, size * 1.25 * len(words))
        canvas.add(canvas.area(area, name(text), canvas.body(words), name(text)))


def _box(canvas: Canvas, part: MapAt, key: int, frame: Frame, boxes: Boxes) -> None:
    objective = part.poster.objectives[key]
    colour = THEMES[part.poster.themes[objective.theme].colour]
    area = shrunk(
        Area(frame.x, frame.y, frame.width, frame.height, frame.pad * 0.9, "#ffffff", colour,
             max(0.7, frame.size * 0.11)), part.x, part.y)  # fmt: skip
    assert isinstance(area, Area)
    number = next(canvas.ids)
    said = f"{name(objective.title)}: {STATUS_WORDS[objective.status]}"
    body = canvas.body(_texts(objective, frame), inset=frame.pad / SHRINK)
    canvas.add(canvas.box(area, number, name(objective.title), body, said))
    boxes[key] = number, area


def _texts(objective: PosterObjective, frame: Frame) -> list[Words]:
    """The title as on the poster, and joint wins where each has a line."""
    most = max(1, lines_in(frame.height - 2 * frame.pad, frame.size))
    title = set_text(objective.title, frame.inner / frame.size, most, BOLD)
    whole = letter(" ".join(title.lines), BOLD, title.rtl)
    out = [Words(0, 0, frame.size / SHRINK, whole)]
    size = win_size(frame.size)
    used = 2 * frame.pad + len(title.lines) * frame.size * LEADING + WIN_GAP
    wins = objective.wins
    if wins and used + len(wins) * size * LEADING <= frame.height:
        for win in wins:
            line = line_of(f"{win.partner}: {win.text}", frame.inner / size, REGULAR)
            out.append(Words(0, 0, size / SHRINK, line, MUTED))
    return out


def _light(canvas: Canvas, part: MapAt, objective: PosterObjective, frame: Frame) -> None:
    items = [shrunk(item, part.x, part.y) for item in light(objective.status, frame)]
    ground = items[0]
    assert isinstance(ground, Area)
    canvas.group(items, ground, f"{STATUS_WORDS[objective.status]}: {name(objective.title)}")
