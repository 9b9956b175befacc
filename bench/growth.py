"""The pages that open often with thirty times the readings: `python -m bench growth`.

First on a million readings, then on thirty million in the same database: older ones are added to
every measure. Not among those that run when none is named: it takes minutes and 5 GB of disk.
"""

import sys

from bench import database
from bench.pages import LIMITED, READINGS_EACH, measure
from bench.table import show

MORE, TIMES = 3000, 1.2


def main() -> bool:
    """Print the table; whether every page that has a limit keeps to it."""
    database.start()
    world = database.fill(READINGS_EACH)
    client = database.client_of(world)
    few, before = world.readings, measure(client, world.slug)
    database.add_older(world, MORE)
    print(f"{world.measures:,} measures\n")
    after = measure(client, world.slug)
    rows = [
        (name, before[name][1], after[name][1], after[name][1] / before[name][1]) for name in after
    ]
    show(["page, processor ms", f"{few:,} readings", f"{world.readings:,} readings", "times"], rows)
    return all(times <= TIMES for name, _, _, times in rows if name in LIMITED)


if __name__ == "__main__":
    sys.exit(not main())
