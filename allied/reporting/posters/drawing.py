"""The poster of a map: a sheet of A3, landscape."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct
from msgspec.structs import replace

from allied.pure.maplayout import Geometry, Layout, Order, lay_out, order_bands
from allied.reporting.letters.faces import missing
from allied.reporting.sheets.outlines import steps_of
from allied.reporting.sheets.paths import arrow_head
from allied.reporting.sheets.placing import LEADING, largest, lines_at
from allied.reporting.sheets.sheet import Area, Item, Shape, Sheet
from allied.reporting.sheets.signs import BAND, LINE, MUTED, THEMES, tint

from .boxes import Frame, drawn
from .content import PosterMap
from .head import MARGIN, WIDTH, foot, head
from .sizes import MOST_ROWS, Fit, Spacing, best_fit, cut_titles, fitted, rows_in, spacing_for

LABEL = 100.0  # pt for the names of the bands
LABELS = (16.0, 15.0, 14.0, 13.0, 12.0, 10.0, 8.0, 6.0)
EDGE = 8.0  # pt of a band beside its boxes
CLOSE = 4.0  # pt by which the width may miss the sheet before it is drawn anew


class Region(Struct, frozen=True):
    """Where a map is drawn, with the names of its bands at the left in a column `label` wide."""

    x: float
    y: float
    width: float
    height: float
    label: float = LABEL


class Placed(Struct, frozen=True):
    """A layout in a region: units of it times `scale` are points, then moved."""

    region: Region
    layout: Layout
    scale: float
    right: float
    down: float
    fit: Fit
    spacing: Spacing


def draw_poster(poster: PosterMap, *, lights: bool) -> Sheet:
    """The map with all that stands round it. `lights`: with the status of each objective."""
    above, below = head(poster), foot(poster, lights=lights)
    items: list[Item] = list(above.items)
    placed = None
    if poster.bands:
        placed = place_map(poster, Region(MARGIN, above.edge, WIDTH, below.edge - above.edge))
        items += map_items(poster, placed, lights=lights)
    if not poster.objectives:
        block = largest(_("Nothing is on the map yet."), WIDTH - 2 * LABEL, (22, 16), 2)
        middle = (above.edge + below.edge - block.height) / 2
        items += lines_at(block, MARGIN + LABEL, WIDTH - 2 * LABEL, middle, MUTED, middle=True)
    items += below.items
    return Sheet(
        title=_("Strategy map of %(name)s") % {"name": poster.name},
        description=described(poster),
        language=poster.language,
        day=poster.day,
        items=items,
        title_size=placed.fit.size if placed else 0.0,
        cut=_cut(poster, placed) if placed else 0,
        missing=frozenset(_missing(poster)),
    )


def _cut(poster: PosterMap, placed: Placed) -> int:
    return cut_titles(list(poster.objectives.values()), placed.fit, placed.spacing)


def described(poster: PosterMap) -> str:
    """The map in words, for those who cannot see it: from the bottom up."""
    count = len(poster.objectives)
    said = [
        ngettext("%(n)d objective in %(bands)d bands", "%(n)d objectives in %(bands)d bands", count)
        % {"n": count, "bands": len(poster.bands)}
    ]
    for band, name in reversed(list(enumerate(poster.bands))):
        keys = [int(node.key) for node in poster.nodes if node.band == band]
        said.append(f"{name}: " + "; ".join(poster.objectives[key].title for key in keys))
    return ". ".join(said) + "."


def _missing(poster: PosterMap) -> set[str]:
    told = poster.objectives.values()
    texts = [poster.name, poster.mission, poster.values_line, poster.edition, *poster.partners]
    texts += [*poster.bands, *(theme.name for theme in poster.themes)]
    texts += [each.title for each in told]
    texts += [text for each in told for win in each.wins for text in (win.partner, win.text)]
    return missing("".join(texts))


def place_map(poster: PosterMap, region: Region) -> Placed:
    """The layout that fills the region; of a map with bands."""
    height, width = region.height, region.width - region.label - 3 * EDGE
    spacing = spacing_for(len(poster.objectives))
    order: Order = (
        [list(keys) for keys in poster.order]
        if poster.order is not None
        else order_bands(poster.nodes, poster.links, bands=len(poster.bands))
    )
    fit = best_fit(poster, width, height)
    layout = _laid_out(poster, order, fit, spacing)
    over = layout.width / spacing.units - width
    if over > CLOSE:
        fit = replace(fit, width=max(8.0, fit.width - over / _columns(poster, fit)))
        layout = _laid_out(poster, order, fit, spacing)
    scale = min(1 / spacing.units, width / layout.width, height / max(1, layout.height))
    box = (fit.width * spacing.units * scale, fit.height * spacing.units * scale, fit.gap_y)
    fit = fitted(list(poster.objectives.values()), fit.per_row, box, spacing)
    left = region.x + region.label + EDGE + (width - layout.width * scale) / 2
    top = region.y + (height - layout.height * scale) / 2
    return Placed(region, layout, scale, left, top, fit, spacing)


def _columns(poster: PosterMap, fit: Fit) -> float:
    counts = [sum(node.band == band for node in poster.nodes) for band in range(len(poster.bands))]
    rows = rows_in(counts, fit.per_row)
    return max(((n - 1) / r + 1 for n, r in zip(counts, rows, strict=True) if r), default=1.0)


def _laid_out(poster: PosterMap, order: Order, fit: Fit, spacing: Spacing) -> Layout:
    units = spacing.units
    geometry = Geometry(
        box_width=int(fit.width * units),
        box_height=int(fit.height * units),
        gap_x=round(spacing.gap_x * units),
        gap_y=int(fit.gap_y * units),
        gap_row=round(spacing.gap_row * units),
        band_label_width=0,
        margin=0,
        max_per_row=fit.per_row,
        max_rows=MOST_ROWS,
        empty_band_height=round(40 * units),
    )
    return lay_out(poster.nodes, poster.links, len(poster.bands), geometry, order)


def map_items(poster: PosterMap, placed: Placed, *, lights: bool) -> list[Item]:
    """Grounds, links, then the bands with their boxes in the order of reading, from the top."""
    items: list[Item] = [*grounds(placed), *theme_areas(poster, placed), *_links(placed)]
    boxes = sorted(placed.layout.boxes.items(), key=lambda entry: (entry[1].y, entry[1].x))
    for stripe, name in zip(placed.layout.bands, poster.bands, strict=True):
        items += band_name(name, placed, stripe.y, stripe.height)
        for key, box in boxes:
            if box.band == stripe.index:
                objective = poster.objectives[int(key)]
                colour = THEMES[poster.themes[objective.theme].colour]
                frame = frame_at(placed, box.x, box.y)
                items += drawn(objective, frame, colour, lights=lights)
    return items


def frame_at(placed: Placed, x: float, y: float) -> Frame:
    fit = placed.fit
    return Frame(
        x * placed.scale + placed.right, y * placed.scale + placed.down,
        fit.width, fit.height, placed.spacing.pad, fit.size,
    )  # fmt: skip


def grounds(placed: Placed) -> list[Area]:
    """Every other band on a ground, the lowest one always."""
    last, place, scale = len(placed.layout.bands) - 1, placed.region, placed.scale
    return [
        Area(place.x, stripe.y * scale + placed.down, place.width, stripe.height * scale, 8, BAND)
        for stripe in placed.layout.bands
        if (last - stripe.index) % 2 == 0
    ]


def band_name(name: str, placed: Placed, y: float, height: float) -> list[Item]:
    room, high = placed.region.label - 2 * EDGE, height * placed.scale
    size = LABELS[-1]
    for size in LABELS:
        most = max(1, int((high - 6) / (size * LEADING)))
        block = largest(name, room, (size,), most)
        if not block.setting.cut and not block.setting.broken:
            break
    top = y * placed.scale + placed.down + (high - block.height) / 2
    return [*lines_at(block, placed.region.x + EDGE, room, top)]


def theme_areas(poster: PosterMap, placed: Placed) -> list[Area]:
    """A ground in the colour of the theme behind its boxes that stand side by side in a row."""
    around = placed.spacing.gap_x * 0.32
    out: list[Area] = []
    before: tuple[int, int] | None = None
    boxes = sorted(placed.layout.boxes.items(), key=lambda entry: (entry[1].y, entry[1].x))
    for key, box in boxes:
        theme = poster.objectives[int(key)].theme
        frame = frame_at(placed, box.x, box.y)
        end = frame.x + frame.width + around
        if before == (theme, box.y):
            out[-1] = replace(out[-1], width=end - out[-1].x)
        else:
            out.append(Area(frame.x - around, frame.y - around, frame.width + 2 * around,
                            frame.height + 2 * around, placed.spacing.pad * 1.4,
                            fill=tint(THEMES[poster.themes[theme].colour])))  # fmt: skip
        before = (theme, box.y)
    return out


def _links(placed: Placed) -> list[Shape]:
    at = (placed.scale, placed.right, placed.down)
    thick = {1.0: 1.3, 1.6: 0.8}.get(placed.spacing.units, 0.5)
    out = []
    for path in placed.layout.paths:
        dash = (5 * placed.scale, 3 * placed.scale) if path.kind == "feedback" else ()
        out.append(Shape(steps_of(path.d, *at), stroke=LINE, line=thick, dash=dash))
        out.append(Shape(steps_of(arrow_head(path.d), *at), fill=LINE))
    return out
