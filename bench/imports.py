"""Importing a sheet of 10,000 readings, beside reading the same rows with the csv module.

Each import goes the product's own way: every cell checked, targets and readings planned, measures
scored, all in one transaction. The first finds an empty alliance, so it draws the map as well;
the second finds that there is nothing to do.
"""

import csv
import io
import time
from typing import Any

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

    from allied.scorecard.models import Reading

    text = sheet()
    peer = median_ms(lambda: list(csv.DictReader(io.StringIO(text))), runs=3, warm=1)
    rows = [("csv module, reads only", peer / 1000)]
    files = {"CSV": ("a.csv", text.encode()), "XLSX": ("a.xlsx", workbook(text))}
    for number, (form, (name, data)) in enumerate(files.items(), start=1):
        alliance = founded(f"Alliance {number}")
        rows.append((f"{form}, into an empty alliance", seconds(alliance, name, data)))
        assert Reading.objects.count() == number * 10_000, Reading.objects.count()
        rows.append((f"{form}, a second time", seconds(alliance, name, data)))
        assert Reading.objects.count() == number * 10_000
    print(f"10,000 readings of 250 measures, {connection.vendor}\n")
    show(["import", "s"], rows)


def founded(name: str) -> Any:
    from allied.alliances.services import found_alliance
    from allied.foundation.access.actor import Actor
    from allied.people.models import Company

    companies = [Company.objects.get_or_create(name=n, slug=n.lower())[0] for n in ("A", "B")]
    return found_alliance(by=Actor(name="bench"), name=name, companies=companies)


def seconds(alliance: Any, name: str, data: bytes) -> float:
    from allied.alliances.actors import operator_of
    from allied.scorecard.sheets.services import import_sheet

    start = time.perf_counter()
    import_sheet(by=operator_of(alliance), alliance=alliance, name=name, data=data)
    return time.perf_counter() - start


def workbook(text: str) -> bytes:
    """The same sheet as XLSX."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for place, row in enumerate(csv.reader(io.StringIO(text))):
            page.write_row(place, 0, row)
    return file.getvalue()


if __name__ == "__main__":
    main()
