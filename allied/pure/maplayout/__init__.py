"""The layout of a strategy map: order in the bands, places of the boxes, paths of the links.

See docs/algorithms/maplayout.md.
"""

from .crossings import count_crossings
from .layout import lay_out, order_bands
from .model import BandBox, Box, Geometry, Layout, LayoutRefusal, Link, LinkPath, Node, Order

__all__ = [
    "BandBox",
    "Box",
    "Geometry",
    "Layout",
    "LayoutRefusal",
    "Link",
    "LinkPath",
    "Node",
    "Order",
    "count_crossings",
    "lay_out",
    "order_bands",
]
