"""Eight people entering readings at once for a minute: no error, no lost update."""

import os
import threading
import time
from datetime import date
from decimal import Decimal

from bench import database
from bench.table import show

SECONDS = int(os.environ.get("ALLIED_BENCH_SECONDS", "60"))
WRITERS = 8


def main() -> None:
    database.start()
    world = database.fill(10, alliances=1)
    from django.db import connection

    from allied.alliances.actors import load_actor
    from allied.foundation.access.locking import Conflict
    from allied.pure.periods import Frequency, period_containing
    from allied.scorecard.models import Measure, Reading
    from allied.scorecard.services import record_reading

    actor = load_actor(world.user_id)
    measures = list(Measure.objects.select_related("alliance", "room")[:20])
    period = period_containing(date(2020, 3, 1), Frequency.MONTH)
    before = Reading.objects.count()
    written, conflicts, errors = [0] * WRITERS, [0] * WRITERS, []
    end = time.monotonic() + SECONDS

    def write(number: int) -> None:
        turn = number
        while time.monotonic() < end:
            turn += 1
            measure = measures[turn % len(measures)]
            current = Reading.objects.filter(
                measure=measure, period_start=period.start, is_current=True
            ).first()
            try:
                record_reading(
                    by=actor, measure=measure, period=period, value=Decimal(turn % 97),
                    note="in the crowd", seen=current and current.pk,
                )  # fmt: skip
                written[number] += 1
            except Conflict:
                conflicts[number] += 1
            except Exception as error:
                errors.append(repr(error))
        connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost = sum(written) - (Reading.objects.count() - before)
    show(
        ["writers", "seconds", "written", "conflicts told", "errors", "lost"],
        [(WRITERS, str(SECONDS), sum(written), sum(conflicts), len(errors), lost)],
    )
    if errors or lost:
        raise SystemExit(f"faults: {errors[:3]}, lost {lost}")


if __name__ == "__main__":
    main()
