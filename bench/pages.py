"""The pages that open often, against the floor in the same process.

The alliance shown has 25 objectives and 100 measures; the database a million readings.
`ALLIED_BENCH_READINGS=3000` gives each of the 10,000 measures that many (30 million in all).
"""

import os

from bench import database
from bench.table import median_ms, show

PAGES = {
    "floor": "/floor/{slug}/",
    "map": "/a/{slug}/",
    "scorecard by theme": "/a/{slug}/scorecard/",
    "my measures": "/readings/",
    "my work": "/",
}


def main() -> None:
    database.start()
    world = database.fill(int(os.environ.get("ALLIED_BENCH_READINGS", "100")))
    print(f"{world.measures:,} measures, {world.readings:,} readings\n")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rows, floor = [], 1.0
    with database.client_of(world.user_id) as client:
        for name, address in PAGES.items():
            url = address.format(slug=world.slug)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(url)
            assert answer.status_code == 200, (url, answer.status_code)
            taken = median_ms(lambda url=url: client.get(url))
            floor = taken if name == "floor" else floor
            rows.append((name, taken, taken / floor, len(queries), f"{len(answer.content):,}"))
    show(["page", "median ms", "× floor", "queries", "bytes"], rows)


if __name__ == "__main__":
    main()
