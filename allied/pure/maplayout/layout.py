"""The whole drawing."""

from collections.abc import Iterable

from .carrying import order_after, order_as
from .columns import middles, row_count
from .frame import place_boxes, rows_of, stack_bands
from .model import Box, Geometry, Key, Layout, Link, LinkPath, Node, Order
from .net import Net, build_net, tidy_links
from .ordering import keys_in_order, order_net
from .routes import draw, plan, route_key, set_apart, set_ports
from .sides import Detour, draw_detour, lanes_width, plan_detours

STANDARD = Geometry()


def order_bands(
    nodes: Iterable[Node],
    links: Iterable[Link],
    *,
    bands: int | None = None,
    before: Order | None = None,
) -> Order:
    """The keys of each band, left to right, the top band first.

    The same map gives the same order, however nodes and links are arranged. `before`: the keys of
    each band as they stood; the order then follows it, as `carrying` says. Refuses (LayoutRefusal)
    what `net.build_net` refuses. No nodes give no bands.
    """
    net = build_net(nodes, links, bands)
    return keys_in_order(net, order_net(net) if before is None else order_after(net, before))


def lay_out(
    nodes: Iterable[Node],
    links: Iterable[Link],
    bands: int,
    geometry: Geometry = STANDARD,
    order: Order | None = None,
) -> Layout:
    """Place the objectives of a map in `bands` bands and draw its links.

    Lengths in px, y downwards, band 0 at the top. The same map gives the same drawing, however
    nodes and links are arranged. A link from an objective to itself, or given twice, is passed
    over; refused (LayoutRefusal) are a key given twice, a band outside the map, a pin that is not
    a number from 0, and a link to an unknown objective. An empty map gives its empty bands.

    order: how the objectives stood, by band, the top band first. Where it names this very map it is
    drawn as it is; else the map is ordered after it (`order_bands`).
    """
    nodes, links = list(nodes), list(links)
    net = build_net(nodes, links, bands)
    orders = order_net(net) if order is None else order_as(net, order)
    rows = [row_count(len(keys), geometry) for keys in net.keys]
    at, content = middles(net, orders, rows, geometry)
    lines = tidy_links(links, (node.key for node in nodes))
    detours = feedback(net, lines, at, content)
    left = geometry.margin + geometry.band_label_width + lanes_width(detours, -1, geometry)
    stripes = stack_bands(net, geometry)
    boxes = place_boxes(net, orders=orders, at=at, bands=stripes, left=left, geometry=geometry)
    edges = (left, left + content)
    paths = draw_links(net, lines, boxes, at=at, edges=edges, geometry=geometry)
    paths += draw_feedback(detours, boxes, edges, geometry)
    paths.sort(key=lambda path: route_key(Link(path.cause, path.effect)))
    width = edges[1] + lanes_width(detours, 1, geometry) + geometry.margin
    height = sum(stripe.height for stripe in stripes) + 2 * geometry.margin
    return Layout(width, height, stripes, boxes, paths)


def feedback(net: Net, links: list[Link], at: list[list[int]], content: int) -> list[Detour]:
    """Links that run downwards, with the side they go round."""
    band = {key: b for b, keys in enumerate(net.keys) for key in keys}
    middle = {key: at[b][i] for b, keys in enumerate(net.keys) for i, key in enumerate(keys)}
    down = [link for link in links if band[link.cause] < band[link.effect]]
    return plan_detours(down, middle, band, content)


def draw_links(
    net: Net,
    links: list[Link],
    boxes: dict[Key, Box],
    *,
    at: list[list[int]],
    edges: tuple[int, int],
    geometry: Geometry,
) -> list[LinkPath]:
    """All links but feedback; edges: x of the left and right end of the content."""
    rows = rows_of(list(boxes.values()), edges)
    routes = []
    for link in links:
        if boxes[link.cause].band >= boxes[link.effect].band:
            bends = {band: edges[0] + at[band][item] for band, item in net.bends.get(link, [])}
            routes.append(plan(link, boxes, rows, bends))
    set_apart(routes, rows, geometry.lane)
    set_ports(routes)
    return [draw(route, rows, geometry) for route in routes]


def draw_feedback(
    detours: list[Detour], boxes: dict[Key, Box], edges: tuple[int, int], geometry: Geometry
) -> list[LinkPath]:
    """Feedback links, round the sides."""
    rows = rows_of(list(boxes.values()), edges) if detours else []
    return [draw_detour(detour, boxes, rows, edges, geometry) for detour in detours]
