"""The pages that open often, against the floor in the same process and run.

The alliance shown has 25 objectives and 100 measures; the database a million readings. How the
pages fare with thirty million is told by `growth`.

A round asks for every page once, the floor among them, so that a busy moment falls on all alike.
Shown are medians: of the time on the clock, and of the processor's time, in which the multiple of
the floor is told, because only that means something on a machine that does other work besides.
SQLite runs inside the process, so its work is in both. The numbers of queries are those of an
alliance with one measure, with a hundred and with a thousand.
"""

import statistics
import sys
import time
from typing import Any

from bench import database
from bench.table import show

READINGS_EACH = 100
ROUNDS = 21
WARM = 3
PAGES = {
    "floor": "/floor/{slug}/",
    "map": "/a/{slug}/",
    "scorecard by theme": "/a/{slug}/scorecard/",
    "my measures": "/readings/",
    "my work": "/",
}
LIMITED, TIMES, QUERIES = ("map", "scorecard by theme", "my measures"), 2.5, 12


def main() -> bool:
    """Print the table; whether every page that has a limit keeps to it."""
    database.start()
    world = database.fill(READINGS_EACH)
    print(f"{world.measures:,} measures, {world.readings:,} readings\n")
    small, large = database.alliance_of(measures=1), database.alliance_of(measures=1000)
    clients = [database.client_of(each) for each in (small, world, large)]
    rows, floor, kept = [], 0.0, True
    for name, (clock, processor, size) in measure(clients[1], world.slug).items():
        floor = floor or processor
        queries = [
            count_queries(client, PAGES[name].format(slug=each.slug))
            for client, each in zip(clients, (small, world, large), strict=True)
        ]
        if name in LIMITED:
            kept &= processor <= TIMES * floor and max(queries) <= QUERIES and len({*queries}) == 1
        told = " · ".join(map(str, queries))
        rows.append((name, clock, processor, processor / floor, told, f"{size:,}"))
    show(
        ["page", "ms", "processor ms", "× floor", "queries for 1 · 100 · 1,000 measures", "bytes"],
        rows,
    )
    return kept


def measure(client: Any, slug: str) -> dict[str, tuple[float, float, int]]:
    """For each page the medians in milliseconds, by the clock and by the processor; its bytes."""
    clock: dict[str, list[float]] = {name: [] for name in PAGES}
    processor: dict[str, list[float]] = {name: [] for name in PAGES}
    sizes = {}
    for turn in range(WARM + ROUNDS):
        for name, address in PAGES.items():
            url = address.format(slug=slug)
            began, used = time.perf_counter(), time.thread_time()
            answer = client.get(url)
            took, spent = time.perf_counter() - began, time.thread_time() - used
            assert answer.status_code == 200, (url, answer.status_code)
            sizes[name] = len(answer.content)
            if turn >= WARM:
                clock[name].append(took * 1000)
                processor[name].append(spent * 1000)
    return {
        name: (statistics.median(clock[name]), statistics.median(processor[name]), sizes[name])
        for name in PAGES
    }


def count_queries(client: Any, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)  # what is kept from the first time on
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


if __name__ == "__main__":
    sys.exit(not main())
