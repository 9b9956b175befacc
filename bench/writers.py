"""Eight people entering readings at once for a minute: no error, no lost update.

Each is a process of its own and corrects the same period of the same twenty measures as fast as it
can, saying which reading it saw, as the pages do. Somebody who was overtaken must be told so.
Afterwards: every reading that was reported as written is there; no two were written over the same
reading (one of them would be lost); what is kept of each measure is that of its last reading.

`ALLIED_BENCH_SECONDS=20` makes it shorter. Runs on SQLite and then on a PostgreSQL server of its
own; with `DATABASE_URL` on that database alone.
"""

import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal
from urllib.parse import urlsplit, urlunsplit

from msgspec import Struct, field

from bench import database
from bench.table import show

SECONDS = int(os.environ.get("ALLIED_BENCH_SECONDS", "60"))
WRITERS, MEASURES = 8, 20


class Told(Struct):
    """What one writer has to tell: readings written (id, measure, the id seen before)."""

    written: list[tuple[int, int, int | None]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    conflicts: int = 0
    errors: list[str] = field(default_factory=list)


def main() -> int:
    if "DATABASE_URL" in os.environ:
        return run()
    from tests.run import postgres

    failed = run()
    print(flush=True)
    with postgres() as url:
        again = subprocess.run(
            [sys.executable, "-m", "bench.writers"],
            env={**os.environ, "DATABASE_URL": own_database(url)},
            check=False,
        )
    return failed or again.returncode


def own_database(url: str) -> str:
    """The address of a new database that the role of the given address owns."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE bench")
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path="/bench"))


def run() -> int:
    database.start()
    world = database.fill(10, alliances=1)
    from django.db import connection

    vendor = connection.vendor
    connection.close()  # each process opens its own
    with multiprocessing.get_context("fork").Pool(WRITERS) as pool:
        told = pool.starmap(write, [(number, world.user_id) for number in range(WRITERS)])
    written = [each for one in told for each in one.written]
    errors = [error for one in told for error in one.errors]
    lost, astray = faults(written)
    waits = sorted(second * 1000 for one in told for second in one.seconds)
    conflicts = sum(one.conflicts for one in told)
    show(
        ["writers", "seconds", "written", "median ms", "longest ms", "overtaken and told", "errors",
         "lost", "standings astray"],
        [(f"{WRITERS}, {vendor}", str(SECONDS), f"{len(written):,}", statistics.median(waits),
          waits[-1], f"{conflicts:,}", len(errors), lost, astray)],
    )  # fmt: skip
    for error in errors[:3]:
        print(error)
    return int(bool(errors or lost or astray))


def write(number: int, user_id: int) -> Told:
    """One writer, until the time is up."""
    from allied.alliances.actors import load_actor
    from allied.foundation.access.locking import Conflict
    from allied.scorecard.models import Measure
    from allied.scorecard.services import record_reading

    told, actor, period = Told(), load_actor(user_id), the_period()
    measures = list(Measure.objects.select_related("alliance", "room").order_by("pk")[:MEASURES])
    end, turn = time.monotonic() + SECONDS, number
    while time.monotonic() < end:
        turn += 1
        measure = measures[turn % MEASURES]
        seen = current(measure.pk)
        value = Decimal(turn * WRITERS + number)  # nobody else's: what is already so is not written
        began = time.monotonic()
        try:
            reading = record_reading(
                by=actor, measure=measure, period=period, value=value, note="corrected", seen=seen
            )
            told.written.append((reading.pk, measure.pk, seen))
        except Conflict:
            told.conflicts += 1
        except Exception as error:
            told.errors.append(repr(error))
        told.seconds.append(time.monotonic() - began)
    return told


def faults(written: list[tuple[int, int, int | None]]) -> tuple[int, int]:
    """How many readings were lost, and how many measures are not kept as their readings say."""
    from allied.scorecard.models import Reading, Standing
    from allied.scorecard.queries.standings import standings_from_readings

    there = set(Reading.objects.values_list("pk", flat=True))
    gone = sum(pk not in there for pk, _measure, _seen in written)
    replaced = Counter((measure, seen) for _pk, measure, seen in written)
    overwritten = sum(times - 1 for times in replaced.values())
    kept = dict(Standing.objects.values_list("measure_id", "reading_id"))
    astray = sum(kept[made.measure_id] != made.reading_id for made in standings_from_readings(None))
    return gone + overwritten, astray


def current(measure_id: int) -> int | None:
    """The reading that stands on the screen."""
    from allied.scorecard.models import Reading

    rows = Reading.objects.filter(
        measure_id=measure_id, period_start=the_period().start, is_current=True
    )
    return rows.values_list("pk", flat=True).first()


def the_period():
    """The last whole month, so that every write decides the score of its measure."""
    from datetime import date

    from allied.pure.periods import Frequency, last_complete

    return last_complete(date.today(), Frequency.MONTH)  # noqa: DTZ011


if __name__ == "__main__":
    sys.exit(main())
