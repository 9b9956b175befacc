"""Importing a sheet of 10,000 readings, beside reading the same rows with the csv module."""

import csv
import io
import time

from bench import database
from bench.table import median_ms, show

HEAD = (
    "perspective,theme,objective,measure,unit,direction,preset,frequency,weight,"
    "baseline,target,period,actual,note"
)


def sheet(measures: int = 250, months: int = 40) -> str:
    lines = [HEAD]
    for number in range(measures):
        stem = f"Process,Theme {number % 5},Objective {number % 25},Measure {number},n,higher,"
        for month in range(months):
            period = f"{2020 + month // 12}-{month % 12 + 1:02d}"
            lines.append(f"{stem}baseline to target,month,1,0,100,{period},{month % 90},")
    return "\n".join(lines)


def main() -> None:
    database.start()
    from django.db import connection

    from allied.alliances.actors import operator_of
    from allied.alliances.services import found_alliance
    from allied.foundation.access.actor import Actor
    from allied.people.models import Company
    from allied.scorecard.models import Reading
    from allied.scorecard.sheets import import_sheet

    companies = [Company.objects.create(name=name, slug=name.lower()) for name in ("A", "B")]
    alliance = found_alliance(by=Actor(name="bench"), name="Alliance", companies=companies)
    text = sheet()
    peer = median_ms(lambda: list(csv.DictReader(io.StringIO(text))), runs=3, warm=1)
    start = time.perf_counter()
    import_sheet(by=operator_of(alliance), alliance=alliance, content=text.encode(), name="a.csv")
    taken = (time.perf_counter() - start) * 1000
    assert Reading.objects.count() == 10_000, Reading.objects.count()
    show(
        ["import", "ms", "rows"],
        [
            ("csv module, read only", peer, "10,000"),
            (f"Allied, {connection.vendor}", taken, "10,000"),
        ],
    )


if __name__ == "__main__":
    main()
