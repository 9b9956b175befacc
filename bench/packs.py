"""A meeting pack of twenty slides as PPTX and PDF, from plain data: time, size, memory.

`python -m bench packs`. Texts are all different in every run, so that nothing was set before. The
peer is python-pptx alone, which puts twenty empty slides and seven charts into a file with no text
set. Ends with 1 where both files of a pack take more than five seconds of the processor.
"""

import os
import sys
import time
from io import BytesIO
from typing import Any

from msgspec.structs import replace

from bench.poster import map_of, memory
from bench.table import show

LIMIT = 5000.0
RUNS = 5
HEAD = (
    "slides",
    "pages ms",
    "PPTX ms",
    "PDF ms",
    "in all ms",
    "empty PPTX ms",
    "PPTX kB",
    "PDF kB",
)


def main() -> bool:
    """Print the table; whether the pack keeps to its limit."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    before = memory()
    first = made(0)
    print(f"the first pack: {first[4]:.0f} ms, {memory() - before} MB more in memory\n")
    told = sorted((made(run) for run in range(1, RUNS + 1)), key=lambda each: each[4])
    middle = told[RUNS // 2]
    show(HEAD, [middle])
    return middle[4] <= LIMIT and middle[0] >= 20


def made(run: int) -> tuple[int, float, float, float, float, float, int, int]:
    """Slides, times of one pack in milliseconds, and the sizes of its files."""
    from allied.reporting.packs.pages import pages_of
    from allied.reporting.packs.pdf import pdf_of
    from allied.reporting.packs.pptx import pptx_of

    pack = pack_of(run)
    start = time.process_time()
    count = len(pages_of(pack))
    laid = time.process_time()
    deck = pptx_of(pack)
    slides = time.process_time()
    file = pdf_of(pack)
    end = time.process_time()
    empty()
    peer = time.process_time() - end
    times = [laid - start, slides - laid, end - slides, end - laid, peer]
    a, b, c, d, e = (each * 1000 for each in times)
    return count, a, b, c, d, e, len(deck) // 1024, len(file) // 1024


def pack_of(run: int) -> Any:
    """What a steering committee of a busy alliance has before it, in words of this run."""
    from allied.reporting.tests.packs import pack

    said = pack(reds=7, asked=4, actions=40)
    marked = f" ({run})"
    reds = tuple(
        replace(red, words=f"{at}{marked} {red.words}", title=f"{red.title} {at}{marked}")
        for at, red in enumerate(said.reds)
    )
    asked = tuple(replace(each, situation=each.situation + marked) for each in said.asked)
    actions = tuple(replace(each, title=each.title + marked) for each in said.actions)
    return replace(said, reds=reds, asked=asked, actions=actions, map=map_of(40, run))


def empty() -> None:
    """The peer: slides without text, and charts as the library makes them."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    deck = Presentation()
    for at in range(20):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        if at < 7:
            data = CategoryChartData()
            data.categories = [str(each) for each in range(12)]
            data.add_series("Value", range(12))
            slide.shapes.add_chart(XL_CHART_TYPE.LINE, 0, 0, 10**6, 10**6, data)
    deck.save(BytesIO())


if __name__ == "__main__":
    sys.exit(not main())
