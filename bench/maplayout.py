"""Crossings and time of the strategy map's layout on the stored maps, beside graphviz dot.

Run: ``python bench/maplayout.py``

For each size: the mean of the crossings left on five maps, what graphviz dot leaves on the same
maps (from the file), and processor time. Every map is run RUNS times and its median taken; the
table shows the median and the worst of these over the maps, for the order alone and for the whole
drawing. The command fails where more crossings are left, or the order of a middling map takes
longer, than LIMITS allow.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median
from time import process_time

from allied.pure.maplayout import Link, Node, count_crossings, lay_out, order_bands

MAPS = Path(__file__).parent.parent / "allied/pure/maplayout/tests/layout_maps.json"
RUNS = 9
LIMITS = {30: (29.5, 10.0), 100: (385.0, 25.0), 300: (3673.0, 150.0)}  # crossings, ms
HEAD = """\
            crossings left        order, ms         drawing, ms
objectives     ours      dot   median    worst    median    worst"""


def main() -> int:
    """Print the table; 1 where a limit is passed."""
    maps = json.loads(MAPS.read_text())["maps"]
    print(HEAD)
    return int(any([run([m for m in maps if m["objectives"] == size]) for size in LIMITS]))


def run(maps: list[dict]) -> bool:
    """Measure and print one line for maps of one size; whether it passes a limit."""
    left, order, drawing = [], [], []
    for one in maps:
        nodes = [Node(key, band) for key, band in enumerate(one["bands"])]
        links = [Link(*pair) for pair in one["links"]]
        left.append(count_crossings(order_bands(nodes, links), links))
        order.append(milliseconds(lambda n=nodes, k=links: order_bands(n, k)))
        drawing.append(milliseconds(lambda n=nodes, k=links: lay_out(n, k, 4)))
    size, dot = maps[0]["objectives"], mean(one["crossings_of_graphviz_dot"] for one in maps)
    figures = f"{mean(left):9.1f}{dot:9.1f}{median(order):9.1f}{max(order):9.1f}"
    print(f"{size:10}{figures}{median(drawing):10.1f}{max(drawing):9.1f}")
    crossings, time = LIMITS[size]
    return mean(left) > crossings or median(order) > time


def milliseconds(work: Callable[[], object]) -> float:
    """Median processor time of some runs."""
    times = []
    for _ in range(RUNS):
        start = process_time()
        work()
        times.append((process_time() - start) * 1000)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
